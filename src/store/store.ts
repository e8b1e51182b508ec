// The one notebook of the session, made from its services so that tests can hand in fakes. What takes more than a line has a room of
// its own beside this one: selection, pipeline, map-view, holdings, training-run.
import type { StoreApi } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { checkDataset, DEFAULT_DATASET } from '../core/data/make.ts'
import { checkRecipe, DEFAULT_RECIPE } from '../core/population.ts'
import { checkGeometry, DEFAULT_GEOMETRY } from '../core/settings.ts'
import { CHECKPOINTS } from '../core/training/checkpoints.ts'
import type { Progress } from '../core/steps.ts'
import { isAbort } from '../services/spawn.ts'
import type { Services } from '../services/services.ts'
import { tryEngines } from './engines.ts'
import { Holdings } from './holdings.ts'
import { headOf, mapFromHead, measureColumns, withEmbedding, withMeasures, withoutWalkMass } from './map-view.ts'
import { firstStale, stageKeys } from './pipeline.ts'
import { Portraits } from './portraits.ts'
import { NOTHING, selecting } from './selection.ts'
import { networkOf, trainBlock } from './selectors.ts'
import type { AppState, AppStore, Theme, TrainingState } from './state.ts'
import { TrainingRun } from './training-run.ts'

/** The map that a visitor sees first, from public/maps/. */
const FIRST_MAP = 'digits'

/** Nearest networks shown for one. */
const NEAREST = 5

/** So many networks take seconds to measure, and whoever waits for them is told. */
const WORTH_SAYING = 24

const themes: readonly Theme[] = ['system', 'light', 'dark']

