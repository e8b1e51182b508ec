// What a file was recognised as.

/** Which reader a file is for. archive: a zip of other files. idx: or what is called so. unknown: nothing by itself, maybe a companion. */
export type Recognised =
  | { readonly kind: 'keras' | 'torch' | 'safetensors' | 'onnx' | 'npy' | 'npz' | 'map' | 'archive' | 'idx' | 'table' | 'unknown' }
  /** Where its superblock is: MATLAB and others put text before it. */
  | { readonly kind: 'h5', readonly from: number }
  /** Base names of the weight files that it names. */
  | { readonly kind: 'tfjs', readonly shards: readonly string[] }
  | { readonly kind: 'refused', readonly seems: string | null, readonly why: string }
