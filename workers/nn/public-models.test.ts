// Other people's networks, where they lie beside the project: what they emit, how often they are right under each scaling, and which scaling is proposed.
import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { InputScale, ProbeSet } from '../../src/core/graph/input-scale.ts'
import { statisticsOf } from '../../src/core/graph/statistics-of.ts'
import type { Chain, ChainStep } from '../../src/formats/chain/chain.ts'
import { runModel } from './run-model.ts'
import { modelIn } from './saved-files.ts'
import { startWasmForTests } from './wasm-for-tests.ts'
import { weighModel } from './weigh-model.ts'
import { gunzipSync } from 'node:zlib'

const folder = new URL('../../../shared/models/public/', import.meta.url)
const data = new URL('../../../shared/data/', import.meta.url)
const there = existsSync(new URL('INVENTORY.json', folder)) && existsSync(new URL('mnist/t10k-images-idx3-ubyte.gz', data))

interface Case { name: string, files: { file: string }[], expected: Found[] }
interface Found {
  probes?: string
  best_scale?: InputScale
  accuracy?: Partial<Record<InputScale, number>>
  predicted_first10?: number[]
  output_first10?: number[][]
  output_row0?: number[]
  input?: number[][]
  output?: number[]
  by_scale?: Record<string, { accuracy: number, output_row0: number[] }>
}

const inventory = there ? JSON.parse(readFileSync(new URL('INVENTORY.json', folder), 'utf8')) as Record<string, unknown> : {}
const cases = Object.values(inventory).filter(Array.isArray).flat() as Case[]
const caseOf = (name: string): Case => cases.find(one => one.name === name)!

const modelOf = (name: string) => modelIn(caseOf(name).files.map(({ file }) => file), path => readFileSync(new URL(path, folder)))

function mnist(rows: number): ProbeSet {
  const pixels = gunzipSync(readFileSync(new URL('mnist/t10k-images-idx3-ubyte.gz', data))).subarray(16)
  const labels = gunzipSync(readFileSync(new URL('mnist/t10k-labels-idx1-ubyte.gz', data))).subarray(8)
  return {
    title: '28×28 digits', values: Float32Array.from(pixels.subarray(0, rows * 784)), rows, shape: [28, 28, 1], fullScale: 255,
    statistics: statisticsOf(pixels, 1), labels: Int32Array.from(labels.subarray(0, rows)), classes: 10,
  }
}

const dense = (name: string): ChainStep => ({ kind: 'dense', weight: `${name}.weight`, bias: `${name}.bias` })
const conv = (name: string): ChainStep => ({ kind: 'conv2d', weight: `${name}.weight`, bias: `${name}.bias`, stride: 1, padding: 'valid' })
const norm = (name: string): ChainStep => ({ kind: 'batchNorm', scale: `${name}.weight`, offset: `${name}.bias`, mean: `${name}.running_mean`, variance: `${name}.running_var`, epsilon: 1e-5 })
const relu: ChainStep = { kind: 'activation', fn: 'relu' }
const pool: ChainStep = { kind: 'pool', of: 'max', size: 2 }
const flatten: ChainStep = { kind: 'flatten' }

/** What stands under `what` in the inventory for weights that came without an architecture. */
const burn: Chain = { layout: 'torch', input: [28, 28, 1], steps: [conv('conv1'), relu, conv('conv2'), relu, conv('conv3'), relu, norm('norm1'), flatten, dense('fc1'), relu, dense('fc2'), norm('norm2')] }

async function chainOf(name: string): Promise<Chain | null> {
  if (name.startsWith('burn')) return burn
  if (name !== 'deepxplore-mnist1') return null
  const { tensors } = await modelOf(name)
  const named = (rank: number, from: number): string => tensors.filter(({ shape }) => shape.length === rank)[from].name
  const block = (k: number): ChainStep => ({ kind: 'conv2d', weight: named(4, k), bias: named(1, k), stride: 1, padding: 'same' })
  return { layout: 'keras', input: [28, 28, 1], steps: [block(0), relu, pool, block(1), relu, pool, flatten, { kind: 'dense', weight: named(2, 0), bias: named(1, 2) }, { kind: 'softmax' }] }
}

/** 1e-4, or a millionth of the row's largest magnitude where logits run to thousands; half a unit of the sixth digit to which references are written down. */
function expectNear(found: Float32Array, wanted: readonly number[]): void {
  const most = Math.max(...wanted.map(Math.abs))
  wanted.forEach((value, k) => expect(Math.abs(found[k] - value)).toBeLessThanOrEqual(Math.max(1e-4, 6e-6 * most)))
}

