// A population of an experiment in training, beside the map on screen: workers of its own, nothing kept but predictions on the way.
import type { Dataset } from '../../core/data/dataset.ts'
import { sizeOf } from '../../core/data/size.ts'
import type { Keep, NetworkSpec, TrainedNetwork } from '../../core/network.ts'
import { CHECKPOINTS } from '../../core/network.ts'
import { workOf } from '../../core/training/work.ts'
import type { NetworkProgress } from '../../protocol/training.ts'
import type { Session } from '../session.ts'

export const KEEP: Keep = { checkpoints: CHECKPOINTS, checkpointActivations: false, state: false }

/** Networks finished, and the share of the work that is done, those in flight counted in. */
export type HearTraining = (done: number, share: number, workers: number) => void

/** `crew`: workers, null as many as usual. */
export const trainPart = (
  session: Session, signal: AbortSignal, dataset: Dataset, specs: readonly NetworkSpec[], crew: number | null, hear: HearTraining,
): Promise<TrainedNetwork[]> =>
  trainAll(session, signal, { dataset, specs, keep: KEEP, take: network => network }, crew, hear)

/** `take`: what is kept of a network, as soon as it is done. */
export interface Population<T> { dataset: Dataset, specs: readonly NetworkSpec[], keep: Keep, take: (network: TrainedNetwork, spec: NetworkSpec) => T }

/** In the order of the specs, without those that could not be trained. */
export async function trainAll<T>(
  { services }: Session, signal: AbortSignal, { dataset, specs, keep, take }: Population<T>, crew: number | null, hear: HearTraining,
): Promise<T[]> {
  const size = sizeOf(dataset)
  const works = new Map(specs.map(spec => [spec.id, workOf(spec, size, keep)]))
  const byId = new Map(specs.map(spec => [spec.id, spec]))
  const all = [...works.values()].reduce((sum, work) => sum + work, 0)
  const taken = new Map<number, T>()
  let worked = 0
  let inFlight: readonly NetworkProgress[] = []
  let workers = 1
  const tell = (): void => {
    const begun = inFlight.reduce((sum, { id, epoch, epochs }) => sum + (works.get(id) ?? 0) * epoch / epochs, 0)
    hear(taken.size, Math.min(1, (worked + begun) / all), workers)
  }
  await services.training.train(signal, { dataset, specs: [...specs], device: 'cpu', workers: crew, keep, begun: [] }, {
    onFinished: network => {
      taken.set(network.id, take(network, byId.get(network.id)!))
      worked += works.get(network.id)!
      inFlight = inFlight.filter(({ id }) => id !== network.id)
      tell()
    },
    onProgress: heard => {
      inFlight = heard.filter(({ id }) => !taken.has(id))
      tell()
    },
    onTrouble: () => undefined, // a worker that died is replaced; where none comes, this rejects
    onDevice: (_, count) => { workers = count },
  })
  return specs.flatMap(({ id }) => taken.has(id) ? [taken.get(id)!] : [])
}
