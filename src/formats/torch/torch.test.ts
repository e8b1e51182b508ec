// PyTorch's files: every one of a folder of `made` gives the same tensors and, by the first chain proposed, what PyTorch said; broken and hostile ones
// end in their sentence.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { graphOfChain } from '../chain/graph-of-chain.ts'
import { chainWords } from '../chain/words.ts'
import { deepHeader } from '../fixtures/deep-nests.ts'
import { runPlainly } from '../fixtures/plain-graph.ts'
import { FormatError } from '../format-error.ts'
import { openNpz } from '../npz.ts'
import type { SavedModel } from '../saved-model.ts'
import { layersOfGraph } from '../../core/graph/layers.ts'
import { readSafetensorsModel } from './safetensors-model.ts'
import { readTorch } from './torch.ts'

const models = new URL('../fixtures/models/', import.meta.url)
const DEEP = 'st_deep_header.safetensors'
const bytesOf = (path: string): Uint8Array => path === `bad/${DEEP}` ? deepHeader(bytesOf('made/mlp_relu/model.safetensors')) : new Uint8Array(readFileSync(new URL(path, models)))
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
const read = (path: string): SavedModel => path.endsWith('.safetensors') ? readSafetensorsModel(bytesOf(path), nameOf(path)) : readTorch(bytesOf(path), nameOf(path))

const FOLDERS = ['mlp_relu', 'mlp_bn', 'cnn8x8'] as const
const WORDS = {
  mlp_relu: 'dense 64 → 32, relu, dense 32 → 16, relu, dense 16 → 10',
  mlp_bn: 'dense 64 → 32, batch norm, relu, dense 32 → 10',
  cnn8x8: 'conv 3 × 3, 1 → 8, same, relu, conv 3 × 3, 8 → 12, valid, relu, max pool 2 × 2, flatten, dense 108 → 10',
}
/** What a weight may differ by, of its size, and a probability; halves of cnn8x8 come to 1.02e-3. */
const PRECISION = [[/fp16/, 2 ** -11, 1.1e-3], [/bf16/, 2 ** -8, 2e-2], [/./, 0, 1e-5]] as const

const softmax = (logits: readonly number[]): number[] => {
  const powers = logits.map(value => Math.exp(value - Math.max(...logits)))
  return powers.map(power => power / powers.reduce((a, b) => a + b))
}

const cases = FOLDERS.flatMap(folder => readdirSync(new URL(`made/${folder}`, models)).filter(file => /\.(pt|pth|safetensors)$/.test(file)).map(file => [folder, file] as const))

/** The graph in the file, or that of the chain which is proposed first. */
const graphOf = (model: SavedModel): NonNullable<SavedModel['graph']> => model.graph ?? graphOfChain(model.proposals[0], model.tensors)

