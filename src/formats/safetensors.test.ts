// A network written for PyTorch says there what it says here: by an evaluator of its own, channels first, that builds what the file names;
// by what PyTorch said of the same networks once; and by PyTorch itself where there is one.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { SavedCase } from './fixtures/saved-networks.ts'
import { savedCases } from './fixtures/saved-networks.ts'
import { writeNpy } from './npy.ts'
import { writeSafetensors } from './safetensors.ts'
import type { TensorFile } from './tensor-file.ts'
import { readTensors } from './tensor-file.ts'

const CASES = savedCases()

/** channels × height × width, or a plain row (height and width 1). */
interface Volume { channels: number, height: number, width: number, at: (channel: number, y: number, x: number) => number }

const volume = (channels: number, height: number, width: number, at: Volume['at']): Volume => {
  const values = Array.from({ length: channels }, (_, c) => Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => at(c, y, x))))
  return { channels, height, width, at: (c, y, x) => values[c][y]?.[x] ?? 0 }
}

const sumOver = (count: number, term: (k: number) => number): number => Array.from({ length: count }, (_, k) => term(k)).reduce((sum, value) => sum + value, 0)

/** What one module of PyTorch's does, by its constructor's text. */
function apply(text: string, k: number, { tensors }: TensorFile, input: Volume): Volume {
  const { channels, height, width, at } = input
  const [weight, bias] = [tensors.get(`${k}.weight`), tensors.get(`${k}.bias`)]
  const pointwise = (f: (z: number) => number): Volume => volume(channels, height, width, (c, y, x) => f(at(c, y, x)))
  const conv = /^nn\.Conv2d\((\d+), (\d+), 3, padding=1\)$/.exec(text)
  if (conv) {
    const [from, to] = [Number(conv[1]), Number(conv[2])]
    expect([from, weight!.shape, bias!.shape]).toEqual([channels, [to, from, 3, 3], [to]])
    return volume(to, height, width, (o, y, x) => bias!.data[o]
      + sumOver(from, i => sumOver(3, dy => sumOver(3, dx => weight!.data[((o * from + i) * 3 + dy) * 3 + dx] * at(i, y + dy - 1, x + dx - 1)))))
  }
  const linear = /^nn\.Linear\((\d+), (\d+)\)$/.exec(text)
  if (linear) {
    const [from, to] = [Number(linear[1]), Number(linear[2])]
    expect([height, width, from, weight!.shape, bias!.shape]).toEqual([1, 1, channels, [to, from], [to]])
    return volume(to, 1, 1, o => bias!.data[o] + sumOver(from, i => weight!.data[o * from + i] * at(i, 0, 0)))
  }
  expect(weight).toBeUndefined()
  switch (text) {
    case 'nn.Flatten()': return volume(channels * height * width, 1, 1, k => at(Math.floor(k / (height * width)), Math.floor(k / width) % height, k % width))
    case 'nn.MaxPool2d(2)':
      return volume(channels, Math.floor(height / 2), Math.floor(width / 2), (c, y, x) => Math.max(...[0, 1, 2, 3].map(k => at(c, 2 * y + (k >> 1), 2 * x + (k & 1)))))
    case 'nn.ReLU()': return pointwise(z => Math.max(z, 0))
    case 'nn.Tanh()': return pointwise(Math.tanh)
    case 'nn.Sigmoid()': return pointwise(z => 1 / (1 + Math.exp(-z)))
    case 'nn.GELU(approximate=\'tanh\')': return pointwise(z => 0.5 * z * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z ** 3))))
    default: throw new Error(`no such module: ${text}`)
  }
}

/** rows × classes, softmax of what the file's network says of the inputs. */
function probabilitiesOf(file: TensorFile, { inputs, rows }: SavedCase): number[] {
  const modules = /^nn\.Sequential\((.*)\)$/.exec(file.metadata['pytorch'])![1].split(', nn.').map((text, k) => k === 0 ? text : `nn.${text}`)
  const [channels, height = 1, width = 1] = file.metadata['input'].split(' x ').slice(1).map(Number)
  const features = inputs.length / rows
  return Array.from({ length: rows }, (_, row) => {
    const picture = volume(channels, height, width, (c, y, x) => inputs[row * features + (y * width + x) * channels + c])
    const logits = modules.reduce((values, text, k) => apply(text, k, file, values), picture)
    const weights = Array.from({ length: logits.channels }, (_, c) => Math.exp(logits.at(c, 0, 0)))
    return weights.map(one => one / weights.reduce((a, b) => a + b))
  }).flat()
}

