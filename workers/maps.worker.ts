// Reads and writes map files off the main thread.
import { expose, transfer } from 'comlink'
import { writeArrays } from '../src/formats/arrays-file.ts'
import { layersModelZip } from '../src/formats/layers-model.ts'
import { activationsOf, beginMap, detailOf, keptOf } from '../src/formats/map-pieces.ts'
import type { ReadBytes } from '../src/formats/zip-excerpt.ts'
import { activationsSize, readMap, readMapActivations, readMapCheckpoints, readMapDetail, readMapHead, writeMap } from '../src/formats/map.ts'
import { writeOnnx } from '../src/formats/onnx/write.ts'
import { writeSafetensors } from '../src/formats/safetensors.ts'
import type { MapsWorker } from '../src/protocol/maps.ts'
import { buffersOfActivations } from './network-buffers.ts'

/** A file may be moved or written over while it is open here. */
const readerOf = (file: Blob): ReadBytes => async (from, to) => {
  try {
    return new Uint8Array(await file.slice(from, to).arrayBuffer())
  } catch {
    throw new Error('The file can no longer be read: it was moved or changed after it was opened. Open it again.')
  }
}

const api = {
  read: bytes => {
    const map = readMap(bytes)
    return transfer(map, buffersOfActivations(map.activations ?? []))
  },
  begin: file => beginMap(file.size, readerOf(file)),
  detailOf: file => detailOf(file.size, readerOf(file)),
  activationsOf: async file => {
    const activations = await activationsOf(file.size, readerOf(file))
    return activations && transfer(activations, buffersOfActivations(activations))
  },
  keptOf: file => keptOf(file.size, readerOf(file)),
  readHead: bytes => readMapHead(bytes),
  readDetail: (bytes, head) => readMapDetail(bytes, head),
  readActivations: (bytes, head) => {
    const activations = readMapActivations(bytes, head)
    return transfer(activations, buffersOfActivations(activations))
  },
  readCheckpoints: (bytes, head) => readMapCheckpoints(bytes, head),
  writeArrays: (arrays, origin) => {
    const bytes = writeArrays(arrays, origin)
    return transfer(bytes, [bytes.buffer as ArrayBuffer])
  },
  writeNetwork: (network, format, version) => {
    const bytes = format === 'safetensors' ? writeSafetensors(network) : format === 'onnx' ? writeOnnx(network, version) : layersModelZip(network)
    return transfer(bytes, [bytes.buffer as ArrayBuffer])
  },
  write: map => {
    const bytes = writeMap(map)
    return transfer(bytes, [bytes.buffer as ArrayBuffer])
  },
  activationsSize: activations => activationsSize(activations),
  beat: () => true,
} satisfies MapsWorker

expose(api)
