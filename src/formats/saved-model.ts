// What every reader of saved models makes of a file: its tensors, its graph where there is one, and what is to be said of it.
import type { Graph } from '../core/graph/graph.ts'
import type { Chain } from './chain/chain.ts'

export type Dtype = 'float32' | 'float64' | 'float16' | 'bfloat16' | 'int64' | 'int32' | 'int16' | 'int8' | 'uint8' | 'uint16' | 'bool'

/** A named array from a file: row-major, contiguous, a fresh copy and never a view of the file's bytes. */
export interface StoredTensor { readonly name: string, readonly stored: Dtype, readonly shape: readonly number[], readonly data: Float32Array }

export type ModelFormat = 'keras-3' | 'keras-h5' | 'torch-zip' | 'torch-legacy' | 'torchscript' | 'onnx' | 'tfjs-layers' | 'tfjs-graph' | 'safetensors'

export interface SavedModel {
  readonly format: ModelFormat
  /** “keras 3.1.1”, “pytorch 2.1.0”: text from the file. */
  readonly producer: string | null
  /** Everything found, also what the graph does not use. */
  readonly tensors: readonly StoredTensor[]
  /** Null: weights without an architecture, or something that cannot be run. */
  readonly graph: Graph | null
  /** Why there is no graph, one sentence. */
  readonly why: string | null
  /** What the file did not say: “relu after fc1 and fc2”. */
  readonly assumed: readonly string[]
  /** “2 weights are not finite (dense_1/kernel)”. */
  readonly warnings: readonly string[]
  /** Without a graph: which chains the tensors may be, likeliest first; empty where none fits. */
  readonly proposals: readonly Chain[]
}
