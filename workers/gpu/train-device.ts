// Carries out on a GPU what networks in training ask for: buffers, uploads, dispatches of the kernel train.wgsl, and what is read back.
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { Interim, NetworkSpec } from '../../src/core/network.ts'
import { initialWeights } from '../../src/core/training/initialise.ts'
import { MEMORY } from '../../src/core/training/optimiser.ts'
import type { Executor } from './train-crew.ts'
import type { Engine } from './train-engine.ts'
import { engineOf } from './train-engine.ts'
import type { Job } from './train-jobs.ts'
import { answerOf, jobOf, listOf, stateSize, TASK_WORDS, taskOf } from './train-jobs.ts'
import type { Layout } from './train-layout.ts'
import { layOut, listWords, packRow, ROW_WORDS, tableRow } from './train-layout.ts'
import type { Order, RemoteLearner } from './train-learner.ts'
import type { TrainingBuffers } from './train-memory.ts'
import { BINDINGS, openBuffers, roomOn } from './train-memory.ts'
import { Room } from './train-room.ts'
import type { Pace, Slice } from './train-slices.ts'
import { nextPace, nextSlice } from './train-slices.ts'

/** What a dispatch was and how long it took: for tests, and for whoever measures. */
export interface SliceReport { pace: Pace, networks: number, blocks: number, milliseconds: number }

/** For tests and measurements: who hears of each dispatch, and the most bytes that networks may have together. */
export interface KernelOptions { onSlice?: (report: SliceReport) => void, room?: number }

interface Place {
  learner: RemoteLearner
  layout: Layout
  /** Row of the table; place among the numbers; place and size among the lists. */
  row: number
  base: number
  lists: number
  words: number
  job: Job | null
}

type Part = { place: Place, job: Job, blocks: number }

/** A dispatch that the GPU has not answered yet. */
interface Flight {
  slice: Slice
  parts: readonly Part[]
  /** Those of the parts with which all that a network waits for is done; what they are to be told lies in `read`. */
  ended: readonly Part[]
  pace: Pace
  submitted: number
  read: GPUBuffer | null
  bytes: number
  landed: Promise<[number, unknown]>
}

/** Dispatches on their way at most. */
const FLIGHTS = 2

export class GpuExecutor implements Executor {
  readonly #places = new Map<RemoteLearner, Place>()
  readonly #numbers: Room
  readonly #lists: Room
  readonly #rows: Room
  readonly #bind: GPUBindGroup
  /** Where the test rows and the probes of both kinds lie in the lists. */
  readonly #shared: Map<Uint32Array, number>
  /** In the order in which they were sent. */
  readonly #flying: Flight[] = []
  /** When the last one landed. */
  #landed = -Infinity
  /** Buffers to read from that are not in use. */
  readonly #readers: GPUBuffer[] = []

