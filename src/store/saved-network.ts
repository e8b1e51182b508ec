// A network for other programs: its weights where they were kept, else trained again, for its seeds name them as well.
import type { Dataset } from '../core/data/dataset.ts'
import type { NetworkSpec, TrainedNetwork } from '../core/network.ts'
import { KEEP_NOTHING } from '../core/network.ts'
import { layersOf } from '../core/training/architecture.ts'
import type { SavedNetwork } from '../formats/modules.ts'
import type { KeptWeights } from '../protocol/vault.ts'
import type { Services } from '../services/services.ts'
import { specOf } from './network-again.ts'
import { networkOf } from './selectors.ts'
import type { MapView } from './state.ts'

interface Context { services: Services, notify: (tone: 'warn' | 'info', text: string) => void }

/** Null where there are no weights to be had, and a notice says why. */
export async function savedNetwork(context: Context, map: MapView, id: number, kept: KeptWeights | null): Promise<SavedNetwork | null> {
  const { services, notify } = context
  const row = networkOf(map, id)
  const spec = row && specOf(row)
  const { dataset: settings, datasetTitle } = map.manifest
  if (!row || !spec || !settings) {
    notify('warn', `Network ${id} was trained elsewhere: Netfold has no weights of it.`)
    return null
  }
  const dataset = await services.data.dataset(settings)
  let state = kept?.state ?? null
  if (!state && row.outcome.divergedAt === null) {
    notify('info', `The weights of network ${id} were not kept: it is trained again from its seeds.`)
    const again = await trainedAgain(context, spec, dataset)
    state = again?.state ?? null
    if (again && again.row.outcome.testAccuracy !== row.outcome.testAccuracy) notify('warn', `Trained again, network ${id} has a test accuracy of ${again.row.outcome.testAccuracy.toFixed(4)}, not ${row.outcome.testAccuracy.toFixed(4)}: it was first trained by another engine.`)
  }
  if (!state) {
    notify('warn', `Network ${id} diverged: it has no weights that are numbers.`)
    return null
  }
  const about = { data: datasetTitle, testAccuracy: String(row.outcome.testAccuracy) }
  return { hyper: spec.hyper, weightSeed: spec.weightSeed, orderSeed: spec.orderSeed, layers: layersOf(spec.hyper, dataset), weights: state.weights, about }
}

/** One network on one worker, beside whatever else is going on. */
async function trainedAgain({ services, notify }: Context, spec: NetworkSpec, dataset: Dataset): Promise<TrainedNetwork | null> {
  const made: TrainedNetwork[] = []
  await services.training.train(new AbortController().signal, { dataset, specs: [spec], device: 'cpu', workers: 1, keep: { ...KEEP_NOTHING, state: true }, begun: [] }, {
    onFinished: network => { made.push(network) },
    onProgress: () => undefined,
    onTrouble: sentence => notify('warn', sentence),
    onDevice: () => undefined,
  })
  return made[0] ?? null
}