export function createAppStore(services: Services): StoreApi<AppStore> {
  let run: TrainingRun | null = null
  let notices = 0
  let sliding = false
  let wantedTime: number | 'auto' | null = null

  return createStore<AppStore>()((set, get, store) => {
    const holdings = new Holdings(services, () => set(state => ({ map: state.map && withMeasures(state.map, holdings.measures) })))
    const portraits = new Portraits(store, services, holdings)
    const notify = (tone: 'warn' | 'danger' | 'info', text: string): void => {
      if (get().notices.some(notice => notice.text === text)) return
      set(state => ({ notices: [...state.notices, { id: ++notices, tone, text }].slice(-4) }))
    }
    const sentence = (error: unknown): string => error instanceof Error ? error.message : String(error)

    async function train(kind: 'more' | 'new'): Promise<void> {
      const block = trainBlock(get())
      const why = kind === 'more' ? block.here : block.anew
      if (why) return notify('warn', why)
      portraits.stop()
      run = new TrainingRun({ store, services, holdings, notify }, kind)
      await run.run()
      run = null
      if (get().map?.origin === 'session') portraits.begin()
    }

    const busy = (phase: TrainingState['phase'], total: number): TrainingState =>
      ({ phase, done: total, total, share: 0, rate: null, secondsLeft: null, device: 'cpu', workers: 1, inFlight: [], justFinished: [] })

    return {
      ...initialState(services),

      async start() {
        try {
          const head = await services.maps.readyMade(FIRST_MAP)
          holdings.hold(head, null, null)
          // The form continues the map's own sequence: its recipe, its data, its settings.
          const { dataset, recipe, geometry } = head.manifest
          set(state => ({ map: mapFromHead(head, 'ready-made', true, 1), mapFault: null, ...formOf(state, dataset, recipe), geometry }))
        } catch (error) {
          set({ mapFault: `The ready-made map could not be shown: ${sentence(error)}` })
        }
        await Promise.all([
          services.training.detectGpu()
            .catch(error => ({ available: false, fallback: false, name: '', why: sentence(error) }))
            .then(gpu => set({ gpu }))
            .then(() => tryEngines(store, services)),
          holdings.detail().catch(() => undefined), // fetched ahead; whoever needs it hears of the failure
        ])
      },

      setTheme(theme) {
        services.remember.set('theme', theme)
        set({ theme })
      },
      foldLeft: leftFolded => set({ leftFolded }),
      setTab: tab => set({ tab }),

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
      setDevice: device => set({ device }),
      setWorkers: workers => set({ workers }),
      setKeep: change => set(state => ({ keep: { ...state.keep, ...change } })),
      colourBy: change => set(state => ({ colour: { ...state.colour, ...change } })),

      trainMore: () => train('more'),
      trainNew: () => train('new'),
      stopTraining: () => run ? run.stop() : void services.geometry.cancel(),

      async embedAnew() {
        const { map, geometry, geometryFaults, training } = get()
        if (!map || training || Object.keys(geometryFaults).length) return
        const ids = map.networks.map(row => row.id)
        const keys = (settings: AppState['geometry']) => stageKeys({ dataset: map.manifest.dataset, ids, geometry: settings })
        const stale = map.landed.size || map.manifest.phate.slid ? 'layout' : null
        const stage = firstStale(keys(map.manifest.geometry), keys(geometry)) ?? stale
        if (!stage) return
        const measuring = portraits.stop()
        set({ training: busy(stage === 'layout' ? 'embedding' : 'distances', ids.length) })
        const share = (progress: Progress): void => set(state => ({ training: state.training && { ...state.training, share: progress.share } }))
        let measured = false
        try {
          if (stage === 'layout') await holdings.session()
          else {
            await holdings.comparableSession()
            await services.geometry.remeasure(geometry, share)
            measured = true
          }
          set(state => ({ training: state.training && { ...state.training, phase: 'embedding', share: 0 } }))
          const signal = map.networks.map(row => ({ id: row.id, value: row.outcome.testAccuracy }))
          const embedding = await services.geometry.embed({ settings: geometry, start: 'classic', signal }, share)
          for (const note of embedding.notes) notify('info', note)
          const standing = measured ? withoutWalkMass(get().map!) : get().map!
          const made = withEmbedding(standing, map.networks, embedding)
          set({ map: { ...made, origin: map.origin === 'ready-made' ? 'session' : map.origin, manifest: { ...made.manifest, geometry } } })
        } catch (error) {
          if (measured) await services.geometry.remeasure(map.manifest.geometry, () => undefined).catch(() => undefined) // the picture and its distances stay one
          if (!isAbort(error)) notify('danger', `The map could not be embedded anew: ${sentence(error)} The map that stood is kept.`)
        }
        set({ training: null })
        // Walk masses that another scale or sigma made are gone, and come again where there were any.
        if (measuring || (measured && get().map!.networks.some(row => row.measures))) portraits.begin()
      },

      async slideTime(t) {
        get().setGeometry({ t })
        wantedTime = t
        if (sliding || get().geometryFaults.t) return
        sliding = true
        try {
          await holdings.session()
          // While one answer is on its way others may be wished for: only the last of them is asked.
          for (let map = get().map; map && !get().training && wantedTime !== null; map = get().map) {
            const settings = { ...map.manifest.geometry, t: wantedTime }
            wantedTime = null
            const signal = map.networks.map(row => ({ id: row.id, value: row.outcome.testAccuracy }))
            // Back at auto the layout is made from the data, so that what a recipe names is what one sees again.
            const start = settings.t === 'auto' ? 'classic' : 'standing'
            const embedding = await services.geometry.embed({ settings, start, signal }, () => undefined)
            const now = get().map
            if (now?.series !== map.series || now.networks.length !== embedding.ids.length) break
            const made = withEmbedding(now, now.networks, embedding)
            const phate = { ...made.manifest.phate, ...start === 'standing' && { slid: true as const } }
            set({ map: { ...made, origin: now.origin === 'ready-made' ? 'session' : now.origin, manifest: { ...made.manifest, geometry: settings, phate } } })
          }
        } catch (error) {
          if (!isAbort(error)) notify('danger', `The map could not be drawn at this diffusion time: ${sentence(error)}`)
        }
        wantedTime = null
        sliding = false
      },

      measureNetworks: () => { if (!get().training) portraits.begin() },

      select: (ids, source, how) => set(state => ({ selection: selecting(state.selection, ids, source, how) })),
      clearSelection: () => set({ selection: NOTHING, open: null }),

      async openNetwork(id) {
        const { map } = get()
        const row = networkOf(map, id)
        if (!map || !row) return
        const show = (change: Partial<NonNullable<AppState['open']>>): void =>
          set(state => state.open?.id === id ? { open: { ...state.open, ...change } } : {})
        set({ open: { id, detail: holdings.details.get(id) ?? null, nearest: null, why: null, kept: { weights: false, checkpoints: 0 } }, tab: 'network' })
        try {
          await holdings.detail()
          show({ detail: holdings.details.get(id) ?? null, why: holdings.details.has(id) ? null : 'This map carries no curve or confusion matrix of this network.' })
        } catch (error) {
          show({ why: `Curve and confusion matrix are not at hand: ${sentence(error)}` })
        }
        if (row.outcome.divergedAt !== null) return
        try {
          await holdings.session()
          show({ nearest: await services.geometry.nearest(id, NEAREST) })
        } catch {
          show({ nearest: [] })
        }
      },

      async openMapFile(file) {
        if (get().training) return notify('warn', `${file.name} was not opened: stop the training first.`)
        try {
          const { detail, activations, ...head } = await services.maps.read(file)
          portraits.stop()
          holdings.hold(head, detail, activations)
          const { dataset, recipe, geometry } = head.manifest
          set(state => ({
            map: withMeasures(mapFromHead(head, 'file', activations !== null, (state.map?.version ?? 0) + 1), holdings.measures), mapFault: null,
            selection: NOTHING, open: null, tab: 'selection', ...formOf(state, dataset, recipe), geometry, faults: {}, datasetFaults: {}, geometryFaults: {},
          }))
        } catch (error) {
          notify('danger', `${file.name} could not be opened: ${sentence(error)}`)
        }
      },

      async downloadNetwork(id) {
        notify('warn', `The weights of network ${id} were not kept.`)
      },

      async trainOn(id) {
        notify('warn', `The weights of network ${id} were not kept, so it cannot be trained further.`)
      },

      async forget() {
        set(state => ({ vault: { ...state.vault, networks: 0 } }))
      },

      async saveMap() {
        const { portraits: under } = get()
        if (under && !under.fault && under.total - under.done > WORTH_SAYING) notify('info', `The map is saved as soon as its networks are measured: ${under.total - under.done} to go.`)
        await portraits.ended() // the same networks make the same file, however soon one asks
        const { map } = get()
        if (!map) return
        try {
          if (map.comparable) await holdings.comparableSession()
          else await holdings.session()
          const { condensed } = await services.geometry.distances()
          const known = new Set(map.networks.map(row => row.id))
          const activations = map.comparable ? services.geometry.activations().filter(network => known.has(network.id)).sort((a, b) => a.id - b.id) : null
          const head = headOf(map)
          const details = head.networks.flatMap(row => holdings.details.get(row.id) ?? [])
          services.download(await services.maps.write({ ...head, detail: { distances: condensed, details, measures: measureColumns(map) }, activations }), `netfold-${map.manifest.dataset?.id ?? 'brought'}-${map.networks.length}.npz`)
        } catch (error) {
          notify('danger', `The map could not be saved: ${sentence(error)}`)
        }
      },

      dismiss: id => set(state => ({ notices: state.notices.filter(notice => notice.id !== id) })),
    }
  })
}

