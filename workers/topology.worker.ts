// The topology worker: persistent homology of networks' activations. Wiring only.
import { expose } from 'comlink'
import type { Steps } from '../src/core/steps.ts'
import type { TopologyWorker } from '../src/protocol/topology.ts'
import { drive } from './drive.ts'
import { diagramsSteps, matchingSteps, shapeSteps } from './topology/shapes.ts'

const running = new Map<number, AbortController>()

async function run<T>(turn: number, work: Steps<T>): Promise<T> {
  const stop = new AbortController()
  running.set(turn, stop)
  try {
    return await drive(work, { signal: stop.signal })
  } finally {
    running.delete(turn)
  }
}

const api = {
  shape: (turn, network) => run(turn, shapeSteps(network)),
  diagrams: (turn, networks) => run(turn, diagramsSteps(networks)),
  matching: (turn, a, b) => run(turn, matchingSteps(a, b)),
  beat: () => true,
  stop: turn => running.get(turn)?.abort(),
} satisfies TopologyWorker

expose(api)
