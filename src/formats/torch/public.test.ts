// Other people's weights, where they lie beside the project: every tensor by its shape, its kind and its sum, as PyTorch and safetensors' own library read it.
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { chainWords } from '../chain/words.ts'
import type { SavedModel } from '../saved-model.ts'
import { readSafetensorsModel } from './safetensors-model.ts'
import { readTorch } from './torch.ts'

const folder = new URL('../../../../shared/models/public/', import.meta.url)
const there = existsSync(new URL('INVENTORY.json', folder))

interface File { file: string, tensors?: { name: string, shape: number[], dtype: string, sum: number }[] }
const models = there ? (JSON.parse(readFileSync(new URL('INVENTORY.json', folder), 'utf8')) as { models: { format: string, files: File[] }[] }).models : []
const files = models.filter(({ format }) => format === 'torch-pt' || format === 'safetensors').flatMap(model => model.files)

function read(file: string): SavedModel {
  const bytes = new Uint8Array(readFileSync(new URL(file, folder)))
  const name = file.slice(file.lastIndexOf('/') + 1)
  return file.endsWith('.safetensors') ? readSafetensorsModel(bytes, name) : readTorch(bytes, name)
}

const DTYPES = new Map([['F32', 'float32'], ['I64', 'int64']])

describe.skipIf(!there)(`other people's weights${there ? '' : ' (skipped: ../shared/models/public is not here)'}`, () => {
  test.each(files.map(one => [one.file, one] as const))('%s', (file, { tensors }) => {
    const found = new Map(read(file).tensors.map(tensor => [tensor.name, tensor]))
    // A checkpoint's network is what is read: without the name of its place there, and without the optimizer.
    const expected = tensors!.filter(({ name }) => !name.startsWith('optimizer')).map(tensor => ({ ...tensor, name: tensor.name.replace(/^model_state_dict\./, '') }))
    expect([...found.keys()].sort()).toEqual(expected.map(({ name }) => name).sort())
    for (const { name, shape, dtype, sum } of expected) {
      const { stored, shape: held, data } = found.get(name)!
      expect([held, stored], name).toEqual([shape, DTYPES.get(dtype) ?? dtype])
      const total = data.reduce((all, value) => all + value, 0)
      const size = data.reduce((all, value) => all + Math.abs(value), 0)
      expect(Math.abs(total - sum), name).toBeLessThanOrEqual(1e-5 * size + 1e-6 * Math.abs(sum))
    }
  })

  test('what is proposed for a network of convolutions, in two files of different order', () => {
    const words = ['torch-pt/burn-pt/mnist.pt', 'safetensors/burn-safetensors/mnist.safetensors'].map(file => {
      const { tensors, proposals, why } = read(file)
      expect(why).toContain('holds weights without an architecture: conv1 3×3, 1 to 8; conv2 3×3, 8 to 16; conv3 3×3, 16 to 24; fc1 11616×32; fc2 32×10. Confirm the layers')
      return proposals.map(chain => `${chain.input.join('×')}: ${chainWords(chain, tensors)}`)
    })
    expect(words[0]).toEqual(words[1])
    const body = '28×28×1: conv 3 × 3, 1 → 8, valid, relu, conv 3 × 3, 8 → 16, valid, relu, conv 3 × 3, 16 → 24, valid,'
    expect(words[0].slice(0, 2)).toEqual([
      `${body} batch norm, relu, flatten, dense 11616 → 32, relu, dense 32 → 10, batch norm`, `${body} relu, batch norm, flatten, dense 11616 → 32, relu, dense 32 → 10, batch norm`,
    ])
  })
})
