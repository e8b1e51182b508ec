// The standing map laid out again: anew with other settings, or moved on to another diffusion time while one slides it.
import { extrasFor } from '../core/comparison/comparand.ts'
import type { NetworkRow } from '../core/network.ts'
import type { GeometrySettings } from '../core/settings.ts'
import type { Progress } from '../core/steps.ts'
import { isAbort } from '../services/spawn.ts'
import { extrasOf } from './comparands.ts'
import { withEmbedding, withoutWalkMass } from './map-view.ts'
import type { Stage } from './pipeline.ts'
import { sentenceOf } from './run-context.ts'
import type { Session } from './session.ts'
import type { MapView, TrainingState } from './state.ts'

const signalOf = (map: MapView) => map.networks.map(row => ({ id: row.id, value: row.outcome.testAccuracy }))

/** Another layout makes a ready-made map the session's own. */
const own = (origin: MapView['origin']): MapView['origin'] => origin === 'ready-made' ? 'session' : origin

/** From the first stage that has to be run. The new layout is laid onto the one that stands, so that the map morphs and does not jump. */
export async function layOutAnew(session: Session, map: MapView, geometry: GeometrySettings, stage: Stage): Promise<{ measured: boolean }> {
  const { store, services, holdings, notify } = session
  const enter = (phase: TrainingState['phase']): void => store.setState(state => ({ training: state.training && { ...state.training, phase, share: 0 } }))
  const share = (progress: Pick<Progress, 'share'>): void => store.setState(state => ({ training: state.training && { ...state.training, share: progress.share } }))
  let measured = false
  // What was told of the map as it stood will not be true of the new one.
  store.setState(({ notices }) => ({ notices: notices.filter(({ tone }) => tone !== 'info') }))
  try {
    if (stage === 'layout') await holdings.session()
    else {
      await holdings.comparableSession()
      const held = new Set(services.geometry.activations().map(({ id }) => id))
      const rows = [...map.networks, ...map.diverged.filter(({ id }) => held.has(id))]
      if (extrasFor(geometry)) await equip(session, rows, geometry, share, () => enter('layers'))
      enter('distances')
      const { refused } = await services.geometry.remeasure(geometry, share)
      measured = true
      if (refused.length > 0) notify('info', withoutPlaceWords(refused))
    }
    enter('embedding')
    const embedding = await services.geometry.embed({ settings: geometry, start: 'classic', onto: 'standing', signal: signalOf(map) }, share)
    for (const note of embedding.notes) notify('info', note)
    const now = store.getState().map!
    const { scale, sigma } = map.manifest.geometry
    const rescaled = measured && (scale !== geometry.scale || sigma !== geometry.sigma)
    const made = withEmbedding(rescaled ? withoutWalkMass(now) : now, map.networks, embedding)
    store.setState({ map: { ...made, origin: own(map.origin), manifest: { ...made.manifest, geometry } } })
    return { measured: rescaled }
  } catch (error) {
    if (measured) await services.geometry.remeasure(map.manifest.geometry, () => undefined).catch(() => undefined) // the picture and its distances stay one
    if (!isAbort(error)) notify('danger', `The map could not be embedded anew: ${sentenceOf(error)} The map that stood is kept.`)
    return { measured: false }
  }
}

/** Brings the session what the comparison needs besides activations. */
async function equip(session: Session, rows: readonly NetworkRow[], geometry: GeometrySettings, share: (progress: Pick<Progress, 'share'>) => void, enter: () => void): Promise<void> {
  const { services } = session
  const turn = new AbortController()
  session.endWaiting = () => turn.abort()
  try {
    enter()
    const extras = await extrasOf(session, rows, geometry, services.geometry.extras(), done => share({ share: done }), turn.signal)
    if (extras.length > 0) await services.geometry.equip(extras)
  } finally {
    session.endWaiting = null
  }
}

function withoutPlaceWords(refused: readonly { id: number, why: string }[]): string {
  const [{ why }] = refused
  return refused.length === 1 ? `One network has no place by this distance and is listed apart: ${why}` : `${refused.length} networks have no place by this distance and are listed apart. The first: ${why}`
}

/** While one answer is on its way others may be wished for: only the last of them is asked. `wanted` takes the wish, null where there is none. */
export async function slideAlong(session: Session, wanted: () => number | 'auto' | null): Promise<void> {
  const { store, services, holdings, notify } = session
  try {
    await holdings.session()
    if (session.landing) await session.landing
    for (let { map, training } = store.getState(); map && !training; { map, training } = store.getState()) {
      const t = wanted()
      if (t === null) return
      const settings = { ...map.manifest.geometry, t }
      // Back at auto the layout is made from the data, so that what a recipe names is what one sees again.
      const start = t === 'auto' ? 'classic' : 'standing'
      const { turned } = map.manifest.phate
      const embedding = await services.geometry.embed({ settings, start, signal: signalOf(map), ...turned && { onto: 'standing' as const } }, () => undefined)
      const now = store.getState().map
      if (now?.series !== map.series || now.networks.length !== embedding.ids.length) return
      const made = withEmbedding(now, now.networks, embedding)
      const phate = { ...made.manifest.phate, ...start === 'standing' && { slid: true as const }, ...turned && { turned } }
      store.setState({ map: { ...made, origin: own(now.origin), manifest: { ...made.manifest, geometry: settings, phate } } })
    }
  } catch (error) {
    if (!isAbort(error)) notify('danger', `The map could not be drawn at this diffusion time: ${sentenceOf(error)}`)
  }
}