describe('files of the same network', () => {
  test('are all here', () => expect(cases).toHaveLength(24))

  test.each(cases)('%s/%s: tensors, and what PyTorch gave', (folder, file) => {
    const model = read(`made/${folder}/${file}`)
    const [, step, tolerance] = PRECISION.find(([pattern]) => pattern.test(file))!
    const plain = new Map(read(`made/${folder}/state_dict.pt`).tensors.map(tensor => [tensor.name, tensor]))
    expect(new Set(model.tensors.map(({ name }) => name))).toEqual(new Set(plain.keys()))
    for (const { name, shape, data } of model.tensors) {
      const { shape: expected, data: values } = plain.get(name)!
      expect(shape, name).toEqual(expected)
      expect(data.every((value, k) => Math.abs(value - values[k]) <= step * Math.abs(values[k]) + (step > 0 ? 1e-7 : 0)), name).toBe(true)
      // A fresh copy, which can be handed over without the file's bytes.
      expect(data.buffer.byteLength).toBe(4 * data.length)
    }
    if (!model.graph && !/full_module|torchscript/.test(file)) expect(chainWords(model.proposals[0], model.tensors)).toBe(WORDS[folder])
    const graph = graphOf(model)
    const expected = openNpz(bytesOf(`made/${folder}/expected.npz`))
    const [x, logits, probs] = (['x', 'logits', 'probs'] as const).map(name => Array.from(expected.array(`${name}.npy`).data as Float32Array))
    const layers = layersOfGraph(graph)
    for (let row = 0; row < 50; row++) {
      const values = runPlainly(graph, x.slice(64 * row, 64 * row + 64))
      const given = [...values.get(graph.output)!.data]
      const right = logits.slice(10 * row, 10 * row + 10)
      if (step === 0) expect(Math.max(...given.map((value, k) => Math.abs(value - right[k])))).toBeLessThan(1e-4)
      softmax(given).forEach((value, k) => expect(Math.abs(value - probs[10 * row + k])).toBeLessThan(tolerance))
      if (step > 0) continue
      const hidden = folder === 'mlp_relu' ? ['act/act1', 'act/act2'] : folder === 'mlp_bn' ? ['act/net.2'] : ['act/conv1', 'act/pool']
      hidden.forEach((member, k) => {
        const { shape, data } = expected.array(`${member}.npy`)
        const size = shape.slice(1).reduce((a, b) => a * b, 1)
        const own = Array.from(data as Float32Array).slice(size * row, size * row + size).map(value => member === 'act/conv1' ? Math.max(value, 0) : value)
        // Channels first there, last here.
        const [channels, places] = [shape[1], size / shape[1]]
        const got = values.get(layers[k].value)!.data
        expect(got).toHaveLength(size)
        got.forEach((value, at) => expect(Math.abs(value - own[shape.length === 4 ? (at % channels) * places + Math.floor(at / channels) : at])).toBeLessThan(1e-4))
      })
    }
  })

  test('a state_dict, a checkpoint, a pickled module and TorchScript say what they are', () => {
    expect(cases.filter(([, file]) => file.endsWith('.pt')).map(([folder, file]) => [file, read(`made/${folder}/${file}`).format])).toEqual(expect.arrayContaining([
      ['state_dict.pt', 'torch-zip'], ['state_dict_legacy.pt', 'torch-legacy'], ['torchscript.pt', 'torchscript'], ['full_module_pickle.pt', 'torch-zip'],
    ]))
    expect(read('made/mlp_relu/state_dict.pt').why).toBe('state_dict.pt holds weights without an architecture: fc1 64×32, fc2 32×16, fc3 16×10. Confirm the layers below to run it.')
    expect(read('made/mlp_relu/full_module_pickle.pt').why).toBe(
      'full_module_pickle.pt is a whole "__main__.MLP" of Linear, ReLU, Linear, ReLU, Linear without the order in which they run: fc1 64×32, fc2 32×16, fc3 16×10. '
      + 'Confirm the layers below to run it.')
    // TorchScript's own text says the order.
    expect(FOLDERS.map(folder => read(`made/${folder}/torchscript.pt`)).map(({ graph, assumed }) => [graph?.inputShape, assumed])).toEqual([
      [[64], []], [[64], []], [[8, 8, 1], ['pictures of 8 × 8 × 1, told from the number of inputs of the first dense layer']],
    ])
  })
})

interface Case { path: string, files: string[], outcome: string, says: string[] }
const manifest = JSON.parse(readFileSync(new URL('bad/MANIFEST.json', models), 'utf8')) as Case[] | { cases: Case[] }
const bad = (Array.isArray(manifest) ? manifest : manifest.cases).filter(({ path }) => /^(pt_|st_)/.test(path) && (path === DEEP || existsSync(new URL(`bad/${path}`, models))))

describe('broken and hostile files', () => {
  test('are all here', () => expect(bad).toHaveLength(11))

  test.each(bad.map(one => [one.path, one] as const))('%s', (path, { outcome, says }) => {
    expect(outcome).toBe('refuse')
    let sentence = 'read'
    try {
      read(`bad/${path}`)
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError)
      sentence = (error as Error).message
    }
    expect(sentence).toContain(path)
    for (const fragment of says) expect(sentence.toLowerCase()).toContain(fragment.toLowerCase())
    expect(sentence).toMatch(/^[^!]*\.$/)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  test('an empty file', () => {
    expect(() => readTorch(new Uint8Array(0), 'empty.pt')).toThrow('empty.pt is empty (0 bytes).')
    expect(() => readSafetensorsModel(new Uint8Array(0), 'empty.safetensors')).toThrow('empty.safetensors is empty (0 bytes).')
  })
})
