// Our own networks in every format: all files of a folder are one function, with the same hidden layers.
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import index from '../../src/formats/fixtures/models/made/INDEX.json' with { type: 'json' }
import type { ProbeSet } from '../../src/core/graph/input-scale.ts'
import { channelsLast } from '../../src/core/graph/channels.ts'
import { scaledInputs } from '../../src/core/graph/scaled-inputs.ts'
import { cardOf } from '../../src/formats/card.ts'
import { openNpz } from '../../src/formats/npz.ts'
import type { SavedModel } from '../../src/formats/saved-model.ts'
import type { ModelRun } from '../../src/protocol/importing.ts'
import { runModel } from './run-model.ts'
import { modelIn } from './saved-files.ts'
import { startWasmForTests } from './wasm-for-tests.ts'
import { weighModel } from './weigh-model.ts'

beforeAll(startWasmForTests)

const folder = new URL('../../src/formats/fixtures/models/made/', import.meta.url)
const read = (path: string): Uint8Array => readFileSync(new URL(path, folder))

interface Hidden { columns: number, values: Float32Array }
interface Expected { probes: ProbeSet, probabilities: Float32Array, hidden: Hidden[] }

function expectedOf(name: string): Expected {
  const npz = openNpz(new Uint8Array(read(`${name}/expected.npz`)))
  const array = (member: string): { shape: readonly number[], data: Float32Array } => {
    const { shape, data } = npz.array(`${member}.npy`)
    return { shape, data: Float32Array.from(data as ArrayLike<number | bigint>, Number) }
  }
  const x = array('x')
  const picture = x.shape.length === 4
  const labels = Int32Array.from(array('y').data)
  const flat = (member: string): Hidden => {
    const { shape, data } = array(member)
    return { columns: data.length / shape[0], values: shape.length === 4 ? channelsLast(data, shape[0], [...shape.slice(2), shape[1]]) : data }
  }
  const relu = ({ columns, values }: Hidden): Hidden => ({ columns, values: values.map(value => Math.max(0, value)) })
  const hidden = name === 'mlp_relu' ? [flat('act/act1'), flat('act/act2')] : name === 'mlp_bn' ? [flat('act/net.2')] : [relu(flat('act/conv1')), flat('act/pool')]
  return {
    probes: {
      title: 'Digits 8×8', values: x.data.map(value => value * 16), rows: 50, shape: picture ? [8, 8, 1] : [64], fullScale: 16,
      statistics: { mean: Float64Array.of(4.884), sd: Float64Array.of(6.0169), low: Float64Array.of(0), high: Float64Array.of(16) }, labels, classes: 10,
    },
    probabilities: array('probs').data,
    hidden,
  }
}

/** Every model of a folder: files that stand alone, and folders that belong together. */
function modelsOf(files: Record<string, unknown>): string[][] {
  const groups = new Map<string, string[]>()
  for (const file of Object.keys(files)) {
    if (file.endsWith('.npz')) continue
    const group = file.includes('/') ? file.split('/')[0] : file
    groups.set(group, [...groups.get(group) ?? [], file])
  }
  return [...groups.values()].map(group => group.sort((a, b) => Number(b.endsWith('model.json')) - Number(a.endsWith('model.json'))))
}

/** Numbers of 16 and 8 bits are others: what rounding the weights does to the probabilities. For 8 bits NumPy finds 0.0204 in double precision; the rest was found here. */
function tolerance(file: string): { probabilities: number, hidden: number } {
  if (file.includes('bf16')) return { probabilities: 2e-2, hidden: 0.2 }
  if (file.includes('uint8')) return { probabilities: 0.0205, hidden: 0.2 }
  if (file.includes('16')) return { probabilities: 1.05e-3, hidden: 0.02 }
  return { probabilities: 1e-5, hidden: 1e-4 }
}

const widest = (found: Float32Array, wanted: Float32Array): number => {
  expect(found.length).toBe(wanted.length)
  return found.reduce((most, value, k) => Math.max(most, Number.isNaN(value) ? Infinity : Math.abs(value - wanted[k])), 0)
}

const run = (model: SavedModel, probes: ProbeSet): Promise<ModelRun> =>
  runModel(model, { chain: model.graph ? null : model.proposals[0], scale: '16', transposed: false }, probes)

const argmax = (row: Float32Array): number => row.reduce((best, value, k) => value > row[best] ? k : best, 0)

for (const { name, files, predicted_50: predicted } of index as { name: string, files: Record<string, unknown>, predicted_50: number[] }[]) {
  describe(name, () => {
    const expected = expectedOf(name)
    it.each(modelsOf(files).map(group => [group.join(' + '), group] as const))('%s', async (title, group) => {
      const model = await modelIn(group.map(file => `${name}/${file}`), read)
      const result = await run(model, expected.probes)
      const within = tolerance(title)
      expect(widest(result.probabilities!, expected.probabilities)).toBeLessThanOrEqual(within.probabilities)
      expect(Array.from({ length: 50 }, (_, row) => argmax(result.probabilities!.subarray(row * 10, row * 10 + 10)))).toEqual(predicted)
      expect(result.layers.map(({ columns }) => columns)).toEqual(expected.hidden.map(({ columns }) => columns))
      result.layers.forEach(({ values }, k) => expect(widest(values, expected.hidden[k].values)).toBeLessThanOrEqual(within.hidden))
      expect(result.notFinite).toBe(0)
      const card = cardOf(model, model.graph ? null : model.proposals[0])
      expect(card.network.layers.map(({ output }) => output.reduce((a, b) => a * b))).toEqual([...expected.hidden.map(({ columns }) => columns), 10])
      expect(card.network.parameters).toBe({ mlp_relu: 2778, mlp_bn: 2474, cnn8x8: 2046 }[name])
    })

    it('is proposed to be run on x / 16, with relu, whatever the file says', async () => {
      for (const file of ['model.onnx', 'model_softmax.onnx', 'state_dict.pt']) {
        const evidence = await weighModel(await modelIn([`${name}/${file}`], read), null, expected.probes)
        const { how, accuracy } = evidence.trials[evidence.proposed!]
        expect(how.scale).toBe('16')
        expect(how.transposed).toBe(false)
        if (how.chain) expect(how.chain.steps.filter(step => step.kind === 'activation').every(step => step.fn === 'relu')).toBe(true)
        expect(accuracy).toBeGreaterThanOrEqual(0.92)
        expect(evidence.caution).toBeNull()
      }
    })
  })
}

it('a network that was trained on transposed pictures is told from one that knows nothing', async () => {
  const { probes } = expectedOf('cnn8x8')
  const turned = { ...probes, values: scaledInputs(probes, 'raw', true) }
  const model = await modelIn(['cnn8x8/model.onnx'], read)
  const { trials, proposed, caution } = await weighModel(model, null, turned)
  expect(trials[proposed!].how).toEqual({ chain: null, scale: '16', transposed: true })
  expect(trials[proposed!].accuracy).toBeGreaterThan(0.95)
  expect(caution).toMatch(/transposed/)
  const shuffled = { ...probes, labels: probes.labels!.map(label => (label + 1) % 10) }
  expect((await weighModel(model, null, shuffled)).caution).toMatch(/another order/)
})
