// Where a network lies in the compiled engine's memory: padded sizes, the tables that the kernel reads, and which number of the flat weights is which there.
import type { Hyperparameters } from '../network.ts'
import { ACTIVATIONS, OPTIMISERS } from '../network.ts'
import type { Native } from '../native/native.ts'
import { LAYER, NET } from '../native/training.ts'
import { MEMORY } from './optimiser.ts'
import type { TrainingPlan } from './plan.ts'
import type { Layer } from './architecture.ts'
import { KERNEL_SIDE, multiplyAddsOf, parametersOf } from './architecture.ts'

/** Everything comes in fours: the lanes of a vector. */
export const padded = (units: number): number => Math.ceil(units / 4) * 4

/** Rows that go through together: few where they are long, so that a block's numbers stay in the caches. A function of the shape alone. */
const MOST_ROWS = 64
const BLOCK_VALUES = 32768
const HEAVY_ROW = 500_000

function blockRowsOf(layers: readonly Layer[]): number {
  const widest = Math.max(...layers.map(({ conv, outputs }) => conv ? conv.height * conv.width * padded(outputs) : 0))
  const most = multiplyAddsOf(layers) > HEAVY_ROW ? MOST_ROWS / 2 : MOST_ROWS
  return Math.max(4, Math.min(most, Math.floor(BLOCK_VALUES / Math.max(1, widest) / 4) * 4))
}

/** A layer's padded product: k × n weights in panels, then n biases, `start` floats behind the network's first. */
interface Laid {
  layer: Layer
  k: number
  n: number
  start: number
  /** Convolutions: channels a place of the input, and floats of a row of a patch. */
  channels: number
  segment: number
  /** Which of the k rows each input is. */
  rowOf: (input: number) => number
}

function lay(layers: readonly Layer[]): { laid: Laid[], floats: number } {
  let start = 0
  const laid = layers.map((layer, place): Laid => {
    const { inputs, outputs, conv } = layer
    const before = layers[place - 1]
    const n = padded(outputs)
    if (conv) {
      const own = conv.channels
      const channels = place === 0 ? own : padded(own)
      const segment = padded(KERNEL_SIDE * channels)
      const rowOf = (input: number): number => {
        const tap = Math.floor(input / own)
        return Math.floor(tap / KERNEL_SIDE) * segment + tap % KERNEL_SIDE * channels + input % own
      }
      return { layer, k: KERNEL_SIDE * segment, n, start, channels, segment, rowOf }
    }
    // Behind a convolution the inputs are its places with their padded channels.
    const group = before?.conv ? before.outputs : inputs
    const groups = inputs / group
    return { layer, k: groups * padded(group), n, start, channels: 0, segment: 0, rowOf: input => Math.floor(input / group) * padded(group) + input % group }
  })
  for (const own of laid) {
    own.start = start
    start += (own.k + 1) * own.n
  }
  return { laid, floats: start }
}

/** Where each number of the flat weights lies in the padded ones. */
function placesOf({ layer, k, n, start, rowOf }: Laid): Uint32Array {
  const { inputs, outputs } = layer
  const places = new Uint32Array((inputs + 1) * outputs)
  // Panels of eight columns; where eights do not come out even the last has twelve, or all four.
  const eights = n % 8 === 0 ? n / 8 : Math.max(0, (n - 12) / 8)
  for (let output = 0; output < outputs; output++) {
    const number = Math.min(Math.floor(output / 8), eights)
    const panel = 8 * number
    const width = number < eights ? 8 : n - panel
    for (let input = 0; input < inputs; input++) places[input * outputs + output] = start + k * panel + rowOf(input) * width + output - panel
    places[inputs * outputs + output] = start + k * n + output
  }
  return places
}

/** A dense layer's rows, in bytes: never a multiple of a kilobyte, or a column of them would fall into a few lines of the cache. */
const rowBytes = (n: number): number => 4 * (n >= 256 && n % 64 === 0 ? n + 16 : n)

