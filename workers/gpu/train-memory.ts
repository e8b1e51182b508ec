// The GPU's buffers for a population in training, as the kernel train.wgsl binds them.
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { NetworkSpec } from '../../src/core/network.ts'
import { corrections, layOut, ROW_WORDS } from './train-layout.ts'
import { TASK_WORDS } from './train-jobs.ts'

/** In the order of the kernel's bindings. */
export const BINDINGS = ['tasks', 'table', 'lists', 'inputs', 'corrections', 'numbers'] as const
export type TrainingBuffers = Record<(typeof BINDINGS)[number], GPUBuffer>

/** GPU memory for networks, in bytes: a GPU may share the computer's. */
const LARGE = 512 * 2 ** 20
/** And for lists of rows. */
const LISTS = 64 * 2 ** 20

/** The most bytes that networks of one call can have on a device. */
export const roomOn = ({ limits }: GPUDevice): number => Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize, LARGE)

/**
 * Buffers for all of these networks, or for as many of them at a time as have room in `most` bytes. Errors: not even the largest one has.
 * Where less is free than was hoped for, half is asked for, and half of that.
 */
export async function openBuffers(device: GPUDevice, specs: readonly NetworkSpec[], dataset: Dataset, most: number): Promise<TrainingBuffers> {
  const { STORAGE, COPY_DST, COPY_SRC } = GPUBufferUsage
  const buffer = (size: number, usage = STORAGE | COPY_DST): GPUBuffer => device.createBuffer({ size: Math.max(64, Math.ceil(size / 4) * 4), usage })
  const { train, test, probes, trainProbes } = dataset
  const count = Math.min(specs.length, device.limits.maxComputeWorkgroupsPerDimension)
  const updates = specs.map(({ hyper }) => Math.ceil(train.length / hyper.batchSize))
  const table = corrections(Math.max(...specs.map(({ hyper }, at) => hyper.epochs * updates[at])))
  const words = specs.map(({ hyper }, at) => train.length + (hyper.dropout > 0 ? updates[at] * hyper.depth : 0))
  const small = {
    tasks: buffer(4 * TASK_WORDS * count), table: buffer(4 * ROW_WORDS * count), inputs: buffer(dataset.inputs.byteLength), corrections: buffer(table.byteLength),
    lists: buffer(4 * (test.length + probes.length + trainProbes.length + Math.max(...words, Math.min(LISTS / 4, sum(words))))),
  }
  device.queue.writeBuffer(small.inputs, 0, dataset.inputs as Float32Array<ArrayBuffer>)
  device.queue.writeBuffer(small.corrections, 0, table)
  const sizes = specs.map(spec => 4 * layOut(spec, dataset, train.length).size)
  const least = Math.max(...sizes)
  for (let room = Math.max(least, Math.min(most, sum(sizes))); ; room = Math.max(least, room / 2)) {
    device.pushErrorScope('out-of-memory')
    const numbers = buffer(room, STORAGE | COPY_DST | COPY_SRC)
    if (!await device.popErrorScope()) return { ...small, numbers }
    numbers.destroy()
    if (room > least) continue
    for (const other of Object.values(small)) other.destroy()
    throw new Error(`The GPU has no ${Math.ceil(least / 2 ** 20)} MiB of memory left for the largest network.`)
  }
}

const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0)
