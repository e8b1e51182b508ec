// Carries out on a GPU what networks in training ask for: buffers, uploads, dispatches of the kernel train.wgsl, and what is read back.
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { Interim, NetworkSpec, NetworkState } from '../../src/core/network.ts'
import { initialWeights } from '../../src/core/training/initialise.ts'
import { dropoutSeed } from '../../src/core/training/plan.ts'
import type { Executor } from './train-crew.ts'
import type { Engine } from './train-engine.ts'
import { engineOf } from './train-engine.ts'
import type { Layout } from './train-layout.ts'
import { corrections, FIGURES, hasFirst, hasSecond, layOut, listWords, packRow, ROW_WORDS, tableRow } from './train-layout.ts'
import type { Answer, Order, RemoteLearner } from './train-learner.ts'
import { Room } from './train-room.ts'
import type { Pace, Slice, Waiting } from './train-slices.ts'
import { blocksOf, nextPace, nextSlice, rowsIn } from './train-slices.ts'

/** Words of a task, in the order of `Task` in the kernel; and its flags. */
const TASK_WORDS = 9
const FLAGS = { look: 1, fresh: 2, probabilities: 4, hidden: 8 }
/** A network's first figures: what became of it, updates, loss, hits. */
const STATUS = ['', 'loss', 'weights'] as const

/** GPU memory for networks, in bytes: a GPU may share the computer's. */
const LARGE = 512 * 2 ** 20
/** And for lists of rows. */
const LISTS = 64 * 2 ** 20

/** What a dispatch was and how long it took: for tests, and for whoever measures. */
export interface SliceReport { pace: Pace, networks: number, blocks: number, milliseconds: number }

/** For tests and measurements: who hears of each dispatch, and the most bytes that networks may have together. */
export interface KernelOptions { onSlice?: (report: SliceReport) => void, room?: number }

/** What a network waits for, and how far it is. */
interface Job extends Waiting {
  order: Order
  rows: number
  /** Rows of a batch; a look is one batch. */
  batch: number
  /** Place of the rows in the lists, and of dropout's seeds. */
  list: number
  seeds: number
  flags: number
  /** Blocks sent to the GPU. */
  done: number
  /** All of it is on its way. */
  sent: boolean
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

/** Dispatches on their way at most. */
const FLIGHTS = 2

/** The most bytes that networks of one call can have on a device. */
export const roomOn = ({ limits }: GPUDevice): number => Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize, LARGE)

export class GpuExecutor implements Executor {
  readonly #places = new Map<RemoteLearner, Place>()
  readonly #numbers: Room
  readonly #lists: Room
  readonly #rows: Room
  readonly #bind: GPUBindGroup
  /** Where the test rows and the probes lie in the lists. */
  readonly #shared: Map<Uint32Array, number>
  /** In the order in which they were sent. */
  readonly #flying: Flight[] = []
  /** When the last one landed. */
  #landed = -Infinity
  /** Buffers to read from that are not in use. */
  readonly #readers: GPUBuffer[] = []

