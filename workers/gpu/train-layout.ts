// Where a network's numbers lie on the GPU, and the table row by which the training kernel (train.wgsl) finds them.
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { NetworkSpec } from '../../src/core/network.ts'
import { ACTIVATIONS, OPTIMISERS } from '../../src/core/network.ts'
import { leftToCpu } from '../../src/core/training/left-to-cpu.ts'
import { BETA1, BETA2, MEMORY } from '../../src/core/training/optimiser.ts'
import type { TrainingPlan } from '../../src/core/training/plan.ts'
import { layersOf, multiplyAddsOf, parametersOf } from '../../src/core/training/architecture.ts'

/** Rows in a block at most; as in the kernel, whose tiles are as high. */
export const BLOCK_ROWS = 64
const LEAST_ROWS = 8
/** Multiply-adds, forward, of a block where that leaves it LEAST_ROWS: the least that a dispatch can do must be brief on a small GPU too. */
const BLOCK_WORK = 4e6

/** Numbers that the kernel writes before all else it says: see train.wgsl. */
export const FIGURES = 8
/** Words of a row in the table of networks. */
export const ROW_WORDS = 20
/** Sizes are rounded up to this many numbers, a line of most caches. */
const LINE = 16

const lines = (size: number): number => Math.ceil(size / LINE) * LINE

/** Sizes of one network, and where each of its parts begins, counted in numbers from the network's own beginning. */
export interface Layout {
  parameters: number
  /** Rows that go through the layers at a time. */
  block: number
  /** Multiply-adds of one row, forward. */
  rowWork: number
  weights: number
  /** Velocity or running mean of gradients; the running mean of their squares. Nothing is there where the optimiser has none. */
  first: number
  second: number
  /** Of the blocks of a batch so far; nothing is there where a batch is one block. */
  gradient: number
  /** Inputs, hidden layers and logits of a block, each block × units. */
  values: number
  /** Slopes of the hidden layers, later the derivatives of the loss. */
  slopes: number
  /** What is read back: FIGURES, then of a look the predicted classes, the probabilities, the last hidden layer, one behind the other. */
  out: number
  /** All numbers together. */
  size: number
}

/** `rows`: training rows that this network sees. */
export function layOut({ hyper }: NetworkSpec, dataset: Dataset, rows: number): Layout {
  const { depth, width, batchSize } = hyper
  const layers = layersOf(hyper, dataset)
  const parameters = parametersOf(layers)
  const rowWork = multiplyAddsOf(layers)
  const block = Math.max(LEAST_ROWS, Math.min(BLOCK_ROWS, Math.floor(BLOCK_WORK / rowWork)))
  let size = 0
  const place = (numbers: number): number => {
    const at = size
    size += lines(numbers)
    return at
  }
  const [probes, trainProbes] = [dataset.probes.length, dataset.trainProbes.length]
  return {
    parameters, block, rowWork,
    weights: place(parameters),
    first: place(MEMORY[hyper.optimiser].first ? parameters : 0),
    second: place(MEMORY[hyper.optimiser].second ? parameters : 0),
    gradient: place(Math.min(batchSize, rows) > block ? parameters : 0),
    values: place(block * (dataset.features + depth * width + dataset.classes)),
    slopes: place(block * depth * width),
    out: place(FIGURES + Math.max(rows, dataset.test.length, probes * (1 + dataset.classes + width), trainProbes * (1 + dataset.classes))),
    size,
  }
}

/** A network whose numbers begin at `base` as a row of the table: ROW_WORDS words, in the order of `Network` in train.wgsl. */
export function tableRow({ hyper }: NetworkSpec, { features, classes }: Dataset, layout: Layout, base: number): Uint32Array<ArrayBuffer> {
  const row = new Uint32Array(ROW_WORDS)
  row.set([features, hyper.depth, hyper.width, classes, ACTIVATIONS.indexOf(hyper.activation), OPTIMISERS.indexOf(hyper.optimiser), hyper.batchSize, layout.block])
  row[8] = dropThreshold(hyper.dropout)
  new Float32Array(row.buffer).set([1 / (1 - hyper.dropout), hyper.learningRate, hyper.weightDecay], 9)
  const { weights, first, second, gradient, values, slopes, out } = layout
  row.set([weights, first, second, gradient, values, slopes, out].map(at => base + at), 12)
  return row
}

/** Of mulberry32's 2³² words those below this one drop a unit: word / 2³² < p, exactly. */
export const dropThreshold = (probability: number): number => Math.min(0xffffffff, Math.ceil(probability * 2 ** 32))

/** After so many updates both of Adam's corrections are 1 in float32. */
const SETTLED = 20_000

/** Adam's corrections 1 / (1 − β₁ᵗ) and 1 / (1 − β₂ᵗ), two numbers an update, for t = 1 up to `steps` or until they are 1. */
export function corrections(steps: number): Float32Array<ArrayBuffer> {
  const table = new Float32Array(2 * Math.max(1, Math.min(steps, SETTLED)))
  let power1 = 1
  let power2 = 1
  for (let at = 0; at < table.length; at += 2) {
    power1 *= BETA1
    power2 *= BETA2
    table[at] = 1 / (1 - power1)
    table[at + 1] = 1 / (1 - power2)
  }
  return table
}

/** Rows are packed with their class into a word, so that one fetch gives both. */
export const MOST_SAMPLES = 2 ** 24
export const packRow = (row: number, label: number): number => (label << 24 | row) >>> 0

/** Words of the lists of a network: an epoch's rows, and a seed for every hidden layer of each of its updates. */
export const listWords = ({ hyper }: NetworkSpec, plan: TrainingPlan): number => plan.rows.length + (hyper.dropout > 0 ? plan.batchesPerEpoch * hyper.depth : 0)

/** Whether the kernel trains such a network on such data where a buffer holds `bytes`. */
export function covers(spec: NetworkSpec, dataset: Dataset, bytes: number): boolean {
  if (leftToCpu(spec.hyper) || spec.hyper.family !== 'mlp' || dataset.labels.length >= MOST_SAMPLES || dataset.inputs.byteLength > bytes) return false
  return 4 * layOut(spec, dataset, dataset.train.length).size <= bytes
}