/** The form goes on from a map's own recipe and data; where its networks were trained elsewhere it stays as it is. */
function formOf(state: AppState, dataset: AppState['dataset'] | null, recipe: AppState['recipe'] | null): Pick<AppState, 'dataset' | 'recipe'> {
  return { dataset: dataset ?? state.dataset, recipe: recipe ? { ...recipe, count: state.recipe.count } : state.recipe }
}

function initialState(services: Services): AppState {
  const remembered = services.remember.get('theme')
  return {
    theme: themes.find(theme => theme === remembered) ?? 'system',
    leftFolded: false,
    tab: 'selection',
    map: null,
    mapFault: null,
    dataset: DEFAULT_DATASET,
    datasetFaults: {},
    recipe: DEFAULT_RECIPE,
    faults: {},
    geometry: DEFAULT_GEOMETRY,
    geometryFaults: {},
    device: 'auto',
    gpu: null,
    engines: { cpu: null, webgpu: null, fault: null, usualWorkers: services.training.usualWorkers },
    workers: null,
    keep: { checkpoints: CHECKPOINTS, checkpointActivations: false, state: true },
    vault: { state: 'looking', why: null, networks: 0 },
    training: null,
    portraits: null,
    colour: { measure: 'testAccuracy', log: false, invert: false },
    selection: NOTHING,
    open: null,
    notices: [],
  }
}
