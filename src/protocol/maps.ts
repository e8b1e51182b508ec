// What may be asked of the worker that reads and writes map files: unpacking megabytes is no work for the main thread.
import type { NetworkActivations } from '../core/network.ts'
import type { MapDetail, MapFile, MapHead } from '../formats/map-file.ts'

export interface MapsWorker {
  /** A whole map from one file; rejects with one sentence that says what is wrong and what would be right. */
  read(bytes: Uint8Array): MapFile
  /** The part that the first picture needs. */
  readHead(bytes: Uint8Array): MapHead
  readDetail(bytes: Uint8Array, head: MapHead): MapDetail
  readActivations(bytes: Uint8Array, head: MapHead): NetworkActivations[]
  /** The map as one .npz. */
  write(map: MapFile): Uint8Array
  beat(): boolean
}
