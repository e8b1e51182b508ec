// All pairs in the terminal: large jobs on all cores. Answers are taken from their ports without an event loop, because commands run in one go.
import { availableParallelism } from 'node:os'
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { HelpingHand } from '../workers/geometry/pairs-crew.ts'
import { PairsCrew } from '../workers/geometry/pairs-crew.ts'
import type { Answer } from '../workers/geometry/pairs-helper.ts'
import type { BeginPairs } from '../workers/geometry/pairs-work.ts'
import { beginHere, entriesOf } from '../workers/geometry/pairs-work.ts'

/** Below so many entries of pairs (450 networks on 200 probes) threads, which load the program each, cost more than they save. */
const WORTH_THREADS = 4e9

export interface Thread extends HelpingHand {
  /** Resolves when the thread has ended. */
  readonly ended: Promise<void>
}

const loader = new URL('../scripts/typescript-worker.mjs', import.meta.url)
const helper = new URL('./pairs-thread.ts', import.meta.url)

/** A thread that helps. */
export function hireThread(module: URL = helper): Thread {
  const { port1, port2 } = new MessageChannel()
  const worker = new Worker(loader, { execArgv: [], workerData: { module: module.href, port: port2 }, transferList: [port2] })
  let dead = false
  worker.on('error', () => { dead = true }) // unheard, it would end the program
  const ended = new Promise<void>(resolve => worker.once('exit', () => {
    dead = true
    port1.close()
    resolve()
  }))
  worker.unref()
  return {
    get dead() { return dead },
    ended,
    post: message => port1.postMessage(message),
    answers: () => {
      const come: Answer[] = []
      for (let next = receiveMessageOnPort(port1); next; next = receiveMessageOnPort(port1)) come.push(next.message as Answer)
      return come
    },
    end: () => void worker.terminate(),
  }
}

/** So many threads, this one among them. */
export const beginOn = (threads: number): BeginPairs => job => {
  const helpers = entriesOf(job) < WORTH_THREADS ? 0 : threads - 1
  return helpers > 0 ? new PairsCrew(Array.from({ length: helpers }, () => hireThread())) : beginHere(job)
}

/** As many threads as there are cores. */
export const beginInTerminal: BeginPairs = beginOn(availableParallelism())