  private constructor(
    readonly engine: Engine, readonly dataset: Dataset,
    readonly buffers: Record<'tasks' | 'table' | 'lists' | 'inputs' | 'corrections' | 'numbers', GPUBuffer>, readonly onSlice: (report: SliceReport) => void,
  ) {
    const { tasks, table, lists, inputs, corrections, numbers } = buffers
    const { device, pipeline } = engine
    this.#bind = device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: [tasks, table, lists, inputs, corrections, numbers].map((buffer, binding) => ({ binding, resource: { buffer } })),
    })
    this.#numbers = new Room(numbers.size / 4)
    this.#lists = new Room(lists.size / 4)
    this.#rows = new Room(table.size / 4 / ROW_WORDS)
    const { test, probes, labels } = dataset
    this.#shared = new Map([[test, this.#lists.take(test.length)!], [probes, this.#lists.take(probes.length)!]])
    device.queue.writeBuffer(inputs, 0, dataset.inputs as Float32Array<ArrayBuffer>)
    for (const [rows, at] of this.#shared) device.queue.writeBuffer(lists, 4 * at, Uint32Array.from(rows, row => packRow(row, labels[row])))
  }

  /** `specs`: all that will ever be taken in, each covered by the kernel (train-layout.ts). Throws where the GPU has too little memory or refuses the kernel. */
  static async open(
    device: GPUDevice, specs: readonly NetworkSpec[], dataset: Dataset, { onSlice = () => undefined, room: most = roomOn(device) }: KernelOptions = {},
  ): Promise<GpuExecutor> {
    const { STORAGE, COPY_DST, COPY_SRC } = GPUBufferUsage
    const buffer = (size: number, usage = STORAGE | COPY_DST): GPUBuffer => device.createBuffer({ size: Math.max(64, Math.ceil(size / 4) * 4), usage })
    const { train, test, probes } = dataset
    const sizes = specs.map(spec => 4 * layOut(spec, dataset, train.length).size)
    const least = Math.max(...sizes)
    const steps = Math.max(...specs.map(({ hyper }) => hyper.epochs * Math.ceil(train.length / hyper.batchSize)))
    const words = specs.map(({ hyper }) => train.length + (hyper.dropout > 0 ? Math.ceil(train.length / hyper.batchSize) * hyper.depth : 0))
    const shared = test.length + probes.length
    const count = Math.min(specs.length, device.limits.maxComputeWorkgroupsPerDimension)
    const engine = await engineOf(device)
    const tables = { tasks: buffer(4 * TASK_WORDS * count), table: buffer(4 * ROW_WORDS * count), inputs: buffer(dataset.inputs.byteLength) }
    const table = corrections(steps)
    const adam = buffer(table.byteLength)
    device.queue.writeBuffer(adam, 0, table)
    const lists = buffer(4 * shared + Math.max(4 * Math.max(...words), Math.min(LISTS, words.reduce((sum, size) => sum + 4 * size, 0))))
    for (let room = Math.max(least, Math.min(most, sizes.reduce((sum, size) => sum + size, 0))); ; room = Math.max(least, room / 2)) {
      device.pushErrorScope('out-of-memory')
      const numbers = buffer(room, STORAGE | COPY_DST | COPY_SRC)
      if (!await device.popErrorScope()) return new GpuExecutor(engine, dataset, { ...tables, lists, corrections: adam, numbers }, onSlice)
      numbers.destroy()
      if (room === least) throw new Error(`The GPU has no ${Math.ceil(least / 2 ** 20)} MiB of memory left for the largest network.`)
    }
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
    const state = new Float32Array(layout.gradient - layout.weights)
    state.set(from ? from.state.weights : initialWeights(spec, plan.layers))
    if (from && hasFirst(spec.hyper)) state.set(from.state.first, layout.first - layout.weights)
    if (from && hasSecond(spec.hyper)) state.set(from.state.second, layout.second - layout.weights)
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
  #begin({ learner, layout, lists, base }: Place, order: Order): Job {
    const { spec: { hyper }, plan } = learner
    const { queue } = this.engine.device
    if (order.kind === 'learn') {
      const rows = order.order.length
      const updates = hyper.dropout > 0 ? Math.ceil(rows / hyper.batchSize) : 0
      const list = new Uint32Array(rows + updates * hyper.depth)
      for (let at = 0; at < rows; at++) list[at] = packRow(plan.rows[order.order[at]], plan.labels[order.order[at]])
      for (let update = 0, at = rows; update < updates; update++) {
        for (let layer = 0; layer < hyper.depth; layer++) list[at++] = dropoutSeed(learner.spec, learner.step + 1 + update, layer)
      }
      queue.writeBuffer(this.buffers.lists, 4 * lists, list)
      return {
        order, rows, batch: hyper.batchSize, list: lists, seeds: lists + rows, flags: 0, done: 0, sent: false,
        blocks: blocksOf(rows, hyper.batchSize, layout.block), work: 3 * Math.min(layout.block, hyper.batchSize) * layout.rowWork + 4 * layout.parameters, answer: 4 * FIGURES,
      }
    }
    const { rows, what } = order
    const list = this.#shared.get(rows) ?? lists
    if (list === lists) queue.writeBuffer(this.buffers.lists, 4 * lists, Uint32Array.from(rows, (row, at) => packRow(row, what.labels?.[at] ?? 0)))
    const { classes } = this.dataset
    const numbers = FIGURES + rows.length * (1 + (what.probabilities ? classes : 0) + (what.hidden ? hyper.width : 0))
    if (numbers > layout.size - layout.out) throw new Error(`A look at ${rows.length} rows does not fit where network ${learner.spec.id} lies at ${base}.`)
    return {
      order, rows: rows.length, batch: Math.max(1, rows.length), list, seeds: 0, done: 0, sent: false,
      flags: FLAGS.look | (what.probabilities ? FLAGS.probabilities : 0) | (what.hidden ? FLAGS.hidden : 0),
      blocks: Math.ceil(rows.length / layout.block), work: layout.block * layout.rowWork,
      answer: 4 * (numbers + (order.state ? layout.gradient - layout.weights : 0)),
    }
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
      const first = rowsIn(job.done, job.rows, job.batch, layout.block)
      const asked = job.order.kind === 'learn' ? Math.floor(first / job.batch) : 0
      if (blocks > 0) tasks.push(row, job.flags | (job.done === 0 ? FLAGS.fresh : 0), job.list, job.rows, job.seeds, first, blocks, asked, learner.step + asked)
      job.done += blocks
      job.blocks -= blocks
      job.sent = job.blocks === 0
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
      const state = job.order.state ? 4 * (layout.gradient - layout.weights) : 0
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
      place.learner.answer(this.#answered(place, job, numbers.subarray(from, from + size)))
      from += size
    }
    read.unmap()
    this.#readers.push(read)
  }

  #answered({ layout, learner: { spec: { id, hyper } } }: Place, { order, rows, batch }: Job, numbers: Float32Array): Answer {
    const [status, updates, loss, correct] = numbers
    // A device that skips work without a word would leave networks as they were.
    if (status === 0 && updates !== Math.ceil(rows / batch) && rows > 0) throw new Error(`The GPU did ${updates} of ${Math.ceil(rows / batch)} updates of network ${id}.`)
    if (order.kind === 'learn') return { kind: 'learn', loss, correct, updates, diverged: STATUS[status] || null }
    const { what } = order
    let at = FIGURES
    const part = (size: number): Float32Array => numbers.subarray(at, at += size)
    const predicted = new Uint8Array(part(rows))
    // The kernel says -1 where a row has no probabilities.
    const probabilities = what.probabilities ? part(rows * this.dataset.classes).map(value => value < 0 ? NaN : value) : null
    const hidden = what.hidden ? part(rows * hyper.width).slice() : null
    let state: NetworkState | null = null
    if (order.state) {
      const { weights, first, second, parameters } = layout
      const stretch = (from: number, there: boolean): Float32Array => there ? numbers.slice(at + from - weights, at + from - weights + parameters) : new Float32Array(0)
      state = { weights: stretch(weights, true), first: stretch(first, hasFirst(hyper)), second: stretch(second, hasSecond(hyper)) }
    }
    return { kind: 'look', seen: { loss: what.labels && rows > 0 && status === 0 ? loss / rows : NaN, predicted, probabilities, hidden }, state }
  }

  /** A buffer to read from, large enough. */
  #reader(bytes: number): GPUBuffer {
    const reader = this.#readers.pop()
    if (reader && reader.size >= bytes) return reader
    reader?.destroy()
    return this.engine.device.createBuffer({ size: 2 ** Math.ceil(Math.log2(Math.max(bytes, 2 ** 16))), usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST })
  }
}
