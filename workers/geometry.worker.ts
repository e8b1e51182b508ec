// The geometry worker: one session at a time, its long questions driven in slices.
import { expose, transfer } from 'comlink'
import type { Comparand } from '../src/core/comparison/comparand.ts'
import type { GeometryWorker } from '../src/protocol/geometry.ts'
import type { Progress, Steps } from '../src/core/steps.ts'
import { drive, throttled } from './drive.ts'
import { beginInBrowser } from './geometry/pairs-browser.ts'
import { GeometrySession } from './geometry/session.ts'

let session: GeometrySession | null = null
let brought: Comparand[] = []
let running: AbortController | null = null

function standing(): GeometrySession {
  if (!session) throw new Error('No map is open.')
  return session
}

function arrived(): Comparand[] {
  const networks = brought
  brought = []
  return networks
}

async function run<T>(work: Steps<T>, onProgress?: (progress: Progress) => void): Promise<T> {
  running = new AbortController()
  try {
    return await drive(work, { signal: running.signal, ...onProgress && { onProgress: throttled(onProgress) } })
  } finally {
    running = null
  }
}

const api = {
  open: (settings, base) => { session = new GeometrySession(settings, base, beginInBrowser) },
  bring: (networks, first) => { brought = first ? networks : [...brought, ...networks] },
  supply: () => run(standing().supply(arrived())),
  equip: extras => standing().equip(extras),
  add: onProgress => run(standing().add(arrived()), onProgress),
  remeasure: (settings, onProgress) => run(standing().remeasure(settings), onProgress),
  remove: ids => run(standing().remove(ids)),
  land: ids => run(standing().land(ids)),
  embed: (request, onProgress) => run(standing().embed(request), onProgress),
  restore: layout => standing().restore(layout),
  nearest: (id, count) => standing().nearest(id, count),
  portraits: (ids, labels) => run(standing().portraits(ids, labels)),
  between: (a, b) => standing().between(a, b),
  smoothness: signal => run(standing().smoothness(signal)),
  hierarchy: (places, request) => run(standing().hierarchy(places, request)),
  trust: (places, request) => run(standing().trust(places, request)),
  distances: () => {
    const found = standing().distances()
    return transfer(found, [found.condensed.buffer as ArrayBuffer])
  },
  health: (kernel, onProgress) => run(standing().health(kernel), onProgress),
  beat: () => true,
  cancel: () => running?.abort(),
} satisfies GeometryWorker

expose(api)
