// The one notebook of the session, made from its services so that tests can hand in fakes. What takes more than a line has a room of
// its own beside this one: selection, pipeline, map-view, holdings, training-run.
import type { StoreApi } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { checkDataset, DEFAULT_DATASET } from '../core/data/make.ts'
import { checkRecipe, DEFAULT_RECIPE } from '../core/population.ts'
import { checkGeometry, DEFAULT_GEOMETRY } from '../core/settings.ts'
import { CHECKPOINTS } from '../core/training/checkpoints.ts'
import type { Progress } from '../core/steps.ts'
import type { MapHead } from '../formats/map-file.ts'
import type { KeptWeights } from '../protocol/vault.ts'
import { isAbort } from '../services/spawn.ts'
import type { Services } from '../services/services.ts'
import type { CameBack } from './come-back.ts'
import { whatWasKept } from './come-back.ts'
import { tryEngines } from './engines.ts'
import { Holdings } from './holdings.ts'
import { mapFromHead, withEmbedding, withMeasures, withoutWalkMass } from './map-view.ts'
import { firstStale, stageKeys } from './pipeline.ts'
import { Portraits } from './portraits.ts'
import type { RunOrder } from './run-order.ts'
import { orderOf, orderOn } from './run-order.ts'
import { NOTHING, selecting } from './selection.ts'
import { networkOf, trainBlock } from './selectors.ts'
import { SessionKeeper } from './session-keeper.ts'
import type { AppState, AppStore, Theme, TrainingState } from './state.ts'
import type { TrainingRun } from './training-run.ts'

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

    const keeper = new SessionKeeper(store, services, holdings, sentence => notify('warn', sentence))

    async function train(kind: 'more' | 'new'): Promise<void> {
      const block = trainBlock(get())
      const why = kind === 'more' ? block.here : block.anew
      if (why) return notify('warn', why)
      await carryOut(orderOf(get(), kind))
    }

    async function carryOut(order: RunOrder): Promise<void> {
      portraits.stop()
      // Nobody trains before there is a page: what training takes is fetched now, and no second one begins meanwhile.
      set({ training: { ...busy('starting', order.total), done: 0 } })
      try {
        const { TrainingRun } = await import('./training-run.ts')
        run = new TrainingRun({ store, services, holdings, keeper, notify }, order)
      } catch (error) {
        set({ training: null })
        return notify('danger', `A part of the page that training needs could not be fetched: ${sentence(error)} Reload the page to try again.`)
      }
      await run.run()
      run = null
      if (get().map?.origin === 'session') portraits.begin()
    }

    /** With what an earlier visit had not finished. */
    async function goOn({ order, notice, form }: CameBack): Promise<void> {
      if (get().training) return
      if (!order) return portraits.begin()
      if (form) get().setRecipe(form)
      if (notice) notify('info', notice)
      await carryOut(order)
    }

    /** The map that a newcomer sees. */
    async function firstMap(coming: Promise<MapHead>): Promise<void> {
      try {
        const head = await coming
        if (get().training) return // somebody did not wait for it
        holdings.hold(head, null, null)
        // The form continues the map's own sequence: its recipe, its data, its settings.
        const { dataset, recipe, geometry } = head.manifest
        set(state => ({ map: mapFromHead(head, 'ready-made', true, 1), mapFault: null, ...formOf(state, dataset, recipe), geometry }))
      } catch (error) {
        set({ mapFault: `The ready-made map could not be shown: ${sentence(error)}` })
      }
    }

    /** What the vault has of a network of this map besides its place. */
    const weightsOf = async (id: number): Promise<KeptWeights | null> => keeper.holds(get().map) ? services.vault.weights(id).catch(() => null) : null

    const busy = (phase: TrainingState['phase'], total: number): TrainingState =>
      ({ phase, done: total, total, share: 0, rate: null, secondsLeft: null, device: 'cpu', workers: 1, inFlight: [], justFinished: [] })

    return {
      ...initialState(services),

      async start() {
        const first = services.maps.readyMade(FIRST_MAP) // on its way while the vault is looked into
        first.catch(() => undefined)
        // Asked in one breath: a training that begins meanwhile is not what an earlier visit left.
        const [, kept] = await Promise.all([services.vault.open(), whatWasKept(services.vault)])
        const back = get().training ? null : kept
        if (back?.shown) {
          const { map, standing, activations } = back.restored
          const { dataset, recipe, geometry } = map.manifest
          holdings.restore(back.details, activations, standing)
          keeper.took(map, standing.base !== null)
          set(state => ({ map, mapFault: null, ...formOf(state, dataset, recipe), geometry }))
        } else if (!get().training) await firstMap(first)
        await Promise.all([
          services.training.detectGpu()
            .catch(error => ({ available: false, fallback: false, name: '', why: sentence(error) }))
            .then(gpu => set({ gpu }))
            .then(() => Promise.all([back && goOn(back), tryEngines(store, services)])),
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
        set({ open: { id, detail: holdings.details.get(id) ?? null, nearest: null, why: null, kept: null }, tab: 'network' })
        void weightsOf(id).then(kept => show({ kept: { weights: kept?.state !== undefined && kept?.state !== null, checkpoints: kept?.checkpoints?.steps.length ?? 0 } }))
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
          const { detail, activations, checkpoints = null, states = null, ...head } = await services.maps.read(file)
          portraits.stop()
          holdings.hold(head, detail, activations)
          const { dataset, recipe, geometry } = head.manifest
          set(state => ({
            map: withMeasures(mapFromHead(head, 'file', activations !== null, (state.map?.version ?? 0) + 1), holdings.measures), mapFault: null,
            selection: NOTHING, open: null, tab: 'selection', ...formOf(state, dataset, recipe), geometry, faults: {}, datasetFaults: {}, geometryFaults: {},
          }))
          void keeper.replace({ checkpoints, states })
        } catch (error) {
          notify('danger', `${file.name} could not be opened: ${sentence(error)}`)
        }
      },

      async downloadNetwork(id, format) {
        try {
          const { map } = get()
          const { savedNetwork } = await import('./saved-network.ts')
          const saved = map && await savedNetwork({ services, notify }, map, id, await weightsOf(id))
          if (saved) services.download(await services.maps.writeNetwork(saved, format), `network-${id}${format === 'safetensors' ? '.safetensors' : '-tfjs.zip'}`)
        } catch (error) {
          notify('danger', `Network ${id} could not be downloaded: ${sentence(error)}`)
        }
      },

      async trainOn(id, epochs) {
        const { map, training } = get()
        const row = networkOf(map, id)
        if (training) return notify('warn', 'Training is under way.')
        if (!map || !row) return
        if (!map.comparable) return notify('warn', 'This map carries no activations to compare a new network with.')
        if (row.outcome.divergedAt !== null) return notify('warn', `Network ${id} diverged at update ${row.outcome.divergedAt}: there is nothing to go on from.`)
        if (!Number.isInteger(epochs) || epochs < 1) return notify('warn', `${epochs} is no number of epochs to train further; choose 1 or more.`)
        await holdings.detail().catch(() => undefined)
        const order = orderOn(get(), id, epochs, holdings.details.get(id) ?? null, await weightsOf(id))
        if (!order) return notify('warn', `Network ${id} was trained elsewhere, so it cannot be trained further here.`)
        await carryOut(order)
      },

      async forget() {
        if (get().training) return notify('warn', 'Stop the training first: its networks are being kept.')
        await keeper.forget()
        set(({ open }) => open ? { open: { ...open, kept: { weights: false, checkpoints: 0 } } } : {})
      },

      async saveMap() {
        const { portraits: under } = get()
        if (under && !under.fault && under.total - under.done > WORTH_SAYING) notify('info', `The map is saved as soon as its networks are measured: ${under.total - under.done} to go.`)
        await portraits.ended() // the same networks make the same file, however soon one asks
        const { map } = get()
        if (!map) return
        try {
          const { mapFileOf } = await import('./map-file-of.ts')
          const file = await mapFileOf(map, services, holdings, weightsOf, sentence => notify('info', sentence))
          services.download(await services.maps.write(file), `netfold-${map.manifest.dataset?.id ?? 'brought'}-${map.networks.length}.npz`)
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
