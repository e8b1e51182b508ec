// What a network is to us: the hyper-parameters that make it, the seeds that make it again, and what came of training it.

export const ACTIVATIONS = ['relu', 'tanh', 'gelu', 'sigmoid'] as const
export type Activation = (typeof ACTIVATIONS)[number]

export const OPTIMISERS = ['sgd', 'momentum', 'adam', 'adamw'] as const
export type Optimiser = (typeof OPTIMISERS)[number]

/** mlp: a multilayer perceptron. conv: 3×3 convolutions with pooling before one dense hidden layer, for pictures (training/architecture.ts). */
export const FAMILIES = ['mlp', 'conv'] as const
export type Family = (typeof FAMILIES)[number]

/**
 * What becomes of the training rows, anew in every epoch (training/augment.ts). shifts: pictures move by up to a pixel each way. noise: normal noise on every
 * feature. Test rows and probes are never touched.
 */
export const AUGMENTATIONS = ['none', 'shifts', 'noise'] as const
export type Augmentation = (typeof AUGMENTATIONS)[number]

/**
 * Where training begins (training/corner.ts): at random weights, or in a corner of the space of predictions, where the network has first been trained on
 * permuted labels, or on a few rows of half of the classes.
 */
export const STARTS = ['fresh', 'labels', 'subset'] as const
export type Start = (typeof STARTS)[number]

/** Everything one chooses about a network before training it. */
export interface Hyperparameters {
  family: Family
  /** mlp: number of hidden layers. conv: number of convolutions. */
  depth: number
  /** mlp: units in each hidden layer. conv: units in the dense hidden layer; the convolutions have about an eighth as many channels. */
  width: number
  activation: Activation
  optimiser: Optimiser
  learningRate: number
  /** L2 penalty added to the gradient; decoupled from it for adamw. Biases are not decayed. */
  weightDecay: number
  batchSize: number
  /** Probability that a hidden unit is dropped in training. */
  dropout: number
  epochs: number
  /** Factor on the standard deviation of the initial weights; 1 is He's for relu and gelu, Glorot's for tanh and sigmoid. */
  initScale: number
  /** Share of the training labels replaced by a random other class. */
  labelNoise: number
  /** Share of the training rows that this network sees. */
  trainFraction: number
  augmentation: Augmentation
  start: Start
}

/** A network to be trained: the same spec always makes the same network. */
export interface NetworkSpec {
  /** Unique on a map; also the network's place in the endless sequence that its recipe draws. */
  id: number
  hyper: Hyperparameters
  /** Seed of the initial weights. */
  weightSeed: number
  /** Seed of everything the training order decides: subset of rows, label noise, batches, dropout, augmentation, and the false task of a corner. */
  orderSeed: number
}

/**
 * What training came to. Losses are mean cross-entropies in nats. A diverged network keeps the figures of its last finite epoch. Of a network
 * trained elsewhere only what its predictions on the probes say is known (as test figures); the rest is NaN, steps and parameters 0.
 */
export interface Outcome {
  /** The update (counted from 1) at which loss or weights stopped being finite; null where training ended well. */
  divergedAt: number | null
  /** Updates made. */
  steps: number
  parameters: number
  trainLoss: number
  trainAccuracy: number
  testLoss: number
  testAccuracy: number
}

/** Networks that a visitor brings to a map have ids from here on: those before are places in a recipe's sequence. */
export const FIRST_BROUGHT = 1_000_000

export type TableValue = number | string | boolean | null

/** What is known of a network that was trained elsewhere: its name there, and whatever its makers wrote down. */
export interface Brought { name: string, values: Record<string, TableValue> }

/** A row of the table of networks: small, and all that the map's first picture needs. */
export interface NetworkRow {
  id: number
  /** Null for a network trained elsewhere, as are its seeds. */
  hyper: Hyperparameters | null
  weightSeed: number | null
  orderSeed: number | null
  outcome: Outcome
  brought?: Brought
  /** What was measured of its representation, by the measure's name (core/portrait), where it is at hand. It is stored apart from the row. */
  measures?: Measures
}

/** NaN where a measure is undefined. */
export type Measures = Readonly<Record<string, number>>

/** Columns of a training curve, one row an epoch; row 0 is the untrained network. Train figures are means over the epoch's batches. */
export const CURVE_COLUMNS = ['trainLoss', 'testLoss', 'trainAccuracy', 'testAccuracy'] as const

/** What a panel asks for when it opens one network. */
export interface NetworkDetail {
  id: number
  /** (epochs done + 1) × 4, row-major, columns as in CURVE_COLUMNS. */
  curve: Float32Array
  /** classes × classes, counts on the test rows; row = true class, column = predicted class. */
  confusion: Int32Array
}

/** One network's hidden representation of the probes: last hidden layer, after its activation function. */
export interface NetworkActivations {
  id: number
  /** Number of probes n. */
  rows: number
  /** Number of hidden units d. */
  columns: number
  /** n × d, row-major. */
  values: Float32Array
}

/** What a network said of the probes on its way. */
export interface Checkpoints {
  /** T numbers of updates made, rising; the first is 0, the untrained network. */
  steps: Uint32Array
  /** T × probes × classes, softmax. */
  probabilities: Float32Array
  /** T × probes × width, the last hidden layer; null unless asked for. */
  activations: Float32Array | null
  /** T × train probes × classes: the same said of rows that networks learn from. Null where that was never asked (networks kept before it was, or brought). */
  train: Float32Array | null
}

/** What goes on training needs: the weights, and what the optimiser remembers. All three flat, as in training/architecture.ts. */
export interface NetworkState {
  /** Every layer's weights (inputs × outputs, row-major; a convolution's inputs are its 3 × 3 places × channels) then its biases, first layer first. */
  weights: Float32Array
  /** Momentum's velocity, or Adam's running mean of gradients; empty where there is none. */
  first: Float32Array
  /** Adam's running mean of squared gradients; empty where there is none. */
  second: Float32Array
}

/** A network at the end of an epoch: all that another worker needs to go on from there. */
export interface Interim {
  /** Updates made. */
  step: number
  state: NetworkState
  /** (epochs done + 1) × 4, as in NetworkDetail. */
  curve: Float32Array
  confusion: Int32Array
  checkpoints: Checkpoints | null
}

/** All that leaves the trainer when a network is done. */
export interface TrainedNetwork extends NetworkDetail {
  row: NetworkRow
  /** Null for a diverged network: it has no place on the map. */
  activations: NetworkActivations | null
  /** probes × classes, softmax; null for a diverged network. */
  probabilities: Float32Array | null
  /** Null unless asked for; of a diverged network, those before its numbers left the finite ones. */
  checkpoints: Checkpoints | null
  /** Null unless asked for, and for a diverged network. */
  state: NetworkState | null
}

/** What to keep of a network besides its place on the map. */
export interface Keep {
  /** Number of checkpoints, log-spaced from the untrained network to the trained one (training/checkpoints.ts); 0: none. */
  checkpoints: number
  /** The last hidden layer at each checkpoint too. */
  checkpointActivations: boolean
  /** Weights and optimiser memory at the end. */
  state: boolean
}

export const KEEP_NOTHING: Keep = { checkpoints: 0, checkpointActivations: false, state: false }

/** Checkpoints where nobody says otherwise. */
export const CHECKPOINTS = 20

/** What is kept of a network where nobody says otherwise: enough to follow its path, to download it and to train it further. */
export const DEFAULT_KEEP: Keep = { checkpoints: CHECKPOINTS, checkpointActivations: false, state: true }
