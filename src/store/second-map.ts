// The second map: the same networks by another distance or in another layout, in a geometry session of its own that ends with it. Of several
// wishes the last is made; a map that grows makes it again when the training is over.
import { comparisonBlock } from '../core/comparison/comparison-block.ts'
import { checkGeometry } from '../core/settings.ts'
import type { GeometrySettings } from '../core/settings.ts'
import type { Progress } from '../core/steps.ts'
import type { Embedding } from '../protocol/geometry.ts'
import { aborted, isAbort } from '../services/spawn.ts'
import { extrasOf } from './comparands.ts'
import { coordinatesOf, phateOf, placesOf } from './map-view.ts'
import { stageKeys } from './pipeline.ts'
import { sentenceOf } from './run-context.ts'
import { shapesOf } from './selectors.ts'
import type { Session } from './session.ts'
import type { AppState, MapView, SecondMap } from './state.ts'

/** What each part of the work is of all of it, as the bar shows it. */
const PARTS = { layers: [0, 0.4], distances: [0.4, 0.4], layout: [0.8, 0.2] } as const

/** Makes it with these settings; what stood is shown until the new one is there. */
export async function embedBeside(session: Session, change: Partial<GeometrySettings>): Promise<void> {
  const { store } = session
  const { second, geometry, map } = store.getState()
  const settings = { ...second?.settings ?? map?.manifest.geometry ?? geometry, ...change }
  const fault = Object.values(checkGeometry(settings))[0] ?? null
  store.setState({ second: { made: null, share: null, ...second, fault, settings } })
  if (!fault) await besideOf(session).wish()
}

const besides = new WeakMap<Session, Beside>()

function besideOf(session: Session): Beside {
  const standing = besides.get(session) ?? new Beside(session)
  besides.set(session, standing)
  return standing
}

class Beside {
  private working: Promise<void> | null = null
  /** Ends the making that is under way. */
  private turn = new AbortController()
  /** Which networks' distances by which metric the session beside has. */
  private opened: string | null = null
  /** The networks that the last making was of, whatever came of it. */
  private triedFor: string | null = null
  private versions = 0

  constructor(private readonly session: Session) {
    session.store.subscribe((now, before) => {
      if (now.second === null) {
        if (before.second !== null) this.close()
      } else if (now.training && !before.training) this.stop()
      else if (now.training || !now.map) return
      else if (before.training === null && now.map === before.map && now.imports === before.imports) return
      else if (this.triedFor !== networksKey(now)) void this.wish()
    })
  }

  /** Makes what the notebook wants now, whatever was wanted before. */
  async wish(): Promise<void> {
    this.stop()
    await this.working
    if (this.session.store.getState().second === null || this.working) return
    this.turn = new AbortController()
    this.working = this.make(this.turn.signal).finally(() => { this.working = null })
    await this.working
  }

  private stop(): void {
    this.turn.abort()
    if (this.working) void this.session.services.beside.cancel()
  }

  /** Its memory is free. */
  private close(): void {
    this.turn.abort()
    this.opened = null
    this.session.services.beside.close()
  }

  private tell(change: Partial<SecondMap>): void {
    this.session.store.setState(({ second }) => ({ second: second && { ...second, ...change } }))
  }

  private async make(signal: AbortSignal): Promise<void> {
    const { store } = this.session
    const { map, imports, second, training } = store.getState()
    if (!map || !second || training) return
    const { settings } = second
    this.triedFor = networksKey({ map, imports })
    this.tell({ share: 0, fault: null })
    try {
      const embedding = await this.embedding(map, settings, signal)
      if (signal.aborted) return
      const made = { version: ++this.versions, ids: embedding.ids, ...placesOf(embedding.coordinates, settings.dimensions), settings, phate: phateOf(embedding) }
      this.tell({ made, share: null })
    } catch (error) {
      if (isAbort(error) || signal.aborted) this.tell({ share: null })
      else this.tell({ share: null, fault: `The second map could not be made: ${sentenceOf(error)}` })
    }
  }

  private async embedding(map: MapView, settings: GeometrySettings, signal: AbortSignal): Promise<Embedding> {
    const { store, holdings, services: { beside, geometry } } = this.session
    const go = async <T>(step: Promise<T>): Promise<T> => {
      const done = await step
      if (signal.aborted) throw aborted()
      return done
    }
    await go(holdings.session())
    const turns = againOf(store.getState())
    const key = `${distancesKey(map, settings)} ${turns}`
    if (this.opened !== key) {
      this.opened = null
      if (key === `${distancesKey(map, map.manifest.geometry)} ${turns}`) {
        // The same distances: nothing is measured again.
        const { ids, condensed } = await go(geometry.distances())
        await go(beside.open(settings, { ids, distances: condensed, coordinates: new Float64Array(settings.dimensions * ids.length), t: 1 }))
      } else await this.measure(map, settings, go, signal)
      this.opened = key
    }
    const onto = { ids: map.networks.map(row => row.id), coordinates: coordinatesOf(map), dimensions: map.manifest.geometry.dimensions }
    const signalOf = map.networks.map(row => ({ id: row.id, value: row.outcome.testAccuracy }))
    return go(beside.embed({ settings, start: 'classic', onto, signal: signalOf }, this.sharing('layout')))
  }

  private async measure(map: MapView, settings: GeometrySettings, go: <T>(step: Promise<T>) => Promise<T>, signal: AbortSignal): Promise<void> {
    const { holdings, services: { beside, geometry } } = this.session
    if (!map.comparable) throw new Error('This map carries no activations to measure other distances from.')
    const block = comparisonBlock(shapesOf(this.session.store.getState(), map.networks, settings), settings)
    if (block) throw new Error(block)
    await go(holdings.comparableSession())
    const wanted = new Set(map.networks.map(row => row.id))
    const share = this.sharing('layers')
    const extras = await go(extrasOf(this.session, map.networks, settings, geometry.extras(), done => share({ share: done }), signal))
    const known = [...geometry.extras().values()].filter(({ id }) => wanted.has(id))
    await go(beside.open(settings, null))
    if (known.length + extras.length > 0) await go(beside.equip([...known, ...extras]))
    const networks = geometry.activations().filter(({ id }) => wanted.has(id)).sort((a, b) => a.id - b.id)
    await go(beside.add(networks, this.sharing('distances')))
  }

  private sharing(part: keyof typeof PARTS): (progress: Pick<Progress, 'share'>) => void {
    const [from, width] = PARTS[part]
    return ({ share }) => this.tell({ share: from + width * share })
  }
}

/** The same distances between the same networks. */
function distancesKey(map: MapView, geometry: GeometrySettings): string {
  const { distances } = stageKeys({ dataset: map.manifest.dataset, ids: map.networks.map(row => row.id), geometry })
  return `${map.series} ${distances}`
}

const networksKey = (state: Pick<AppState, 'map' | 'imports'>): string => `${state.map?.series} ${state.map?.networks.map(row => row.id).join()} ${againOf(state)}`

/** Brought networks that were run anew under the id that they had: other distances between the same ids. */
const againOf = ({ imports }: Pick<AppState, 'imports'>): string => imports.flatMap(({ ids, turn }) => ids.length > 0 && turn > 1 ? [`${ids[0]}:${turn}`] : []).join()
