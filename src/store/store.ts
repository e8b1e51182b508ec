// The one notebook of the session, made from its services so that tests can hand in fakes. What takes more than a line has a room of its own
// beside this one; rooms that no newcomer enters before the map is there are fetched when they are asked for.
import type { StoreApi } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { checkDataset } from '../core/data/dataset.ts'
import { checkRecipe } from '../core/recipe.ts'
import { checkGeometry } from '../core/settings.ts'
import type { Services } from '../services/services.ts'
import type { Asking } from './asking.ts'
import { ASKING } from './asking.ts'
import { beginEmbedded, beginVisit } from './beginning.ts'
import { History } from './history.ts'
import { Holdings } from './holdings.ts'
import { initialState } from './initial-state.ts'
import { tellMaking } from './making-again.ts'
import { withMeasures } from './map-view.ts'
import { measuresOf } from './measures.ts'
import { firstStale, stageKeys } from './pipeline.ts'
import { Portraits } from './portraits.ts'
import type { ImportActions } from './imports/imports.ts'
import type { Preferences } from './preferences.ts'
import { remember } from './preferences.ts'
import type { Notify } from './run-context.ts'
import { brushed, grouping, NO_BRUSHES, NOTHING, selecting } from './selection.ts'
import { networkOf } from './selectors.ts'
import type { Session } from './session.ts'
import { NO_EXPERIMENTS } from './experiments/experiments-state.ts'
import { DOORS } from './sharing/doors.ts'
import type { Rooms } from './sharing/rooms.ts'
import { SessionKeeper } from './session-keeper.ts'
import type { AppState, AppStore } from './state.ts'
import { lookedAt } from './trajectories/wanted.ts'
import { busy, Trainings } from './trainings.ts'

/** Notices shown at a time. */
const MOST_NOTICES = 4

