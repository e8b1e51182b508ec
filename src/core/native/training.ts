// What the compiled kernel `training` exports, and the tables that tell it what a network is; pointers are bytes from the start of the memory.

/** A network's table: bytes from its start. 32-bit words but for rate, decay, powers and losses, which are float64; keep is a float32. */
export const NET = {
  layers: 0, activation: 4, optimiser: 8,
  /** A unit is dropped where the generator's 32-bit number is below it; the others are multiplied by keep. */
  dropBelow: 12, keep: 16,
  /** Updates made. */
  step: 20,
  rate: 24, decay: 32, power1: 40, power2: 48,
  /** The data set's rows, each of so many bytes; the rows that this network learns from, and their labels. */
  inputs: 56, inputBytes: 60, rows: 64, labels: 68,
  blockRows: 72,
  /** The update at which loss or weights left the finite numbers. */
  divergedAt: 76,
  /** Summed over the minibatches learnt from; and the present one's. */
  loss: 80, batchLoss: 88, correct: 96, batchCorrect: 100,
  bytes: 112,
} as const

/** The table of a layer, behind the network's: 32-bit words at these bytes. Counts of units are multiples of four, padding included. */
export const LAYER = {
  conv: 0,
  /** Inputs and outputs; outputs without padding. */
  k: 4, n: 8, outputs: 12,
  /** Input: rows of so many bytes. A convolution's is a picture with a border of one place. */
  in: 16, inBytes: 20,
  /** What the product gives and then the activation function. A convolution's lie one behind the other; of a pooled one only what was the largest. */
  out: 24, outBytes: 28,
  weights: 32, biases: 36, gradient: 40, first: 44, second: 48,
  /** Room for the weights turned over. */
  turned: 52,
  /** Slopes of the activation function where the values do not tell them, or 0; a convolution always has them. */
  slopes: 56,
  /** Of a convolution's picture: places down and across, channels of the input. */
  height: 60, width: 64, channels: 68,
  /** Bytes of a row of a patch, and from one row of it to the next. */
  segment: 72, segmentStep: 76,
  /**
   * Where patches begin. Of the input, where it is pooled: the four of each window of a row, row after row. Else, and of the delta (which has a border too):
   * a place of all rows after the other, and where a patch reaches into the border, what of it is inside (if the channels come in fours).
   */
  placesIn: 80, placesDelta: 84, delta: 88,
  pooled: 92, pooledHeight: 96, pooledWidth: 100,
  /** Where each window's largest was, in bytes from the first patch to that place's; for gelu, where the smallest was. */
  choice: 104, low: 108,
  /** The next layer's input: first place, bytes a row of places, bytes a picture. */
  next: 112, nextRow: 116, nextPicture: 120,
  /** The derivative by what a convolution's product gave (where it is pooled: at the places chosen), one behind the other. */
  back: 124,
  bytes: 128,
} as const

export interface TrainingKernel {
  /** values[0…count) ← f(values), count a multiple of four, and f′ into slopes. Kind: place in ACTIVATIONS. */
  activate(kind: number, values: number, slopes: number, count: number): void
  /** What each does is told at kernels/training.as.ts. */
  beginBatch(net: number): void
  learnBlock(net: number, places: number, batchRows: number, first: number, seeds: number): void
  endBatch(net: number, batchRows: number): number
  learn(net: number, places: number, count: number, batch: number, seeds: number): number
  look(net: number, rows: number, count: number, labels: number, predicted: number, probabilities: number, hidden: number): number
}
