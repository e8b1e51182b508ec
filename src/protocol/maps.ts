// What may be asked of the worker that reads and writes map files: unpacking megabytes is no work for the main thread.
import type { Checkpoints, NetworkActivations } from '../core/network.ts'
import type { BegunMap, KeptOfMap } from '../formats/map-pieces.ts'
import type { NamedArray, Origin } from '../formats/arrays-file.ts'
import type { SavedNetwork } from '../formats/modules.ts'
import type { MapDetail, MapFile, MapHead } from '../formats/map-file.ts'

export type NetworkFormat = 'safetensors' | 'layers-model' | 'onnx'

export interface MapsWorker {
  /** A whole map from one file; rejects with one sentence that says what is wrong and what would be right. */
  read(bytes: Uint8Array): MapFile
  /** The head of a large map, which stays in its file, and what else there is. Null for a file that must be read whole. */
  begin(file: Blob): Promise<BegunMap | null>
  /** What else there is, checked against the head. */
  detailOf(file: Blob): Promise<MapDetail | null>
  activationsOf(file: Blob): Promise<NetworkActivations[] | null>
  keptOf(file: Blob): Promise<KeptOfMap>
  /** The part that the first picture needs. */
  readHead(bytes: Uint8Array): MapHead
  readDetail(bytes: Uint8Array, head: MapHead): MapDetail
  readActivations(bytes: Uint8Array, head: MapHead): NetworkActivations[]
  readCheckpoints(bytes: Uint8Array, head: MapHead): Map<number, Checkpoints>
  /** One network for other programs; layers-model: both its files in one archive. `version`: Netfold's. */
  writeNetwork(network: SavedNetwork, format: NetworkFormat, version: string): Uint8Array
  /** Arrays as one .npz, with what made them. */
  writeArrays(arrays: readonly NamedArray[], origin: Origin): Uint8Array
  /** The map as one .npz. */
  write(map: MapFile): Uint8Array
  /** Bytes that these activations take in a file. */
  activationsSize(activations: NetworkActivations[]): number
  beat(): boolean
}
