// One thread of the terminal's training: a task at a time, by the core's own loop and its fastest engine.
import { parentPort, workerData } from 'node:worker_threads'
import { portraitSteps } from '../src/core/portrait/portrait.ts'
import { runToEnd } from '../src/core/steps.ts'
import { learnersFor } from '../src/core/training/learners.ts'
import { trainNetwork } from '../src/core/training/train.ts'
import { buffersOf } from '../workers/network-buffers.ts'
import type { Apprenticeship, Report, Task } from './training-work.ts'

/** Milliseconds between two words about one network. */
const TELL_EVERY = 500

const { dataset, keep } = workerData as Apprenticeship
const begin = learnersFor(dataset)

const say = (report: Report, handed: ArrayBuffer[] = []): void => parentPort!.postMessage(report, handed)

parentPort!.on('message', (task: Task) => {
  if (task.kind === 'measure') return say({ kind: 'measured', portrait: runToEnd(portraitSteps(task.activations, task.labels, task.settings)) })
  const training = trainNetwork(task.spec, task.test ? { ...dataset, test: task.test } : dataset, begin, keep, task.from ?? null)
  let told = performance.now()
  for (;;) {
    const next = training.next()
    if (next.done) return say({ kind: 'trained', network: next.value }, buffersOf([next.value]))
    const now = performance.now()
    if (now - told < TELL_EVERY) continue
    told = now
    say({ kind: 'under way', share: next.value.share })
  }
})
say({ kind: 'ready' })