/** A logit of padding: e to its power is 0, and it is finite. */
const NO_LOGIT = -3e38

/** One network in the memory. */
export interface Placed {
  /** Its table. */
  net: number
  /** Its list of rows. */
  rows: number
  blockRows: number
  /** First of the padded weights, gradient and moments (0 where there are none), each `floats` long. */
  weights: number
  first: number
  second: number
  floats: number
  /** Where each of the flat weights lies among the padded ones. */
  places: Uint32Array
}

/** The data set in the memory: rows of so many bytes. */
export interface PlacedInputs { inputs: number, inputBytes: number }

/** Takes room for a network and writes its tables; all numbers are 0 but the logits' padding. Throws where the memory does not suffice. */
export function placeNetwork(native: Native, { inputs, inputBytes }: PlacedInputs, hyper: Hyperparameters, plan: TrainingPlan): Placed {
  const { layers } = plan
  const { laid, floats } = lay(layers)
  const blockRows = blockRowsOf(layers)
  const { activation, optimiser, dropout } = hyper
  // Whole lines of the cache, cleared.
  const room = (bytes: number): number => {
    if (bytes === 0) return 0
    const pointer = native.alloc(Math.ceil(bytes / 64) * 64)
    new Uint8Array(native.memory.buffer, pointer, bytes).fill(0)
    return pointer
  }

  const net = room(NET.bytes + LAYER.bytes * layers.length)
  const rows = room(4 * plan.rows.length)
  native.u32(rows, plan.rows.length).set(plan.rows)
  const labels = room(plan.labels.length)
  new Uint8Array(native.memory.buffer, labels, plan.labels.length).set(plan.labels)
  const bytes = 4 * floats
  const [weights, gradient] = [room(bytes), room(bytes)]
  const first = room(MEMORY[optimiser].first ? bytes : 0)
  const second = room(MEMORY[optimiser].second ? bytes : 0)
  /** Each layer's input, which is what the one before gives. */
  const sources = laid.map(({ layer: { conv }, k, channels }, place) => {
    if (!conv) {
      const stride = laid[place - 1]?.layer.conv ? 4 * k : rowBytes(k)
      return { at: room(blockRows * stride), stride, line: 0, corner: 0 }
    }
    const line = 4 * (conv.width + 2) * channels
    const stride = (conv.height + 2) * line
    // The last patch's last row may reach a few numbers beyond the last picture.
    return { at: room(blockRows * stride + 64), stride, line, corner: line + 4 * channels }
  })
  const logits = { at: room(blockRows * rowBytes(laid.at(-1)!.n)), stride: rowBytes(laid.at(-1)!.n) }
  // What leaves a convolution is given back in the room of a dense layer's input, or in one that all convolutions share.
  const passing = room(4 * blockRows * Math.max(0, ...laid.map(({ layer: { conv }, channels }) => conv ? conv.height * conv.width * channels : 0)))

  laid.forEach(({ layer: { conv, outputs }, k, n, start, channels, segment }, place) => {
    const table = net + NET.bytes + place * LAYER.bytes
    const set = (values: Partial<Record<keyof typeof LAYER, number>>): void => {
      const words = native.u32(table, LAYER.bytes / 4)
      for (const [name, value] of Object.entries(values)) words[LAYER[name as keyof typeof LAYER] / 4] = value
    }
    const source = sources[place]
    const next = sources[place + 1] ?? logits
    set({
      conv: conv ? 1 : 0, k, n, outputs, in: source.at, inBytes: source.stride,
      weights: weights + 4 * start, biases: weights + 4 * (start + k * n), gradient: gradient + 4 * start,
      first: first && first + 4 * start, second: second && second + 4 * start,
      turned: place > 0 ? room(4 * n * (conv ? KERNEL_SIDE ** 2 * channels : k)) : 0,
    })
    if (!conv) {
      const told = place === laid.length - 1 || activation === 'relu' || (activation !== 'gelu' && dropout === 0)
      set({ out: next.at, outBytes: next.stride, slopes: told ? 0 : room(4 * blockRows * n) })
      return
    }
    const { height, width, pooled } = conv
    const [pooledHeight, pooledWidth] = pooled ? [height >> 1, width >> 1] : [height, width]
    const left = blockRows * pooledHeight * pooledWidth
    // The derivatives' own pictures are for the way back to a layer before.
    const [line, count] = place > 0 ? [4 * (width + 2) * n, blockRows * height * width] : [0, 0]
    const delta = room(blockRows * (height + 2) * line)
    const [placesIn, placesDelta] = [room(4 * (pooled ? 4 : 1) * left), room(4 * count)]
    const within = 'line' in next && next.line > 0
    set({
      out: within ? room(4 * left * n) : next.at, outBytes: 4 * n, slopes: room(4 * left * n),
      height, width, channels, segment: 4 * segment, segmentStep: source.line, placesIn, placesDelta, delta,
      pooled: pooled ? 1 : 0, pooledHeight, pooledWidth, choice: pooled ? room(4 * left * n) : 0, low: pooled && activation === 'gelu' ? room(4 * left * n) : 0,
      next: within ? next.at + next.corner : 0, nextRow: within ? next.line : 0, nextPicture: next.stride, back: within ? passing : next.at,
    })
    const patches = native.u32(placesIn, (pooled ? 4 : 1) * left)
    const deltas = native.u32(placesDelta, count)
    /** Where a patch begins, or what of it is inside the picture. */
    const patchAt = (at: number, stride: number, line: number, channels: number, row: number, y: number, x: number, inside: boolean): number =>
      at + row * stride + (inside && y === 0 ? 1 : y) * line + 4 * (inside && x === 0 ? 1 : x) * channels
    for (let at = 0; at < patches.length; at++) {
      if (pooled) {
        const [row, y, x] = [Math.floor(at / (4 * pooledHeight * pooledWidth)), Math.floor(at / (4 * pooledWidth)) % pooledHeight, (at >> 2) % pooledWidth]
        patches[at] = patchAt(source.at, source.stride, source.line, channels, row, 2 * y + (at >> 1 & 1), 2 * x + (at & 1), false)
      } else {
        const unit = Math.floor(at / blockRows)
        patches[at] = patchAt(source.at, source.stride, source.line, channels, at % blockRows, Math.floor(unit / width), unit % width, channels % 4 === 0)
      }
    }
    for (let at = 0; at < count; at++) {
      const unit = Math.floor(at / blockRows)
      deltas[at] = patchAt(delta, (height + 2) * line, line, n, at % blockRows, Math.floor(unit / width), unit % width, true)
    }
  })

  const head = new DataView(native.memory.buffer, net, NET.bytes)
  const word = (at: number, value: number): void => head.setUint32(at, value, true)
  word(NET.layers, layers.length)
  word(NET.activation, ACTIVATIONS.indexOf(activation))
  word(NET.optimiser, OPTIMISERS.indexOf(optimiser))
  // The generator's numbers are multiples of 2⁻³²: below p is below ⌈2³² p⌉ of them.
  word(NET.dropBelow, Math.ceil(dropout * 2 ** 32))
  head.setFloat32(NET.keep, 1 / (1 - dropout), true)
  head.setFloat64(NET.rate, hyper.learningRate, true)
  head.setFloat64(NET.decay, hyper.weightDecay, true)
  head.setFloat64(NET.power1, 1, true)
  head.setFloat64(NET.power2, 1, true)
  word(NET.inputs, inputs)
  word(NET.inputBytes, inputBytes)
  word(NET.rows, rows)
  word(NET.labels, labels)
  word(NET.blockRows, blockRows)

  const places = new Uint32Array(parametersOf(layers))
  laid.forEach(own => places.set(placesOf(own), own.layer.weights))
  const { n, start, k, layer: { outputs } } = laid.at(-1)!
  native.f32(weights, floats).fill(NO_LOGIT, start + k * n + outputs, start + k * n + n)
  return { net, rows, blockRows, weights, first, second, floats, places }
}
