// The terminal's workforce for populations: threads that take the next task when they are free. What comes of a task does not depend on who did it, nor
// on how many there are; a task whose thread died is done again by another.
import { Worker } from 'node:worker_threads'
import type { Dataset } from '../src/core/data/dataset.ts'
import { sizeOf } from '../src/core/data/size.ts'
import type { Interim, Keep, NetworkActivations, NetworkSpec, TrainedNetwork } from '../src/core/network.ts'
import type { Portrait } from '../src/core/portrait/measures.ts'
import type { GeometrySettings } from '../src/core/settings.ts'
import { workOf } from '../src/core/training/work.ts'
import type { Apprenticeship, Report, Result, Task } from './training-work.ts'

/** How often a task may bring its thread down before it is given up. */
const MOST_FALLS = 2

const loader = new URL('../scripts/typescript-worker.mjs', import.meta.url)
const apprentice = new URL('./training-thread.ts', import.meta.url)

/** Where a job stands: the share of its work and the number of its tasks that are done. */
export type Told = (share: number, done: number) => void

/** What may be said besides the specs. */
export interface Further {
  /** Where each network was put down before; null: nowhere. */
  from?: readonly (Interim | null)[]
  /** Rows to test on, in the place of the data set's. */
  test?: Uint32Array
  /** Hears of each network as soon as it is done, in whatever order that is. */
  each?: (network: TrainedNetwork) => void
}

interface Open { place: number, task: Task, cost: number, falls: number }
interface Job { waiting: Open[], told: (place: number, share: number) => void, finished: (place: number, result: Result) => void, failed: (error: Error) => void }

export class TrainingThreads {
  private readonly threads: Thread[]
  private job: Job | null = null

  /** `module`: what a thread runs; another one in tests. */
  constructor(private readonly dataset: Dataset, private readonly keep: Keep, count: number, module: URL = apprentice) {
    const knowledge: Apprenticeship = { dataset, keep }
    this.threads = Array.from({ length: count }, () => new Thread(module, knowledge, () => this.job))
  }

  /** When all threads have loaded their program. Nobody needs to wait for that. */
  async ready(): Promise<void> {
    await Promise.all(this.threads.map(thread => thread.ready))
  }

  /** The networks, in the order of their specs. The dearest go first, so that no thread is left with one at the end. */
  async train(specs: readonly NetworkSpec[], told: Told = () => undefined, { from, test, each }: Further = {}): Promise<TrainedNetwork[]> {
    const size = sizeOf(this.dataset)
    const tasks = specs.map((spec, place) => ({ task: { kind: 'train' as const, spec, from: from?.[place] ?? null, ...test && { test } }, cost: workOf(spec, size, this.keep) }))
    const results = await this.all(tasks, told, result => { if (result.kind === 'trained') each?.(result.network) })
    return results.map(result => (result as Result & { kind: 'trained' }).network)
  }

  /** What is measured of each representation, in their order. */
  async measure(networks: readonly NetworkActivations[], labels: Int32Array, settings: Pick<GeometrySettings, 'scale' | 'sigma'>, told: Told = () => undefined): Promise<Portrait[]> {
    const results = await this.all(networks.map(activations => ({ task: { kind: 'measure', activations, labels, settings }, cost: 1 })), told)
    return results.map(result => (result as Result & { kind: 'measured' }).portrait)
  }

  /** Sends everybody home; what is under way comes to nothing. */
  async end(): Promise<void> {
    await Promise.all(this.threads.map(thread => thread.end()))
  }

  /** One job at a time. */
  private all(tasks: readonly { task: Task, cost: number }[], told: Told, each: (result: Result) => void = () => undefined): Promise<Result[]> {
    const results = new Array<Result>(tasks.length)
    const total = tasks.reduce((sum, { cost }) => sum + cost, 0)
    const shares = new Float64Array(tasks.length)
    const share = (): number => shares.reduce((sum, part, place) => sum + part * tasks[place].cost, 0) / total
    let done = 0
    return new Promise<Result[]>((resolve, reject) => {
      this.job = {
        // The next one is taken from the end.
        waiting: tasks.map((one, place) => ({ ...one, place, falls: 0 })).sort((a, b) => a.cost - b.cost || b.place - a.place),
        told: (place, part) => {
          shares[place] = part
          told(share(), done)
        },
        finished: (place, result) => {
          results[place] = result
          try {
            each(result)
          } catch (error) {
            reject(error as Error)
          }
          shares[place] = 1
          told(share(), ++done)
          if (done === tasks.length) resolve(results)
        },
        failed: reject,
      }
      if (tasks.length === 0) resolve(results)
      for (const thread of this.threads) thread.next()
    }).finally(() => { this.job = null })
  }
}

/** A place in the workforce: who sits there may fall, and another takes the seat. */
class Thread {
  /** When the first to sit here had loaded the program. */
  readonly ready: Promise<void>
  private worker: Worker | null = null
  private busy: Open | null = null
  private ended = false
  private begun: () => void = () => undefined

  constructor(private readonly module: URL, private readonly knowledge: Apprenticeship, private readonly job: () => Job | null) {
    this.ready = new Promise(resolve => { this.begun = resolve })
    this.worker = this.hire()
  }

  next(): void {
    if (this.busy || this.ended) return
    this.busy = this.job()?.waiting.pop() ?? null
    if (!this.busy) return
    this.worker ??= this.hire()
    this.worker.postMessage(this.busy.task)
  }

  async end(): Promise<void> {
    this.ended = true
    await this.worker?.terminate()
  }

  private hire(): Worker {
    const worker = new Worker(loader, { execArgv: [], workerData: { ...this.knowledge, module: this.module.href } })
    let fault = new Error('its thread ended without a word')
    worker.on('message', (report: Report) => this.heard(report))
    worker.on('error', error => { fault = error as Error })
    worker.on('exit', () => this.fell(fault))
    return worker
  }

  private heard(report: Report): void {
    if (report.kind === 'ready') return this.begun()
    const { busy } = this
    if (!busy) return
    if (report.kind === 'under way') return this.job()?.told(busy.place, report.share)
    this.busy = null
    this.job()?.finished(busy.place, report)
    this.next()
  }

  private fell(fault: Error): void {
    if (this.ended) return
    const { busy } = this
    this.worker = this.busy = null
    this.begun() // whoever waits need not wait for this one
    if (!busy) return
    const job = this.job()
    if (++busy.falls === MOST_FALLS) return job?.failed(new Error(`${named(busy.task)} could not be done: ${fault.message}`, { cause: fault }))
    job?.waiting.push(busy)
    this.next()
  }
}

const named = (task: Task): string => task.kind === 'train' ? `Network ${task.spec.id}` : `The measures of network ${task.activations.id}`
