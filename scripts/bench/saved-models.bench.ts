// How long saved files take to be read, in every format, and how long until a network has landed on the ready-made map.
// BENCH_FILES: paths of other files to be read, divided by commas.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { DroppedFile } from '../../src/formats/dropped.ts'
import { openFiles } from '../../src/formats/open-files.ts'
import { writeNpy } from '../../src/formats/npy.ts'
import { createAppStore } from '../../src/store/store.ts'
import type { Bench } from '../bench.ts'
import { readyMade, realServices } from '../real-services.ts'

const made = new URL('../../src/formats/fixtures/models/made/mlp_relu/', import.meta.url)
const fixture = (path: string): DroppedFile => ({ path: basename(path), bytes: new Uint8Array(readFileSync(new URL(path, made))) })

const SMALL: readonly (readonly [string, readonly string[]])[] = [
  ['.keras', ['keras3_written_by_h5py.keras']], ['.h5', ['keras2_written_by_h5py.h5']], ['.pt, zip', ['state_dict.pt']], ['.pt, legacy', ['state_dict_legacy.pt']],
  ['TorchScript', ['torchscript.pt']], ['ONNX', ['model.onnx']], ['tfjs layers', ['tfjs/model.json', 'tfjs/group1-shard1of1.bin']],
  ['safetensors', ['model.safetensors']], ['.npz', ['expected.npz']],
]

/** Four layers of 2,500 × 2,500. */
const SIDE = 2500
const LARGE_LAYERS = 4

function largeSafetensors(): DroppedFile {
  const bytes = 4 * SIDE * SIDE
  const header = new TextEncoder().encode(JSON.stringify(Object.fromEntries(Array.from({ length: LARGE_LAYERS }, (_, k) => [`fc${k}.weight`, { dtype: 'F32', shape: [SIDE, SIDE], data_offsets: [k * bytes, (k + 1) * bytes] }]))))
  const file = new Uint8Array(8 + header.length + LARGE_LAYERS * bytes)
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true)
  file.set(header, 8)
  return { path: 'large.safetensors', bytes: file }
}

const largeNpy = (): DroppedFile => ({ path: 'x.npy', bytes: writeNpy({ dtype: 'float32', shape: [10_000, SIDE], data: new Float32Array(10_000 * SIDE) }) })

function largeIdx(): DroppedFile[] {
  const pictures = new Uint8Array(16 + 60_000 * 784)
  const labels = new Uint8Array(8 + 60_000)
  const header = (bytes: Uint8Array, ...words: number[]): void => words.forEach((word, k) => new DataView(bytes.buffer).setUint32(4 * k, word))
  header(pictures, 0x803, 60_000, 28, 28)
  header(labels, 0x801, 60_000)
  for (let row = 0; row < 60_000; row++) labels[8 + row] = row % 10
  return [{ path: 'train-images-idx3-ubyte', bytes: pictures }, { path: 'train-labels-idx1-ubyte', bytes: labels }]
}

const megabytes = (files: readonly DroppedFile[]): number => Number((files.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1e6).toFixed(3))

/** The median of so many readings, in ms, each from bytes of its own; the first, which also fetches the reader, is left out. */
async function reading(files: readonly DroppedFile[], times: number, data = false): Promise<{ ms: number, kind: string }> {
  const took: number[] = []
  let kind = ''
  for (let k = 0; k <= times; k++) {
    const own = files.map(({ path, bytes }) => ({ path, bytes: bytes.slice() }))
    const begun = performance.now()
    const opened = await openFiles(own, data ? 'data' : 'anything')
    took.push(performance.now() - begun)
    kind = opened.map(one => one.kind).join(', ')
  }
  return { ms: Number(took.slice(1).toSorted((a, b) => a - b)[Math.floor(times / 2)].toFixed(2)), kind }
}

const bench: Bench = async report => {
  for (const [format, paths] of SMALL) {
    const files = paths.map(fixture)
    const { ms, kind } = await reading(files, 9)
    report({ what: `reading ${format}`, MB: megabytes(files), ms, gives: kind })
  }
  for (const [what, files, data] of [['safetensors', [largeSafetensors()], false], ['.npy', [largeNpy()], false], ['IDX pair', largeIdx(), true]] as const) {
    const { ms, kind } = await reading(files, 3, data)
    report({ what: `reading ${what}`, MB: megabytes(files), ms, gives: kind })
  }
  for (const path of process.env['BENCH_FILES']?.split(',') ?? []) {
    const files = [{ path: basename(path), bytes: new Uint8Array(readFileSync(path)) }]
    const { ms, kind } = await reading(files, 3)
    report({ what: `reading ${basename(path)}`, MB: megabytes(files), ms, gives: kind })
  }
  await landing(report)
}

/** Twenty times from the drop to the place on the map: a graph, and weights whose activations and scale are weighed. */
async function landing(report: Parameters<Bench>[0]): Promise<void> {
  for (const [what, path] of [['a graph (ONNX)', 'model.onnx'], ['weights (.pt)', 'state_dict.pt']] as const) {
    const store = createAppStore(realServices(readyMade(355)))
    await store.getState().start()
    const took: number[] = []
    const { bytes } = fixture(path)
    for (let k = 0; k < 20; k++) {
      const begun = performance.now()
      await store.getState().openFiles([{ path: `${k}-${path}`, file: new Blob([bytes as BlobPart]) }])
      const { key, how } = store.getState().imports.at(-1)!
      if (store.getState().imports.at(-1)!.landed === null) await store.getState().setImport(key, { how: how!, confirmed: true })
      if (store.getState().imports.at(-1)!.landed === null) throw new Error(`${path} did not land: ${store.getState().imports.at(-1)!.block}`)
      took.push(performance.now() - begun)
    }
    const sorted = took.toSorted((a, b) => a - b)
    report({ what: `landing ${what}, one of 20`, ms: Math.round(sorted[10]), gives: `first ${Math.round(took[0])}, slowest later ${Math.round(Math.max(...took.slice(1)))}` })
  }
}
export default bench
