// The trajectories worker: one session at a time, its long questions driven in slices. Wiring only.
import { expose } from 'comlink'
import type { Progress, Steps } from '../src/core/steps.ts'
import type { TrajectoryWorker } from '../src/protocol/trajectories.ts'
import { drive, throttled } from './drive.ts'
import { TrajectorySession } from './trajectories/session.ts'

let session: TrajectorySession | null = null
let running: AbortController | null = null

function standing(): TrajectorySession {
  if (!session) throw new Error('No runs are open; name the probes first.')
  return session
}

async function run<T>(work: Steps<T>, onProgress?: (progress: Progress) => void): Promise<T> {
  const own = running = new AbortController()
  try {
    return await drive(work, { signal: own.signal, ...onProgress && { onProgress: throttled(onProgress) } })
  } finally {
    if (running === own) running = null
  }
}

const api = {
  open: truth => { session = new TrajectorySession(truth) },
  add: runs => standing().add(runs),
  remove: ids => standing().remove(ids),
  map: (request, onProgress) => run(standing().map(request), onProgress),
  shepard: async (axes, most) => standing().shepard(axes, most),
  betweenRuns: (request, onProgress) => run(standing().betweenRuns(request), onProgress),
  factors: (factors, onProgress) => run(standing().factors(factors), onProgress),
  averages: (request, onProgress) => run(standing().averages(request), onProgress),
  ends: () => run(standing().ends()),
  beat: () => true,
  cancel: () => running?.abort(),
} satisfies TrajectoryWorker

expose(api)
