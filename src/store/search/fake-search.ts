// A notebook with a map of twelve that can be asked what to train next, for tests: what was given to be trained is noted, and every network has weights to be kept.
import type { TrainingJob } from '../../services/training-population.ts'
import { createFakes, fakeMap } from '../fakes.ts'

/** Of every network. */
export const state = { weights: new Float32Array(1), first: new Float32Array(0), second: new Float32Array(0) }

export function fakeSearch(): { fakes: ReturnType<typeof createFakes>, jobs: TrainingJob[] } {
  const map = fakeMap(12)
  const fakes = createFakes({ ...map, manifest: { ...map.manifest, lineage: { base: 'digits', runs: [] } } })
  const jobs: TrainingJob[] = []
  const train = fakes.onTrain
  fakes.onTrain = async (signal, job, events) => {
    jobs.push(job)
    await train(signal, job, { ...events, onFinished: network => events.onFinished({ ...network, state }) })
  }
  return { fakes, jobs }
}
