// A network written as ONNX is the network: ONNX Runtime says of the probes what the trainer says, and our own reader finds every weight again.
import '@tensorflow/tfjs-backend-cpu'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { product } from '../../src/core/graph/graph-names.ts'
import { savedCases } from '../../src/formats/fixtures/saved-networks.ts'
import { looksLikeOnnx } from '../../src/formats/onnx/onnx.ts'
import { writeOnnx } from '../../src/formats/onnx/write.ts'
import { writeSafetensors } from '../../src/formats/safetensors.ts'
import { readTensors } from '../../src/formats/tensor-file.ts'
import { byOracle, byUs, read } from './onnx-oracle.ts'

const CASES = savedCases().map(saved => [saved.name, saved] as const)
const furthest = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((most, value, k) => Math.max(most, Math.abs(value - b[k])), 0)

describe('a network as an ONNX model', () => {
  test.each(CASES)('%s: ONNX Runtime gives the trainer’s probabilities', async (_name, { network, inputs, rows, probabilities }) => {
    const seen = await byOracle(writeOnnx(network, '1.2.3'), inputs, [inputs.length / rows], rows)
    expect(seen).toHaveLength(probabilities.length)
    expect(furthest(seen, probabilities)).toBeLessThan(1e-6)
  })

  test.each(CASES)('%s: our own reader runs it, and finds each weight to the bit', async (_name, { network, inputs, rows, probabilities }) => {
    const bytes = writeOnnx(network, '1.2.3')
    expect(looksLikeOnnx(bytes)).toBe(true)
    const model = read(bytes)
    expect(model).toMatchObject({ format: 'onnx', producer: 'Netfold 1.2.3', why: null, warnings: [] })
    const ours = await byUs(model, inputs, rows)
    expect(ours).toHaveLength(probabilities.length)
    expect(furthest(ours, probabilities)).toBeLessThan(1e-6)
    const { tensors } = readTensors(writeSafetensors(network))
    for (const [name, { shape, data }] of tensors) {
      expect(model.tensors.find(tensor => tensor.name === name)).toMatchObject({ shape, data })
    }
    const weights = model.tensors.filter(({ name }) => /^\d+\.(weight|bias)$/.test(name))
    expect(weights.reduce((sum, { shape }) => sum + product(shape), 0)).toBe(network.weights.length)
  })

  test('the same network gives the same bytes, and keeps a word of where it comes from', () => {
    const [, { network }] = CASES[0]
    const bytes = writeOnnx({ ...network, about: { data: 'Digits 8×8', testAccuracy: '0.9625' } }, '1.2.3')
    expect(writeOnnx({ ...network, about: { data: 'Digits 8×8', testAccuracy: '0.9625' } }, '1.2.3')).toEqual(bytes)
    const text = new TextDecoder().decode(bytes)
    for (const part of ['weight_seed', 'order_seed', 'hyperparameters', JSON.stringify(network.hyper), 'Digits 8×8', '0.9625']) expect(text).toContain(part)
  })

  test('weights of another network are no network', () => {
    const [, { network }] = CASES[0]
    expect(() => writeOnnx({ ...network, weights: network.weights.slice(1) }, '1.2.3')).toThrow('The network\'s layers have 88 weights and biases, not 87.')
  })

  const python = process.env['NETFOLD_PYTHON'] ?? 'python3'
  const checker = spawnSync(python, ['-c', 'import onnx']).status === 0
  test.skipIf(!checker)('ONNX’s own checker has nothing against it (where Python has onnx)', () => {
    const folder = mkdtempSync(join(tmpdir(), 'netfold-onnx-'))
    try {
      const files = CASES.map(([name, { network }], k) => {
        const path = join(folder, `${k}.onnx`)
        writeFileSync(path, writeOnnx({ ...network, about: { name } }, '1.2.3'))
        return path
      })
      const script = 'import onnx, sys\nfor p in sys.argv[1:]:\n    m = onnx.load(p); onnx.checker.check_model(m, full_check=True); assert {e.key for e in m.metadata_props} >= {"name", "weight_seed"}\nprint(len(sys.argv) - 1)'
      const said = spawnSync(python, ['-c', script, ...files], { encoding: 'utf8' })
      expect([said.stderr, said.stdout.trim()]).toEqual(['', String(CASES.length)])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
