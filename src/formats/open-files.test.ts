// Dropped files: told by their content whatever they are called, sorted into groups, unpacked; good ones are read whatever lies beside them.
import { readFileSync } from 'node:fs'
import { gzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { DroppedFile, Opened, Wanted } from './dropped.ts'
import { gunzipped } from './gzip.ts'
import { LIMITS } from './limits.ts'
import { writeNpy } from './npy.ts'
import { writeNpz } from './npz.ts'
import { openFiles } from './open-files.ts'

const folder = new URL('fixtures/models/', import.meta.url)
const made = (path: string, name = path.split('/').at(-1)!): DroppedFile => ({ path: name, bytes: new Uint8Array(readFileSync(new URL(`made/${path}`, folder))) })
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
/** One letter a byte. */
const letters = (text: string, length = 300): Uint8Array => Uint8Array.from({ length }, (_, k) => k < text.length ? text.charCodeAt(k) : 0)
const table = (rows: number, columns: number): Uint8Array => writeNpy({ dtype: 'float32', shape: [rows, columns], data: Float32Array.from({ length: rows * columns }, (_, k) => k) })

async function open(files: readonly DroppedFile[], wanted: Wanted = 'anything'): Promise<Opened[]> {
  return openFiles(files, wanted, fault => { throw fault })
}
const why = async (path: string, bytes: Uint8Array, wanted: Wanted = 'anything'): Promise<string> => {
  const [answer] = await open([{ path, bytes }], wanted)
  return answer.kind === 'refused' ? answer.why : answer.kind
}
/** What each answer is, and of which files. */
const kinds = (answers: readonly Opened[]): string[] => answers.map(answer => `${answer.kind === 'model' ? answer.model.format : answer.kind}: ${answer.files.join(' + ')}`)

describe('content decides', () => {
  test.each([
    ['keras2_written_by_h5py.h5', 'keras-h5'], ['keras3_written_by_h5py.keras', 'keras-3'], ['state_dict.pt', 'torch-zip'], ['state_dict_legacy.pt', 'torch-legacy'],
    ['torchscript.pt', 'torchscript'], ['model.safetensors', 'safetensors'], ['model.onnx', 'onnx'],
  ])('%s, under any name, gzipped or not', async (file, format) => {
    for (const name of ['x.csv', 'x.npz', 'x', 'model.json', 'X.BIN', file]) {
      expect(kinds(await open([made(`mlp_relu/${file}`, name)]))).toEqual([`${format}: ${name}`])
      expect(kinds(await open([{ path: `${name}.gz`, bytes: gzipSync(made(`mlp_relu/${file}`).bytes) }]))).toEqual([`${format}: ${name}.gz`])
    }
  })

  test('HDF5 behind a block of its writer\'s own', async () => {
    const { bytes } = made('mlp_relu/keras2_written_by_h5py.h5')
    for (const at of [512, 1024, 2048]) {
      const moved = new Uint8Array(at + bytes.length)
      moved.set(bytes, at)
      expect(kinds(await open([{ path: 'x.h5', bytes: moved }]))).toEqual(['keras-h5: x.h5'])
    }
    expect(await why('x.mat', letters(`MATLAB 7.3 MAT-file${' '.repeat(493)}\x89HDF\r\n\x1a\n`, 600))).toBe('x.mat is a MATLAB file, which is not read: save its arrays as .npz.')
  })

  test.each<[string, Uint8Array, string]>([
    ['photo.onnx', letters('\x89PNG\r\n\x1a\n'), 'photo.onnx is a PNG image, not a model.'],
    ['a.pt', letters('\xff\xd8\xff\xe0'), 'a.pt is a JPEG image, not a model.'],
    ['a.h5', letters('GIF89a'), 'a.h5 is a GIF image, not a model.'],
    ['a.pt', letters('%PDF-1.7'), 'a.pt is a PDF document, not a model.'],
    ['a.parquet', letters('PAR1'), 'a.parquet is a Parquet table, which is not read: save it as CSV.'],
    ['a.arrow', letters('ARROW1\0\0'), 'a.arrow is an Arrow table, which is not read: save it as CSV.'],
    ['a.gguf', letters('GGUF\x03'), 'a.gguf is a GGUF file of a language model, which is not read: bring activations as .npz.'],
    ['a', letters('\x7fELF'), 'a is a program, not a model.'],
    ['a.tflite', letters('\x1c\0\0\0TFL3'), 'a.tflite is a TensorFlow Lite model, which is not read: save the Keras model that it was made from.'],
    ['a.ort', letters('\x28\0\0\0ORTM'), 'a.ort is an ONNX Runtime model, which is not read: save the .onnx file that it was made from.'],
    ['frozen.pb', letters('\x0a\x0b\x0a\x05input'), 'frozen.pb is a TensorFlow graph, which is not read: save the model with Keras, as .keras.'],
    ['a.pkl', bytesOf('(dp0\nS\'a\'\np1\nI1\ns.'), 'a.pkl is a Python pickle in its oldest form, which is not read: save the weights with PyTorch, or activations as .npz.'],
    ['nets.tar.gz', gzipSync(letters(`${'x'.repeat(257)}ustar`, 1024)), 'nets.tar.gz is a tar archive, which is not read: unpack it and drop what is inside.'],
    ['saved_model.pb', letters('\x08\x01\x12\x05abcde'), 'saved_model.pb is a TensorFlow SavedModel, which is not read: save it with Keras, as .keras.'],
    ['net.onnx', bytesOf('<!DOCTYPE HTML><title>404</title>'), 'net.onnx is a web page, not a model'],
    ['net.h5', bytesOf('\n<html><body>'), 'net.h5 is a web page, not a model'],
    ['net.onnx', bytesOf('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 26143\n'), 'net.onnx is a Git LFS pointer (26143 bytes elsewhere), not the model itself'],
    ['a.xlsx', zipSync({ '[Content_Types].xml': bytesOf('<x/>'), 'xl/workbook.xml': bytesOf('<x/>') }), 'a.xlsx is an Excel workbook, which is not read: save the sheet as CSV.'],
    ['a.docx', zipSync({ '[Content_Types].xml': bytesOf('<x/>'), 'word/document.xml': bytesOf('<x/>') }), 'a.docx is a Word document, not a model.'],
    ['a.zip', zipSync({ 'net.mlmodel': bytesOf('x') }), 'a.zip is a Core ML model'],
    ['a.zip', zipSync({}), 'a.zip is an empty zip archive: it holds no files.'],
    ['a.zip', zipSync({ 'b.zip': zipSync({ 'c.txt': bytesOf('hello') }) }), 'b.zip is an archive within a.zip: unpack it first.'],
    ['a.gz', gzipSync(gzipSync(bytesOf('x'))), 'a.gz is compressed twice: unpack it once first.'],
    ['a.gz', gzipSync(bytesOf('x'.repeat(5000))).subarray(0, 30), 'a.gz is cut short or damaged: it cannot be unpacked.'],
    ['group1-shard1of1.bin', letters('\x3f\x80\0\0', 400), 'group1-shard1of1.bin means nothing without its model.json: drop both together.'],
    ['net.onnx.data', letters('\x3f\x80\0\0', 400), 'net.onnx.data means nothing without the .onnx file that it belongs to'],
    ['architecture.json', bytesOf('{"class_name": "Sequential", "config": {}}'), 'architecture.json is an architecture without weights. Save the whole model.'],
    ['a.json', bytesOf('\uFEFF {"a": 1}'), 'There is no model in a.json (no modelTopology).'],
    ['a.json', bytesOf('{"a": [1, {"b": "c'), 'a.json is not complete JSON: it ends at character 18.'],
    ['notes.txt', bytesOf('Dear diary,\nnothing of interest\nhappened today, tomorrow, or ever\n'), 'notes.txt is text, not a model'],
    ['x.h5', letters('\x01\x02\x03\x04'), 'x.h5 is not an HDF5 file: it should begin with the mark of HDF5, and it begins with the bytes 01 02 03 04.'],
    ['x.what', letters('\x01\x02\x03\x04'), 'x.what is of no kind that is read here (first bytes 01 02 03 04).'],
    ['a\u0000\u202e.bin', new Uint8Array(), 'a .bin is empty (0 bytes).'],
  ])('what is not read is called by its name, case %#', async (path, bytes, start) => expect((await why(path, bytes)).slice(0, start.length)).toBe(start))

  test('limits: files, and what gzip may unpack to', async () => {
    expect((await open(Array.from({ length: LIMITS.files + 1 }, () => ({ path: 'a', bytes: new Uint8Array() })))).map(answer => answer.kind === 'refused' && answer.why))
      .toEqual(['10001 files were dropped at once; 10000 is the most that is read. Drop fewer, or a zip of less.'])
    const bomb = gzipSync(new Uint8Array(2_000_001), { level: 9 })
    expect(() => gunzipped(bomb, 'a.csv.gz', 2e6)).toThrow('a.csv.gz would unpack to 2.0 MB; 2.0 MB is the most that is read of files dropped at once.')
    // What it says of its own size may lie.
    const lying = bomb.map((byte, k) => k >= bomb.length - 4 ? 0 : byte)
    expect(() => gunzipped(lying, 'a.csv.gz', 2e6)).toThrow('a.csv.gz would unpack to more than 2.0 MB, the most that is read of files dropped at once.')
    expect(gunzipped(bomb, 'a.csv.gz', 2_000_001)).toHaveLength(2_000_001)
    // Several members stand for one text (RFC 1952, 2.2); a size that lies at the end of a single one is damage.
    expect(gunzipped(Uint8Array.from([...gzipSync(bytesOf('ab')), ...gzipSync(bytesOf('cd'))]), 'a.gz')).toEqual(bytesOf('abcd'))
    expect(() => gunzipped(gzipSync(bytesOf('abcd')).map((byte, k, all) => k === all.length - 4 ? 5 : byte), 'a.gz')).toThrow('a.gz is cut short or damaged')
  })
})

describe('groups', () => {
  const shards = [made('mlp_relu/tfjs_sharded4096/group1-shard3of3.bin'), made('mlp_relu/tfjs_sharded4096/model.json'), made('mlp_relu/tfjs_sharded4096/group1-shard1of3.bin'), made('mlp_relu/tfjs_sharded4096/group1-shard2of3.bin')]

  test('a model.json with its weight files in any order', async () => {
    const [answer, ...others] = await open(shards)
    expect([answer.kind, answer.files[0], answer.files.length, answer.bytes, others]).toEqual(['model', 'model.json', 4, 4096 * 2 + 2920 + 2024, []])
  })

  test('folders keep two of one name apart; what computers leave in folders is passed over', async () => {
    const two = ['tfjs', 'tfjs_uint8'].flatMap(name => ['group1-shard1of1.bin', 'model.json'].map(file => made(`mlp_relu/${name}/${file}`, `nets/${name}/${file}`)))
    const litter = [{ path: 'nets/.DS_Store', bytes: letters('x') }, { path: '__MACOSX/nets/._model.json', bytes: letters('x') }]
    expect(kinds(await open([...two, ...litter]))).toEqual(['tfjs-layers: nets/tfjs/model.json + nets/tfjs/group1-shard1of1.bin', 'tfjs-layers: nets/tfjs_uint8/model.json + nets/tfjs_uint8/group1-shard1of1.bin'])
  })

  test('thousands of files in thousands of folders are sorted at once', async () => {
    const files = Array.from({ length: 3000 }, (_, k) => [`${k % 2 ? k : 'all'}/model.json`, `${k}/group1-shard1of1.bin`]).flat().map(path => ({ path, bytes: bytesOf(path.endsWith('json') ? '{"modelTopology": 1}' : '\u0001') }))
    const answers = await open(files)
    expect([answers.length, new Set(answers.map(({ kind }) => kind))]).toEqual([4500, new Set(['refused'])])
  })

  test('a zip of a folder is the folder', async () => {
    const files = shards.map(({ path, bytes }) => [`net/${path}`, bytes] as const)
    const [answer, ...others] = await open([{ path: 'net.zip', bytes: zipSync(Object.fromEntries([...files, ['__MACOSX/net/._model.json', letters('x')]])) }])
    expect([answer.kind, answer.files[0], others]).toEqual(['model', 'net.zip/net/model.json', []])
  })

  test('an ONNX file with the file that keeps its weights', async () => {
    const pair = [made('mlp_relu/onnx_external/model.onnx.data'), made('mlp_relu/onnx_external/model.onnx')]
    expect(kinds(await open(pair))).toEqual(['onnx: model.onnx + model.onnx.data'])
    expect(kinds(await open([pair[1], made('mlp_relu/state_dict.pt')]))).toEqual(['refused: model.onnx', 'torch-zip: state_dict.pt'])
  })

  test('three good files of four are read, and the fourth is explained', async () => {
    const answers = await open([made('mlp_relu/state_dict.pt'), { path: 'broken.keras', bytes: made('mlp_relu/keras3_written_by_h5py.keras').bytes.subarray(0, 9000) }, made('mlp_relu/model.onnx'), made('mlp_bn/model.safetensors')])
    expect(kinds(answers)).toEqual(['torch-zip: state_dict.pt', 'refused: broken.keras', 'onnx: model.onnx', 'safetensors: model.safetensors'])
    expect(answers[1].kind === 'refused' && answers[1].why).toBe('broken.keras: the zip is incomplete: download or save it again.')
  })

  test('a SavedModel is one thing, whatever lies in its folder', async () => {
    const files = ['saved_model.pb', 'keras_metadata.pb', 'variables/variables.index', 'variables/variables.data-00000-of-00001'].map(name => ({ path: `net/${name}`, bytes: letters('\x08\x01\x12\x05abcde') }))
    expect((await open(files)).map(answer => [answer.kind, answer.files.length])).toEqual([['refused', 4]])
  })

  test('images with labels, whatever they are called', async () => {
    const idx = (...sizes: number[]): Uint8Array => {
      const held = sizes.reduce((product, size) => product * size, 1)
      const bytes = new Uint8Array(4 + 4 * sizes.length + held).map((_, k) => k % 3)
      bytes.set([0, 0, 8, sizes.length, ...sizes.flatMap(size => [0, 0, 0, size])])
      return bytes
    }
    const [answer, ...others] = await open([{ path: 'a', bytes: idx(60) }, { path: 'b.gz', bytes: gzipSync(idx(60, 4, 4)) }])
    expect([answer.kind, answer.files, others]).toEqual(['data', ['a', 'b.gz'], []])
    expect(answer.kind === 'data' && [answer.draft.rows, answer.draft.shape]).toEqual([60, [4, 4, 1]])
  })

  test('a table that names a bundle\'s networks becomes theirs; another stays a table', async () => {
    const bundle = { path: 'b.npz', bytes: writeNpz([['activations/a.npy', { dtype: 'float32', shape: [2, 1], data: Float32Array.of(1, 2) }]]) }
    const [joined, ...others] = await open([{ path: 'runs.csv', bytes: bytesOf('id,lr\na,0.1\nb,0.2\n') }, bundle])
    expect([joined.files, others]).toEqual([['b.npz', 'runs.csv'], []])
    expect(joined.kind === 'bundle' && [joined.bundle.networks[0].row, joined.bundle.notes]).toEqual([{ lr: 0.1 }, ['1 rows of the table name no network of the bundle, "b" among them.']])
    expect(kinds(await open([bundle, { path: 'other.csv', bytes: bytesOf('id,lr\nc,0.1\n') }]))).toEqual(['bundle: b.npz', 'table: other.csv'])
  })
})

describe('bundles and data', () => {
  test('single arrays: activations of one network, or of several that lie together', async () => {
    const [one] = await open([{ path: 'net.npy', bytes: table(5, 3) }])
    expect(one.kind === 'bundle' && one.bundle.networks.map(({ name, activations }) => [name, activations!.rows, activations!.columns])).toEqual([['net', 5, 3]])
    const labels = { path: 'f/labels.npy', bytes: writeNpy({ dtype: 'int64', shape: [5], data: new BigInt64Array(5) }) }
    const [two, ...others] = await open([{ path: 'f/b.npy', bytes: table(5, 3) }, { path: 'f/a.npy', bytes: table(5, 2) }, labels])
    expect([two.kind === 'bundle' && [two.bundle.networks.map(({ name }) => name), two.bundle.labels!.length], others]).toEqual([[['a', 'b'], 5], []])
    expect(await why('y.npy', labels.bytes)).toBe('y.npy: the bundle has no networks but y (5): it should have members activations/<id> [n, d], probabilities/<id> [n, C] or checkpoints/<id> [T, n, C].')
  })

  test('one network by plain names, named by the file; logits become probabilities', async () => {
    const bytes = writeNpz([
      ['activations.npy', { dtype: 'float32', shape: [2, 3], data: new Float32Array(6).fill(1) }],
      ['logits.npy', { dtype: 'float64', shape: [2, 2], data: Float64Array.of(1000, 1000, 0, Math.log(3)) }],
      ['labels.npy', { dtype: 'int32', shape: [2], data: Int32Array.of(0, 1) }],
    ])
    const [answer] = await open([{ path: 'dir/my net.npz', bytes }])
    expect(answer.kind).toBe('bundle')
    if (answer.kind !== 'bundle') return
    const { bundle: { networks: [network], notes, classes } } = answer
    expect([network.name, classes, notes]).toEqual(['my net', 2, ['Softmax was added to the logits of "my net".']])
    for (const [k, p] of [0.5, 0.5, 0.25, 0.75].entries()) expect(network.probabilities!.values[k]).toBeCloseTo(p, 12)
  })

  test('arrays without names are listed', async () => {
    const array = { dtype: 'float32' as const, shape: [2, 3], data: new Float32Array(6) }
    expect(await why('b.npz', writeNpz([['arr_0.npy', array], ['arr_1.npy', { ...array, shape: [6] }]]))).toBe(
      'b.npz: these are arrays without names: arr_0 (2 × 3), arr_1 (6). Name them: np.savez(file, activations=…, predictions=…, labels=…), or **{\'activations/<id>\': …} for several networks.')
    expect(await why('b.npz', writeNpz([['activations.npy', array], ['predictions.npy', { dtype: 'float32', shape: [3, 2], data: new Float32Array(6).fill(0.5) }]])))
      .toBe('b.npz: activations has 2 rows, predictions 3. They must describe the same probes.')
  })

  test('tables and archives of samples are data, and where data are wanted any table is', async () => {
    const rows = Array.from({ length: 60 }, (_, k) => `${k},${k * k},${'abc'[k % 3]}`).join('\n')
    expect(await why('iris.csv', bytesOf(`x,y,species\n${rows}\n`))).toBe('data')
    expect(await why('runs.csv', bytesOf(`id,lr,family\n${rows}\n`))).toBe('table')
    expect(await why('runs.csv', bytesOf(`id,lr,family\n${rows}\n`), 'data')).toBe('data')
    // More cells than a table of runs may have: told by its beginning.
    const wide = Array.from({ length: 1500 }, (_, k) => `${k % 10},${'0,'.repeat(699)}1`).join('\n')
    expect(await why('digits.csv', bytesOf(`label,${Array.from({ length: 700 }, (_, k) => `p${k}`).join(',')}\n${wide}\n`))).toBe('data')
    const npz = writeNpz([['x.npy', { dtype: 'uint8', shape: [60, 4], data: new Uint8Array(240) }], ['y.npy', { dtype: 'uint8', shape: [60], data: new Uint8Array(60).map((_, k) => k % 2) }]])
    expect(await why('d.npz', npz)).toBe('data')
  })

  test('what is refused says whether it was meant as data, as a table, or as a model', async () => {
    const meant = async (path: string, bytes: Uint8Array, wanted: Wanted = 'anything') => {
      const [answer] = await open([{ path, bytes }], wanted)
      return answer.kind === 'refused' ? answer.meant ?? 'model' : answer.kind
    }
    const idx = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 9, 0, 0, 0, 8, 0, 0, 0, 8)
    expect(await meant('images-idx3-ubyte', idx)).toBe('data')
    expect(await meant('x.npz', writeNpz([['x.npy', { dtype: 'uint8', shape: [60, 4], data: new Uint8Array(240) }], ['y.npy', { dtype: 'uint8', shape: [59], data: new Uint8Array(59) }]]))).toBe('data')
    expect(await meant('runs.csv', bytesOf('id,lr,loss\n'))).toBe('table')
    expect(await meant('runs.csv', bytesOf('id,lr,loss\n'), 'data')).toBe('data')
    expect(await meant('m.png', letters('\x89PNG\r\n\x1a\n'), 'data')).toBe('data')
    expect(await meant('m.png', letters('\x89PNG\r\n\x1a\n'))).toBe('model')
  })
})
