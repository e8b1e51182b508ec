// Files that PyTorch 1.13 wrote (fixtures/torch, with the program that wrote them): views, kinds of numbers, wrappers, modules, TorchScript. What
// modules in a file tell is believed only as far as it gives what PyTorch gave.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { graphOfChain } from '../chain/graph-of-chain.ts'
import { chainWords } from '../chain/words.ts'
import { runPlainly } from '../fixtures/plain-graph.ts'
import type { SavedModel } from '../saved-model.ts'
import { readTorch } from './torch.ts'

const folder = new URL('../fixtures/torch/', import.meta.url)
const read = (name: string): SavedModel => readTorch(new Uint8Array(readFileSync(new URL(name, folder))), name)

type Nested = number | Nested[]
const said = new Map(Object.entries(JSON.parse(readFileSync(new URL('said.json', folder), 'utf8')) as Record<string, unknown>))
const run = (name: string): { x: Nested[], y: number[][] } => said.get(name) as { x: Nested[], y: number[][] }
const flat = (value: Nested): number[] => Array.isArray(value) ? value.flatMap(flat) : [value]

/** Largest difference between what PyTorch gave and what the graph gives; pictures there are channels first. */
function worst(name: string, graph: NonNullable<SavedModel['graph']>): number {
  const { x, y } = run(name)
  const [height, width, channels] = graph.inputShape
  return Math.max(...x.flatMap((row, k) => {
    const values = flat(row)
    const laid = graph.inputShape.length === 1 ? values : values.map((_, at) => values[(at % channels) * height * width + Math.floor(at / channels)])
    return Array.from(runPlainly(graph, laid).get(graph.output)!.data, (value, c) => Math.abs(value - y[k][c]))
  }))
}

describe('modules that say all of it', () => {
  test.each([
    ['sequential.pt', [5], []], ['sequential_5.pt', [5], []], ['sequential_traced.pt', [5], []],
    ['net_scripted.pt', [8, 8, 1], ['pictures of 8 × 8 × 1, told from the number of inputs of the first dense layer']],
    ['net_traced.pt', [8, 8, 1], ['pictures of 8 × 8 × 1, told from the number of inputs of the first dense layer']],
    ['viewed_scripted.pt', [8, 8, 1], ['pictures of 8 × 8 × 1, told from the number of inputs of the first dense layer']],
    ['viewed_traced.pt', [8, 8, 1], ['pictures of 8 × 8 × 1, told from the number of inputs of the first dense layer']],
    ['pictures.pt', [8, 8, 1], ['pictures of 8 × 8 × 1, told from the number of inputs of the first dense layer']],
  ])('%s runs as in PyTorch', (name, input, assumed) => {
    const model = read(name)
    expect([model.graph?.inputShape, model.assumed, model.why, model.warnings, model.proposals]).toEqual([input, assumed, null, [], []])
    expect(worst(name, model.graph!)).toBeLessThan(1e-5)
  })

  test('and where pictures of any size fit, each is a proposal', () => {
    const model = read('pooled.pt')
    expect(model.graph).toBeNull()
    expect(model.why).toBe('pooled.pt says its layers and not how large its pictures are: 0 3×3, 3 to 4; 4 4×3. Confirm the layers below to run it.')
    expect(model.proposals.map(({ input }) => input).slice(0, 2)).toEqual([[32, 32, 3], [64, 64, 3]])
    expect(worst('pooled.pt', graphOfChain(model.proposals[0], model.tensors))).toBeLessThan(1e-5)
  })
})

test('layer normalisation within nn.Sequential gives PyTorch\'s numbers', () => {
  const model = read('layer_norm.pt')
  expect([model.why, model.proposals, model.tensors.length]).toEqual([null, [], 6])
  expect(worst('layer_norm.pt', model.graph!)).toBeLessThan(1e-5)
})

test('a checkpoint of a wrapped network: its names are the network\'s, its optimizer is not', () => {
  const { tensors, proposals } = read('wrapped.pt')
  expect(tensors.map(({ name }) => name)).toEqual(['0.weight', '0.bias', '2.weight', '2.bias', '4.weight', '4.bias'])
  expect(proposals.map(chain => chainWords(chain, tensors))[0]).toBe('dense 5 → 4, relu, dense 4 → 4, relu, dense 4 → 3')
})

test('an optimizer\'s moments are no weights', () => {
  expect(() => read('optimizer.pt')).toThrow('optimizer.pt holds the state of an optimizer and no weights: save the network\'s state_dict.')
})

test('views, offsets, strides and every kind of number', () => {
  const { tensors, warnings } = read('views.pt')
  const expected = new Map(Object.entries(said.get('views.pt') as Record<string, Nested>))
  expect(tensors.map(({ name }) => name)).toEqual([
    'turned', 'part', 'steps', 'spread', 'double', 'half', 'bfloat', 'bytes', 'flags', 'single', 'shorts', 'none', '__proto__', 'constructor.weight', 'parameter',
  ])
  // JSON's own __proto__ is an own key, and a name like any other.
  for (const { name, data } of tensors) expect(Array.from(data), name).toEqual(flat(expected.get(name)!).map(Math.fround))
  expect(new Map(tensors.map(({ name, shape, stored }) => [name, `${stored} ${shape.join()}`]))).toEqual(new Map([
    ['turned', 'float32 5,4'], ['part', 'float32 5'], ['steps', 'float32 2,3'], ['spread', 'float32 3,2'], ['double', 'float64 4,5'], ['half', 'float16 4,5'], ['bfloat', 'bfloat16 4,5'],
    ['bytes', 'int8 6'], ['flags', 'bool 2'], ['single', 'int64 '], ['shorts', 'int16 3'], ['none', 'float32 0,3'], ['__proto__', 'float32 2'], ['constructor.weight', 'float32 3'],
    ['parameter', 'float32 5'],
  ]))
  expect(warnings).toEqual(['One tensor of a kind that is not read (sparse, quantised or complex) left out: complex'])
})
