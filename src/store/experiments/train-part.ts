// A population of an experiment in training, beside the map on screen: workers of its own, nothing kept but predictions on the way.
import type { Dataset } from '../../core/data/dataset.ts'
import { sizeOf } from '../../core/data/size.ts'
import type { Keep, NetworkSpec, TrainedNetwork } from '../../core/network.ts'
import { CHECKPOINTS } from '../../core/training/checkpoints.ts'
import { workOf } from '../../core/training/work.ts'
import type { NetworkProgress } from '../../protocol/training.ts'
import type { Session } from '../session.ts'

export const KEEP: Keep = { checkpoints: CHECKPOINTS, checkpointActivations: false, state: false }

/** `workers`: null as many as usual. `hear`: networks finished, and the share of the work that is done, those in flight counted in. */
export async function trainPart(
  { services }: Session, signal: AbortSignal, dataset: Dataset, specs: readonly NetworkSpec[], crew: number | null, hear: (done: number, share: number, workers: number) => void,
): Promise<TrainedNetwork[]> {
  const size = sizeOf(dataset)
  const works = new Map(specs.map(spec => [spec.id, workOf(spec, size, KEEP)]))
  const all = [...works.values()].reduce((sum, work) => sum + work, 0)
  const trained: TrainedNetwork[] = []
  let inFlight: readonly NetworkProgress[] = []
  let workers = 1
  const tell = (): void => {
    const done = trained.reduce((sum, { id }) => sum + works.get(id)!, 0)
    const begun = inFlight.reduce((sum, { id, epoch, epochs }) => sum + (works.get(id) ?? 0) * epoch / epochs, 0)
    hear(trained.length, Math.min(1, (done + begun) / all), workers)
  }
  await services.training.train(signal, { dataset, specs: [...specs], device: 'cpu', workers: crew, keep: KEEP, begun: [] }, {
    onFinished: network => {
      trained.push(network)
      inFlight = inFlight.filter(({ id }) => id !== network.id)
      tell()
    },
    onProgress: heard => {
      const finished = new Set(trained.map(({ id }) => id))
      inFlight = heard.filter(({ id }) => !finished.has(id))
      tell()
    },
    onTrouble: () => undefined, // a worker that died is replaced; where none comes, this rejects
    onDevice: (_, count) => { workers = count },
  })
  return trained.sort((a, b) => a.id - b.id)
}