  private constructor(
    readonly engine: Engine, readonly dataset: Dataset, readonly buffers: TrainingBuffers, readonly onSlice: (report: SliceReport) => void,
  ) {
    const { device, pipeline } = engine
    const entries = BINDINGS.map((name, binding) => ({ binding, resource: { buffer: buffers[name] } }))
    this.#bind = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries })
    this.#numbers = new Room(buffers.numbers.size / 4)
    this.#lists = new Room(buffers.lists.size / 4)
    this.#rows = new Room(buffers.table.size / 4 / ROW_WORDS)
    const { test, probes, trainProbes, labels } = dataset
    this.#shared = new Map([test, probes, trainProbes].map(rows => [rows, this.#lists.take(rows.length)!]))
    for (const [rows, at] of this.#shared) device.queue.writeBuffer(buffers.lists, 4 * at, Uint32Array.from(rows, row => packRow(row, labels[row])))
  }

  /** `specs`: all that will ever be taken in, each covered by the kernel (train-layout.ts). Throws where the GPU has too little memory or refuses the kernel. */
  static async open(
    device: GPUDevice, specs: readonly NetworkSpec[], dataset: Dataset, { onSlice = () => undefined, room = roomOn(device) }: KernelOptions = {},
  ): Promise<GpuExecutor> {
    const engine = await engineOf(device)
    return new GpuExecutor(engine, dataset, await openBuffers(device, specs, dataset, room), onSlice)
  }

  end(): void {
    for (const buffer of [...Object.values(this.buffers), ...this.#readers, ...this.#flying.map(({ read }) => read)]) buffer?.destroy()
  }

  admit(learner: RemoteLearner, from: Interim | null): boolean {
    const { spec, plan } = learner
    const layout = layOut(spec, this.dataset, plan.rows.length)
    const words = listWords(spec, plan)
    const base = this.#numbers.take(layout.size)
    const lists = this.#lists.take(words)
    const row = this.#rows.take(1)
    if (base === null || lists === null || row === null) {
      if (base !== null) this.#numbers.giveBack(base, layout.size)
      if (lists !== null) this.#lists.giveBack(lists, words)
      if (row !== null) this.#rows.giveBack(row, 1)
      return false
    }
    const { queue } = this.engine.device
    queue.writeBuffer(this.buffers.table, 4 * ROW_WORDS * row, tableRow(spec, this.dataset, layout, base))
    const state = new Float32Array(stateSize(layout))
    state.set(from ? from.state.weights : initialWeights(spec, plan.layers))
    const { first, second } = MEMORY[spec.hyper.optimiser]
    if (from && first) state.set(from.state.first, layout.first - layout.weights)
    if (from && second) state.set(from.state.second, layout.second - layout.weights)
    queue.writeBuffer(this.buffers.numbers, 4 * (base + layout.weights), state)
    this.#places.set(learner, { learner, layout, row, base, lists, words, job: null })
    return true
  }

  dismiss(learner: RemoteLearner): void {
    const { base, layout, lists, words, row } = this.#places.get(learner)!
    this.#places.delete(learner)
    this.#numbers.giveBack(base, layout.size)
    this.#lists.giveBack(lists, words)
    this.#rows.giveBack(row, 1)
  }

  /** While the answers of some are thought about, the others need not wait. */
  start(): void {
    if (this.#flying.length < FLIGHTS) this.#send()
  }

  /** Two dispatches are on their way where there is work for two. */
  async slice(): Promise<void> {
    while (this.#flying.length < FLIGHTS && this.#send());
    await this.#land()
  }

  /** Uploads what an order needs. */
  #begin({ learner, layout, lists }: Place, order: Order): Job {
    const shared = order.kind === 'look' ? this.#shared.get(order.rows) : undefined
    if (shared === undefined) this.engine.device.queue.writeBuffer(this.buffers.lists, 4 * lists, listOf(order, learner))
    return jobOf(order, learner, layout, this.dataset.classes, shared ?? lists)
  }

  /** Sends one dispatch, unless there is nothing to send; who had a turn goes behind those who had none. */
  #send(): boolean {
    const waiting = [...this.#places.values()].filter(({ learner, job }) => learner.order && !job?.sent)
    if (waiting.length === 0) return false
    const { engine: { device, pipeline, pace }, buffers } = this
    for (const place of waiting) place.job ??= this.#begin(place, place.learner.order!)
    const slice = nextSlice(waiting.map(({ job }) => job!), pace)
    const parts = slice.portions.map(({ at, blocks }) => ({ place: waiting[at], job: waiting[at].job!, blocks }))
    const tasks: number[] = []
    for (const { place, job, blocks } of parts) {
      const { row, layout, learner } = place
      this.#places.delete(learner)
      this.#places.set(learner, place)
      const task = taskOf(job, blocks, row, layout, learner.step)
      if (blocks > 0) tasks.push(...task)
    }
    const ended = parts.filter(({ job }) => job.sent)
    const bytes = ended.reduce((sum, { job }) => sum + job.answer, 0)
    const read = bytes > 0 ? this.#reader(bytes) : null
    const encoder = device.createCommandEncoder()
    if (tasks.length > 0) {
      device.queue.writeBuffer(buffers.tasks, 0, new Uint32Array(tasks))
      const pass = encoder.beginComputePass()
      pass.setPipeline(pipeline)
      pass.setBindGroup(0, this.#bind)
      pass.dispatchWorkgroups(tasks.length / TASK_WORDS)
      pass.end()
    }
    let at = 0
    const copy = (from: number, size: number): void => {
      if (size > 0) encoder.copyBufferToBuffer(buffers.numbers, 4 * from, read!, at, size)
      at += size
    }
    for (const { place: { base, layout }, job } of ended) {
      const state = job.order.state ? 4 * stateSize(layout) : 0
      copy(base + layout.out, job.answer - state)
      copy(base + layout.weights, state)
    }
    const submitted = performance.now()
    device.queue.submit([encoder.finish()])
    const landed = Promise.all([device.queue.onSubmittedWorkDone().then(() => performance.now()), read?.mapAsync(GPUMapMode.READ, 0, bytes)])
    landed.catch(() => undefined) // heard when its turn comes
    this.#flying.push({ slice, parts, ended, pace, submitted, read, bytes, landed })
    return true
  }

  /** Waits for the dispatch sent first, and answers who has all that was asked for. */
  async #land(): Promise<void> {
    const { slice, parts, ended, pace, submitted, read, bytes, landed } = this.#flying[0]
    const [now] = await landed
    this.#flying.shift()
    // Where it waited for another, it began when that one ended; else the browser's own delay is not the GPU's.
    const milliseconds = Math.max(0, submitted < this.#landed ? now - this.#landed : now - submitted - this.engine.latency)
    this.#landed = now
    this.onSlice({ pace, networks: parts.length, blocks: parts.reduce((sum, { blocks }) => sum + blocks, 0), milliseconds })
    // A pace is changed once: the next dispatch was sent at it too, and says nothing about the one that follows.
    if (pace === this.engine.pace) this.engine.pace = nextPace(pace, slice, Math.min(...parts.map(({ job }) => job.work)), milliseconds)
    if (!read) return
    const numbers = new Float32Array(read.getMappedRange(0, bytes))
    let from = 0
    for (const { place, job } of ended) {
      const size = job.answer / 4
      place.job = null
      place.learner.answer(answerOf(job, place.learner, place.layout, this.dataset.classes, numbers.subarray(from, from + size)))
      from += size
    }
    read.unmap()
    this.#readers.push(read)
  }

  /** A buffer to read from, large enough. */
  #reader(bytes: number): GPUBuffer {
    const reader = this.#readers.pop()
    if (reader && reader.size >= bytes) return reader
    reader?.destroy()
    return this.engine.device.createBuffer({ size: 2 ** Math.ceil(Math.log2(Math.max(bytes, 2 ** 16))), usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST })
  }
}
