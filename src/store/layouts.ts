// The standing map laid out again: anew with other settings, or moved on to another diffusion time while one slides it.
import type { GeometrySettings } from '../core/settings.ts'
import type { Progress } from '../core/steps.ts'
import { isAbort } from '../services/spawn.ts'
import { withEmbedding, withoutWalkMass } from './map-view.ts'
import type { Stage } from './pipeline.ts'
import { sentenceOf } from './run-context.ts'
import type { Session } from './session.ts'
import type { MapView } from './state.ts'

const signalOf = (map: MapView) => map.networks.map(row => ({ id: row.id, value: row.outcome.testAccuracy }))

/** Another layout makes a ready-made map the session's own. */
const own = (origin: MapView['origin']): MapView['origin'] => origin === 'ready-made' ? 'session' : origin

/** From the first stage that has to be run. */
export async function layOutAnew({ store, services, holdings, notify }: Session, map: MapView, geometry: GeometrySettings, stage: Stage): Promise<{ measured: boolean }> {
  const share = (progress: Progress): void => store.setState(state => ({ training: state.training && { ...state.training, share: progress.share } }))
  let measured = false
  try {
    if (stage === 'layout') await holdings.session()
    else {
      await holdings.comparableSession()
      await services.geometry.remeasure(geometry, share)
      measured = true
    }
    store.setState(state => ({ training: state.training && { ...state.training, phase: 'embedding', share: 0 } }))
    const embedding = await services.geometry.embed({ settings: geometry, start: 'classic', signal: signalOf(map) }, share)
    for (const note of embedding.notes) notify('info', note)
    const now = store.getState().map!
    const made = withEmbedding(measured ? withoutWalkMass(now) : now, map.networks, embedding)
    store.setState({ map: { ...made, origin: own(map.origin), manifest: { ...made.manifest, geometry } } })
  } catch (error) {
    if (measured) await services.geometry.remeasure(map.manifest.geometry, () => undefined).catch(() => undefined) // the picture and its distances stay one
    if (!isAbort(error)) notify('danger', `The map could not be embedded anew: ${sentenceOf(error)} The map that stood is kept.`)
  }
  return { measured }
}

/** While one answer is on its way others may be wished for: only the last of them is asked. `wanted` takes the wish, null where there is none. */
export async function slideAlong({ store, services, holdings, notify }: Session, wanted: () => number | 'auto' | null): Promise<void> {
  try {
    await holdings.session()
    for (let { map, training } = store.getState(); map && !training; { map, training } = store.getState()) {
      const t = wanted()
      if (t === null) return
      const settings = { ...map.manifest.geometry, t }
      // Back at auto the layout is made from the data, so that what a recipe names is what one sees again.
      const start = t === 'auto' ? 'classic' : 'standing'
      const embedding = await services.geometry.embed({ settings, start, signal: signalOf(map) }, () => undefined)
      const now = store.getState().map
      if (now?.series !== map.series || now.networks.length !== embedding.ids.length) return
      const made = withEmbedding(now, now.networks, embedding)
      const phate = { ...made.manifest.phate, ...start === 'standing' && { slid: true as const } }
      store.setState({ map: { ...made, origin: own(now.origin), manifest: { ...made.manifest, geometry: settings, phate } } })
    }
  } catch (error) {
    if (!isAbort(error)) notify('danger', `The map could not be drawn at this diffusion time: ${sentenceOf(error)}`)
  }
}
