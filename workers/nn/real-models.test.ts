// Files as Keras 3.15 and PyTorch 2.13 write them (src/formats/fixtures/real, with the program that made them): opened as dropped files are, run, and held
// against what these libraries gave.
import { readFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import said from '../../src/formats/fixtures/real/said.json' with { type: 'json' }
import { channelsLast } from '../../src/core/graph/channels.ts'
import { givenInputs } from '../../src/core/graph/given-inputs.ts'
import { cardOf } from '../../src/formats/card.ts'
import type { Opened } from '../../src/formats/dropped.ts'
import { openFiles } from '../../src/formats/open-files.ts'
import type { SavedModel } from '../../src/formats/saved-model.ts'
import { runModel } from './run-model.ts'
import { startWasmForTests } from './wasm-for-tests.ts'

beforeAll(startWasmForTests)

async function read(name: string): Promise<SavedModel> {
  const bytes = new Uint8Array(readFileSync(new URL(`../../src/formats/fixtures/real/${name}`, import.meta.url)))
  const [opened]: Opened[] = await openFiles([{ path: name, bytes }], 'anything')
  if (opened.kind !== 'model') throw new Error(opened.kind === 'refused' ? opened.why : opened.kind)
  return opened.model
}

it.each(Object.entries(said))('%s gives what its library gave', async (name, { shape: [rows, ...shape], x, y }) => {
  const model = await read(name)
  const first = shape.length === 3 && shape[0] === 1
  const probes = givenInputs(first ? channelsLast(Float32Array.from(x), rows, [shape[1], shape[2], 1]) : Float32Array.from(x), rows, first ? [shape[1], shape[2], 1] : shape)
  // TorchScript with global pooling takes pictures of any size: one of them is proposed.
  const chain = model.graph ? null : model.proposals.find(({ input }) => input[0] === 8) ?? null
  const { output } = await runModel(model, { chain, scale: 'raw', transposed: false }, probes, name)
  const wanted = y.flat()
  expect(output.length).toBe(wanted.length)
  expect(Math.max(...wanted.map((value, k) => Math.abs(value - output[k])))).toBeLessThan(1e-5)
})

it('tensors and arrays that Python\'s own pickle wrote are those of the network', async () => {
  const [tensors, arrays, module] = await Promise.all(['row_tensors.pkl', 'row_arrays.pkl', 'row_module.pt'].map(read))
  expect(arrays.tensors).toEqual(tensors.tensors)
  expect(module.tensors.map(({ data }) => data)).toEqual(tensors.tensors.map(({ data }) => data))
  expect(tensors.proposals).toHaveLength(2)
})

it('a layer norm\'s scale and offset are parameters of its layer', async () => {
  const { network } = cardOf(await read('row_module.pt'))
  expect([network.parameters, network.layers.map(({ parameters }) => parameters)]).toEqual([6 * 8 + 8 + 16 + 8 * 3 + 3, [72, 27]])
})