export function createAppStore(services: Services): StoreApi<AppStore> {
  let notices = 0
  let sliding = false
  let wantedTime: number | 'auto' | null = null

  return createStore<AppStore>()((set, get, store) => {
    const notify: Notify = (tone, text) => {
      if (get().notices.some(notice => notice.text === text)) return
      set(state => ({ notices: [...state.notices, { id: ++notices, tone, text }].slice(-MOST_NOTICES) }))
    }
    const holdings = new Holdings(services, () => set(state => ({ map: state.map && withMeasures(state.map, holdings.measures) })), tellMaking(store, notify, () => services.now()))
    const keeper = new SessionKeeper(store, services, holdings, notify)
    const portraits = new Portraits(store, services, holdings)
    const session: Session = { store, services, holdings, keeper, notify, portraits, endWaiting: null, landing: null, carryOut: order => trainings.goOn(order) }
    const trainings = new Trainings(session)
    let answers: Asking | null = null
    const history = new History(store, () => services.now())
    const near = store.subscribe(state => {
      if (!lookedAt(state)) return
      near()
      void get().room('trajectories')
    })

    /** Does what a part of the page can that comes later. */
    async function later<Room, R>(coming: Promise<Room>, what: (room: Room) => Promise<R>): Promise<R | null> {
      const room = await coming.catch(() => notify('danger', 'A part of the page could not be fetched: there is no network, or the page is newer on its server. Reload it to try again.'))
      return room ? what(room) : null
    }
    const imports = <R>(what: (actions: ImportActions) => Promise<R>): Promise<R | null> => later(import('./imports/imports.ts'), ({ importsOf }) => what(importsOf(session)))
    const entered: Partial<Rooms> = {}
    const choose = (change: Partial<Preferences>): void => {
      remember(services.remember, change)
      set(change)
    }

    return {
      ...initialState(services),

      room: async <Name extends keyof Rooms>(name: Name): Promise<Rooms[Name] | null> =>
        entered[name] ?? later(DOORS[name](), async ({ roomOf }) => entered[name] ??= roomOf(session)),

      start: (embedded = false, hash = '') => embedded ? beginEmbedded(session, hash) : beginVisit(session, hash),

      setTheme: (theme, kept = true) => kept ? choose({ theme }) : set({ theme }),
      tourTaken: () => choose({ toured: true }),
      foldLeft: leftFolded => set({ leftFolded }),
      setTab: tab => set({ tab }),
      setDock: dock => set({ dock }),

      setDataset: change => set(state => {
        const dataset = { ...state.dataset, ...change }
        return { dataset, datasetFaults: checkDataset(dataset) }
      }),
      setRecipe: change => set(state => {
        const recipe = { ...state.recipe, ...change }
        return { recipe, faults: checkRecipe(recipe) }
      }),
      setGeometry: change => set(state => {
        const geometry = { ...state.geometry, ...change }
        return { geometry, geometryFaults: checkGeometry(geometry) }
      }),
      setDevice: device => choose({ device }),
      setWorkers: workers => choose({ workers }),
      setKeep: change => choose({ keep: { ...get().keep, ...change } }),
      colourBy: change => set(state => ({ colour: { ...state.colour, ...change } })),

      trainMore: () => trainings.train('more'),
      trainNew: () => trainings.train('new'),
      trainOn: (id, epochs) => trainings.trainOn(id, epochs),
      stopTraining: () => trainings.stop(),

      async embedAnew() {
        if (session.landing) await session.landing
        const { map, geometry, geometryFaults, training } = get()
        if (!map || training || Object.keys(geometryFaults).length) return
        const ids = map.networks.map(row => row.id)
        const keys = (settings: AppState['geometry']) => stageKeys({ dataset: map.manifest.dataset, ids, geometry: settings })
        const stale = map.landed.size || map.manifest.phate.slid ? 'layout' : null
        const stage = firstStale(keys(map.manifest.geometry), keys(geometry)) ?? stale
        if (!stage) return
        const measuring = portraits.stop()
        set({ training: busy(stage === 'layout' ? 'embedding' : 'distances', ids.length, ids.length) })
        const made = await later(import('./layouts.ts'), ({ layOutAnew }) => layOutAnew(session, map, geometry, stage))
        set({ training: null })
        // Walk masses that another scale or sigma made are gone, and come again where there were any.
        if (measuring || (made?.measured && get().map!.networks.some(row => row.measures))) portraits.begin()
      },

      async slideTime(t) {
        get().setGeometry({ t })
        wantedTime = t
        if (sliding || get().geometryFaults.t) return
        sliding = true
        const take = (): typeof wantedTime => {
          const wanted = wantedTime
          wantedTime = null
          return wanted
        }
        await later(import('./layouts.ts'), ({ slideAlong }) => slideAlong(session, take))
        wantedTime = null
        sliding = false
      },

      measureNetworks: () => { if (!get().training) portraits.begin() },

      select: (ids, source, how = 'replace', lasso = null) => set(({ selection, choosing }) => {
        const some = [...ids]
        // Nobody in place of the selection: it is emptied, whatever a choice does.
        const really = how === 'replace' && some.length > 0 ? choosing : how
        const next = selecting(selection, some, source, really)
        return { selection: lasso && really === 'replace' && next.ids.size > 0 ? { ...next, lasso } : next, brushes: NO_BRUSHES, choosing: next.ids.size > 0 ? choosing : 'replace' }
      }),
      setChoosing: choosing => set({ choosing }),
      setBrushes: (brushes, brushing = false) => set(({ map, derived }) => ({
        brushes, brushing, selection: map ? brushed(map.networks, brushes, measuresOf(map.networks, derived)) : NOTHING,
      })),
      clearSelection: () => set({ selection: NOTHING, brushes: NO_BRUSHES, choosing: 'replace', open: null }),
      setGroup: (group, ids) => set(state => ({ groups: grouping(state.groups, group, ids ?? state.selection.ids) })),
      swapGroups: () => set(({ groups: { a, b } }) => ({ groups: { a: b, b: a } })),
      setEntropy: change => set(state => ({ entropy: { ...state.entropy, ...change } })),
      setSecond: change => {
        if (get().panes.second !== null) set(({ panes }) => ({ panes: { ...panes, second: null } }))
        void later(import('./second-map.ts'), async ({ embedBeside }) => embedBeside(session, change))
      },
      closeSecond: () => set({ second: null }),
      // Whoever shows training, by a menu, a link or the Training tab, is followed by the room (trajectories/trajectories.ts).
      setPanes: change => set(state => {
        const panes = { ...state.panes, ...change }
        return { panes, ...panes.second !== null && state.second ? { second: null } : {} }
      }),
      setRuns: change => set(state => ({ runs: { ...state.runs, ...change } })),
      setClock: change => set(state => ({ clock: { ...state.clock, ...change } })),
      makeRuns: async () => { await (await get().room('trajectories'))?.make() },
      stopRuns: () => { void get().room('trajectories').then(room => room?.stop()) },
      brushCheckpoints: (rows, how) => { void get().room('trajectories').then(room => room?.brush(rows, how)) },
      openExperiments: name => set({ experiments: { ...get().experiments ?? NO_EXPERIMENTS, open: true, shown: name ?? null } }),
      closeExperiments: () => set(({ experiments }) => ({ experiments: experiments && { ...experiments, open: false } })),
      undo: () => history.undo(),
      redo: () => history.redo(),
      setCut: change => set(({ cut }) => ({ cut: { ...cut, ...change } })),
      showTrust: trustLines => set({ trustLines }),
      lookFrom: look => set({ look }),
      showLayer: (name, shown) => set(({ layers }) => ({ layers: new Set(shown ? [...layers, name] : [...layers].filter(layer => layer !== name)) })),
      derive: (name, measures) => set(({ derived }) => ({ derived: [...derived.filter(({ key }) => !key.startsWith(`derived:${name}`)), ...measures] })),
      ask(question, of) {
        answers ??= ASKING.begin?.(session, store) ?? null
        if (answers) answers.ask(question, of)
        else void later(import('./answers.ts'), async () => get().ask(question, of))
      },

      async openNetwork(id) {
        const row = networkOf(get().map, id)
        if (!row) return
        // A tab that shows this one network too is where its reader is looking.
        set(({ tab }) => ({ open: { id, detail: holdings.details.get(id) ?? null, nearest: null, why: null, kept: null }, tab: tab === 'persistence' || tab === 'entropy' ? tab : 'network' }))
        await later(import('./opened-network.ts'), ({ fillIn }) => fillIn(session, row))
      },

      async openMapFile(file) {
        if (get().training) return notify('warn', `${file.name} was not opened: stop the training first.`)
        await later(import('./files.ts'), ({ openFile }) => openFile(session, file))
      },
      openFiles: async (files, wanted, missed) => { await imports(actions => actions.openFiles(files, wanted, missed)) },
      setImport: async (key, change) => { await imports(actions => actions.setImport(key, change)) },
      removeImports: async keys => { await imports(actions => actions.removeImports(keys)) },
      mapOfImports: async keys => { await imports(actions => actions.mapOfImports(keys)) },
      joinTable: key => { void imports(async actions => actions.joinTable(key)) },
      openLink: async (address, what) => { await imports(actions => actions.openLink(address, what)) },
      agreeToLink: async () => { await imports(actions => actions.agreeToLink()) },
      dismissLink: () => { void imports(async actions => actions.dismissLink()) },
      setDraft: change => { void imports(async actions => actions.setDraft(change)) },
      acceptDraft: async () => { await imports(actions => actions.acceptDraft()) },
      dismissDraft: () => { void imports(async actions => actions.dismissDraft()) },
      forgetData: async hash => { await later(import('./imports/draft.ts'), room => room.forgetData(session, hash)) },
      async saveMap() {
        await later(import('./files.ts'), ({ saveMap }) => saveMap(session))
      },
      async downloadSelection(format) {
        await later(import('./export-selection.ts'), async room => room.downloadSelection(session, format))
      },
      async downloadNetwork(id, format) {
        await later(import('./files.ts'), ({ saveNetwork }) => saveNetwork(session, id, format))
      },

      async forget() {
        if (get().training) return notify('warn', 'Stop the training first: its networks are being kept.')
        const { map, dataset } = get()
        const inUse = map?.manifest.dataset?.own?.hash ?? (dataset.id === 'own' && dataset.own ? dataset.own.hash : null)
        await Promise.all([keeper.forget(), services.data.forget(inUse)])
        set(({ ownData }) => ({ ownData: ownData?.filter(({ own: { hash } }) => hash === inUse) ?? null }))
        set(({ open }) => open ? { open: { ...open, kept: { weights: false, checkpoints: 0 } } } : {})
      },

      saveText: (text, name, type) => services.download(new Blob([text], { type: typeof text === 'string' ? `${type};charset=utf-8` : type }), name),
      tell: notify,
      takeNewer: null,
      dismiss: id => set(state => ({ notices: state.notices.filter(notice => notice.id !== id) })),
    }
  })
}
