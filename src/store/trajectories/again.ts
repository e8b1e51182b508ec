// Networks trained again from their seeds, on the CPU, where they come out to the bit: for predictions (and layers) on the way that nobody kept.
import { knownSize } from '../../core/data/size.ts'
import type { Keep, NetworkRow, NetworkSpec, TrainedNetwork } from '../../core/network.ts'
import { CHECKPOINTS } from '../../core/network.ts'
import { workOf } from '../../core/training/work.ts'
import { speedOf, workersAtOnce } from '../engines.ts'
import { specOf } from '../network-again.ts'
import type { Session } from '../session.ts'
import type { AppState, MapView } from '../state.ts'

/** What is kept of networks that are trained again; as many checkpoints as the form says, where it says any. */
export const keepOf = ({ keep }: Pick<AppState, 'keep'>, hidden: boolean): Keep =>
  ({ checkpoints: keep.checkpoints > 1 ? keep.checkpoints : CHECKPOINTS, checkpointActivations: hidden, state: false })

/** Seconds that these networks would take on the CPU; null while nobody knows how fast it is. */
export function secondsOf(state: AppState, map: MapView, rows: readonly NetworkRow[], keep: Keep): number | null {
  const speed = speedOf(state, 'cpu')
  const { dataset } = map.manifest
  if (rows.length === 0) return 0
  if (!speed || !dataset) return null
  const size = knownSize(dataset)
  const works = rows.map(row => workOf(specOf(row)!, size, keep))
  return Math.max(works.reduce((sum, work) => sum + work, 0) / speed, Math.max(...works) * workersAtOnce(state) / speed)
}

/**
 * Hands each network over when it is there, and says how far all of them are. One that does not come out as the map has it (another engine trained it) goes
 * to `onOther` with a sentence. Rejects with an AbortError once `signal` says so; what was handed over stands.
 */
export async function trainAgain(
  { services, store, notify }: Session, map: MapView, rows: readonly NetworkRow[], keep: Keep,
  heard: { onNetwork: (network: TrainedNetwork) => void, onOther: (id: number, why: string) => void, onShare: (share: number, done: number) => void }, signal: AbortSignal,
): Promise<void> {
  const known = new Map(rows.map(row => [row.id, row]))
  const specs: NetworkSpec[] = rows.map(row => specOf(row)!)
  const dataset = await services.data.dataset(map.manifest.dataset!)
  let done = 0
  let under = 0
  const tell = (): void => heard.onShare((done + under) / specs.length, done)
  tell()
  await services.training.train(signal, { dataset, specs, device: 'cpu', workers: store.getState().workers, keep, begun: [] }, {
    onFinished: network => {
      if (signal.aborted) return
      done++
      const why = otherThan(network, known.get(network.id)!)
      if (why) heard.onOther(network.id, why)
      else heard.onNetwork(network)
      tell()
    },
    onProgress: inFlight => {
      under = inFlight.reduce((sum, { epoch, epochs }) => sum + epoch / epochs, 0)
      tell()
    },
    onTrouble: sentence => notify('warn', sentence),
    onDevice: () => undefined,
  })
}

/** Why it is not the map's network; null where it is. */
function otherThan({ id, row: { outcome }, checkpoints }: TrainedNetwork, row: NetworkRow): string | null {
  if (!checkpoints) return `Network ${id} left no predictions on its way.`
  if (Math.abs(outcome.testAccuracy - row.outcome.testAccuracy) < 1e-9) return null
  return `Network ${id} ends at a test accuracy of ${outcome.testAccuracy.toFixed(4)} when it is trained again, not at ${row.outcome.testAccuracy.toFixed(4)}: another engine trained it, and it is left out.`
}
