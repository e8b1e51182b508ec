// Reads and writes map files off the main thread.
import { expose, transfer } from 'comlink'
import { layersModelZip } from '../src/formats/layers-model.ts'
import { activationsSize, readMap, readMapActivations, readMapCheckpoints, readMapDetail, readMapHead, writeMap } from '../src/formats/map.ts'
import { writeOnnx } from '../src/formats/onnx/write.ts'
import { writeSafetensors } from '../src/formats/safetensors.ts'
import type { MapsWorker } from '../src/protocol/maps.ts'
import { buffersOfActivations } from './network-buffers.ts'

const api = {
  read: bytes => {
    const map = readMap(bytes)
    return transfer(map, buffersOfActivations(map.activations ?? []))
  },
  readHead: bytes => readMapHead(bytes),
  readDetail: (bytes, head) => readMapDetail(bytes, head),
  readActivations: (bytes, head) => {
    const activations = readMapActivations(bytes, head)
    return transfer(activations, buffersOfActivations(activations))
  },
  readCheckpoints: (bytes, head) => readMapCheckpoints(bytes, head),
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