const argmax = (row: Float32Array): number => row.reduce((best, value, k) => value > row[best] ? k : best, 0)

describe.skipIf(!there)('saved models of ../shared/models/public (skipped where they are not)', () => {
  beforeAll(startWasmForTests)

  const digits = cases.filter(({ expected }) => expected[0]?.probes?.startsWith('MNIST'))
  it.each(digits.map(one => one.name))('%s', { timeout: 120_000 }, async name => {
    const [found] = caseOf(name).expected
    const model = await modelOf(name)
    const probes = mnist(found.probes!.includes('200') ? 200 : 1000)
    const chain = await chainOf(name)
    for (const scale of ['raw', '255', 'standard', 'symmetric'] as const) {
      const { output, probabilities } = await runModel(model, { chain, scale, transposed: false }, probes)
      const predicted = Array.from(probes.labels!, (_, row) => argmax(probabilities!.subarray(row * 10, row * 10 + 10)))
      const accuracy = predicted.filter((label, row) => label === probes.labels![row]).length / probes.rows
      expect(Math.abs(accuracy - found.accuracy![scale]!)).toBeLessThanOrEqual(0.002 + 1e-9)
      if (scale !== found.best_scale) continue
      expect(predicted.slice(0, 10)).toEqual(found.predicted_first10)
      found.output_first10?.forEach((row, k) => expectNear(output.subarray(k * 10, k * 10 + 10), row))
      if (found.output_row0) expectNear(output.subarray(0, 10), found.output_row0)
    }
  })

  it.each(digits.map(one => one.name))('%s: the scaling proposed is as accurate as any to a point, and the likeliest of those', { timeout: 120_000 }, async name => {
    const [found] = caseOf(name).expected
    const chain = await chainOf(name)
    const { trials, proposed, caution } = await weighModel(await modelOf(name), chain && [chain], mnist(500))
    const best = Math.max(...trials.map(({ accuracy }) => accuracy))
    const good = trials.filter(({ accuracy }) => accuracy >= best - 0.01 - 1e-9)
    expect(good).toContain(trials[proposed!])
    expect(trials[proposed!].logLoss).toBe(Math.min(...good.map(({ logLoss }) => logLoss)))
    const untrained = found.accuracy!.raw! < 0.2 && found.accuracy!['255']! < 0.2
    if (untrained) expect(caution).toMatch(/untrained/)
    else expect(caution).toBeNull()
  })

  it('two dimensions, three sigmoids', async () => {
    const [{ input, output }] = caseOf('marabou-fc223-h5').expected
    const [x] = input!
    const probes: ProbeSet = { title: 'points', values: Float32Array.from(x), rows: 1, shape: [2], fullScale: null, statistics: statisticsOf(x, 2), labels: null, classes: 0 }
    expectNear((await runModel(await modelOf('marabou-fc223-h5'), { chain: null, scale: 'raw', transposed: false }, probes)).output, output!.flat())
  })

  it('iris, raw and standardised', async () => {
    const bytes = readFileSync(new URL('iris_150x4_f32.bin', data))
    const values = new Float32Array(new Uint8Array(bytes).buffer, 0, 600)
    const probes: ProbeSet = { title: 'iris', values, rows: 150, shape: [4], fullScale: null, statistics: statisticsOf(values, 4), labels: Int32Array.from(bytes.subarray(2400)), classes: 3 }
    const [{ by_scale: scales }] = caseOf('tyza66-iris-keras').expected
    const model = await modelOf('tyza66-iris-keras')
    for (const scale of ['raw', 'standard'] as const) {
      const { output } = await runModel(model, { chain: null, scale, transposed: false }, probes)
      expectNear(output, scales![scale].output_row0)
      expect(Array.from(probes.labels!).filter((label, row) => argmax(output.subarray(row * 3, row * 3 + 3)) === label).length / 150).toBeCloseTo(scales![scale].accuracy, 2)
    }
    expect((await weighModel(model, null, probes)).caution).not.toBeNull()
  })

  it('weights of convolutions and batch normalisation without an architecture: a chain is proposed that is right on the digits', { timeout: 360_000 }, async () => {
    for (const name of ['burn-pt', 'burn-safetensors', 'deepxplore-mnist1']) {
      const { trials, proposed } = await weighModel(await modelOf(name), null, mnist(500))
      const { how: { chain }, accuracy } = trials[proposed!]
      expect(accuracy).toBeGreaterThan(0.95)
      expect(chain!.steps.filter(step => step.kind === 'activation').map(({ fn }) => fn)).toEqual(name === 'deepxplore-mnist1' ? ['relu', 'relu'] : ['relu', 'relu', 'relu', 'relu'])
    }
  })
})