const largestError = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  expect(a.length).toBe(b.length)
  return Math.max(...Array.from(a, (value, k) => Math.abs(value - b[k])))
}

/** By tests' names as files may be called. */
const fileName = (saved: SavedCase): string => saved.name.replace(/[^\w]+/g, '-')

const reference = new URL('fixtures/saved-networks.json', import.meta.url)
/** Probabilities by PyTorch 1.13, as fixtures/torch_reference.py prints them. */
const said = JSON.parse(readFileSync(reference, 'utf8')) as Record<string, number[]>

describe('a network for PyTorch', () => {
  test.each(CASES.map(saved => [saved.name, saved] as const))('%s: what the trainer says, and what PyTorch said', (_name, saved) => {
    const file = readTensors(writeSafetensors(saved.network))
    const seen = probabilitiesOf(file, saved)
    expect(largestError(seen, saved.probabilities)).toBeLessThan(1e-5)
    expect(largestError(seen, said[fileName(saved)])).toBeLessThan(1e-5)
    expect([...file.tensors.values()].reduce((sum, { data }) => sum + data.length, 0)).toBe(saved.network.weights.length)
  })

  test('modules that learn nothing count, dropout does not', () => {
    const { network } = CASES.find(({ name }) => name === 'conv, three layers')!
    const { tensors, metadata } = readTensors(writeSafetensors(network))
    const gelu = 'nn.GELU(approximate=\'tanh\')'
    expect(metadata['pytorch']).toBe('nn.Sequential('
      + `nn.Conv2d(1, 6, 3, padding=1), ${gelu}, nn.MaxPool2d(2), nn.Conv2d(6, 6, 3, padding=1), ${gelu}, nn.MaxPool2d(2), nn.Conv2d(6, 6, 3, padding=1), ${gelu}, `
      + `nn.Flatten(), nn.Linear(24, 41), ${gelu}, nn.Linear(41, 3))`)
    expect([...tensors.keys()]).toEqual(['0.weight', '0.bias', '3.weight', '3.bias', '6.weight', '6.bias', '9.weight', '9.bias', '11.weight', '11.bias'])
  })

  test('says beside the tensors what made it', () => {
    const [{ network }] = CASES
    const { metadata } = readTensors(writeSafetensors({ ...network, about: { data: 'Digits' } }))
    expect(metadata).toEqual({
      format: 'pt', family: 'mlp', activation: 'relu', shape: '7 5 5 3', weight_seed: '10', order_seed: '4294967286', hyperparameters: JSON.stringify(network.hyper), data: 'Digits',
      pytorch: 'nn.Sequential(nn.Linear(7, 5), nn.ReLU(), nn.Linear(5, 5), nn.ReLU(), nn.Linear(5, 3))', input: 'rows x 7', output: 'logits',
    })
  })
})

const python = ['python3', '/usr/bin/python3'].find(program => spawnSync(program, ['-c', 'import numpy, torch']).status === 0)

test.skipIf(!python)(`PyTorch itself agrees${python ? '' : ' (skipped: no python3 with PyTorch here)'}`, { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'netfold-torch-'))
  try {
    for (const saved of CASES) {
      writeFileSync(join(folder, `${fileName(saved)}.safetensors`), writeSafetensors(saved.network))
      writeFileSync(join(folder, `${fileName(saved)}.inputs.npy`), writeNpy({ dtype: 'float32', shape: [saved.rows, saved.inputs.length / saved.rows], data: saved.inputs }))
    }
    const program = new URL('fixtures/torch_reference.py', import.meta.url).pathname
    const text = execFileSync(python!, [program, folder], { encoding: 'utf8' })
    // How the reference was made, and is made again where the networks are other ones.
    if (process.env['WRITE_REFERENCE']) writeFileSync(reference, text)
    const seen = JSON.parse(text) as Record<string, number[]>
    expect(Object.keys(seen).sort()).toEqual(CASES.map(fileName).sort())
    for (const saved of CASES) expect(largestError(seen[fileName(saved)], saved.probabilities), saved.name).toBeLessThan(1e-5)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
