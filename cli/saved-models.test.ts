// netfold inspect and netfold run on saved models: cards, arrays, what is assumed, and what is refused in which words.
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { openNpz } from '../src/formats/npz.ts'
import { writeNpy } from '../src/formats/npy.ts'
import { netfold } from './main.ts'

const folder = mkdtempSync(join(tmpdir(), 'netfold-models-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string): string => join(folder, name)

const models = fileURLToPath(new URL('../src/formats/fixtures/models/', import.meta.url))
const made = (name: string): string => join(models, 'made', name)
const bad = (name: string): string => join(models, 'bad', name)

async function done(...words: string[]): Promise<Record<string, unknown>> {
  const { code, out, err } = await netfold(words)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return JSON.parse(out) as Record<string, unknown>
}

async function refused(...words: string[]): Promise<string> {
  const { code, out, err } = await netfold(words)
  expect({ code, out, lines: err.split('\n').length }).toEqual({ code: 2, out: '', lines: 2 })
  return err.slice('netfold: '.length).trimEnd().replaceAll(`${folder}/`, '').replaceAll(models, '')
}

const arrays = (file: string): ReturnType<typeof openNpz> => openNpz(new Uint8Array(readFileSync(file)))
const floats = (file: string, name: string): { shape: number[], data: number[] } => {
  const { shape, data } = arrays(file).array(`${name}.npy`)
  return { shape: [...shape], data: Array.from(data as Float32Array) }
}

/** Inputs of a folder of `made`, as they are kept there: x / 16. */
function inputs(name: string, factor = 1): string {
  const { shape, data } = floats(made(`${name}/expected.npz`), 'x')
  writeFileSync(at(`${name}-${factor}.npy`), writeNpy({ dtype: 'float32', shape, data: Float32Array.from(data, value => value * factor) }))
  return at(`${name}-${factor}.npy`)
}

const furthest = (found: readonly number[], wanted: readonly number[]): number => {
  expect(found.length).toBe(wanted.length)
  return found.reduce((most, value, k) => Math.max(most, Math.abs(value - wanted[k])), 0)
}

describe('inspect', () => {
  it('prints the card: layers with shapes and parameters, tensors, whether it runs', async () => {
    const card = await done('inspect', made('cnn8x8/model.onnx'))
    expect(Object.keys(card)).toEqual(['format', 'producer', 'network', 'tensors', 'runnable', 'why', 'assumed', 'warnings', 'proposals'])
    expect(card).toMatchObject({
      format: 'onnx', runnable: true, why: null, warnings: [],
      network: {
        inputShape: [8, 8, 1], outputShape: [10], parameters: 2046,
        layers: [
          { name: 'conv1', kind: 'conv 3×3, relu', output: [8, 8, 8], parameters: 80 },
          { name: 'conv2', kind: 'conv 3×3, relu, max pool 2×2', output: [3, 3, 12], parameters: 876 },
          { name: 'fc', kind: 'dense', output: [10], parameters: 1090 },
        ],
      },
    })
    const tensors = card['tensors'] as { name: string, shape: number[], dtype: string, range: { low: number, high: number, mean: number, sd: number } }[]
    expect(tensors.map(({ name, shape, dtype }) => [name, shape, dtype])).toContainEqual(['conv1.weight', [8, 1, 3, 3], 'float32'])
    for (const { range } of tensors) expect(range.low <= range.mean && range.mean <= range.high).toBe(true)
  })

  it('of weights without an architecture says why they do not run, and which chains they may be', async () => {
    const card = await done('inspect', made('mlp_relu/state_dict.pt'))
    expect(card).toMatchObject({ format: 'torch-zip', runnable: false, network: { layers: [], inputShape: null, parameters: 2778 } })
    expect(card['why']).toMatch(/weights without an architecture: fc1 64×32, fc2 32×16, fc3 16×10/)
    expect(card['proposals']).not.toEqual([])
  })

  it('reads gzip, finds shards and external data beside the file, and several models at once', async () => {
    writeFileSync(at('model.onnx.gz'), gzipSync(readFileSync(made('mlp_relu/model.onnx'))))
    expect(await done('inspect', at('model.onnx.gz'))).toMatchObject({ format: 'onnx', runnable: true })
    expect(await done('inspect', made('mlp_relu/onnx_external/model.onnx'))).toMatchObject({ runnable: true, network: { parameters: 2778 } })
    expect(await done('inspect', made('mlp_relu/tfjs_sharded4096/model.json'))).toMatchObject({ runnable: true, network: { parameters: 2778 } })
    const shards = readdirSync(made('mlp_relu/tfjs_sharded4096')).map(name => made(`mlp_relu/tfjs_sharded4096/${name}`)).reverse()
    expect(await done('inspect', ...shards)).toMatchObject({ format: 'tfjs-layers', runnable: true })
    const { models: both } = await done('inspect', made('mlp_relu/model.onnx'), made('mlp_bn/model.safetensors'))
    expect((both as { format: string }[]).map(({ format }) => format)).toEqual(['onnx', 'safetensors'])
  })

  it('flags numbers that are not finite, and names what cannot run', async () => {
    expect(await done('inspect', bad('onnx_nan.onnx'))).toMatchObject({ runnable: true, warnings: [expect.stringContaining('not finite')] })
    const card = await done('inspect', bad('tfjs_unknown_layer/model.json'))
    expect(card).toMatchObject({ runnable: false, network: { layers: [] } })
    expect(card['why']).toMatch(/MyAttention.*dense_2/)
  })

  it('refuses in one line that names the file once', async () => {
    expect(await refused('inspect', bad('empty/empty.onnx'))).toBe('bad/empty/empty.onnx: is empty (0 bytes).')
    expect(await refused('inspect', bad('tfjs_no_bin/model.json'))).toMatch(/^bad\/tfjs_no_bin\/model\.json: needs group1-shard1of1\.bin/)
    expect(await refused('inspect', bad('pt_evil_os_system.pt'))).toMatch(/posix\.system/)
    expect(await refused('inspect', made('mlp_relu/expected.npz'))).toMatch(/^made\/mlp_relu\/expected\.npz: /)
    expect(await refused('inspect', at('absent.onnx'))).toMatch(/no such file/)
    expect(await refused('inspect', made('mlp_relu/model.onnx'), bad('empty/empty.pt'))).toMatch(/empty\.pt: is empty/)
    expect(await refused('inspect')).toMatch(/1 or more files/)
  })
})

describe('run', () => {
  it.each([
    ['mlp_relu', 'keras3_written_by_h5py.keras', ['act/act1', 'act/act2']], ['mlp_relu', 'tfjs/model.json', ['act/act1', 'act/act2']],
    ['mlp_bn', 'model.onnx', ['act/net.2']], ['mlp_bn', 'state_dict_legacy.pt', ['act/net.2']],
  ])('%s from %s: output, probabilities and hidden layers', async (name, file, hidden) => {
    const said = await done('run', made(`${name}/${file}`), '--inputs', inputs(name), '--out', at('out.npz'))
    expect(said).toMatchObject({ n: 50, classes: 10, inputScale: 'raw' })
    const wanted = made(`${name}/expected.npz`)
    const found = floats(at('out.npz'), 'probabilities')
    expect(found.shape).toEqual([50, 10])
    expect(furthest(found.data, floats(wanted, 'probs').data)).toBeLessThan(1e-5)
    hidden.forEach((activation, k) => expect(furthest(floats(at('out.npz'), `hidden/${k}`).data, floats(wanted, activation).data)).toBeLessThan(1e-4))
    expect(arrays(at('out.npz')).names.sort()).toEqual(['output.npy', 'probabilities.npy', ...hidden.map((_, k) => `hidden/${k}.npy`)].sort())
    if (said['outputKind'] === 'logits') expect(furthest(floats(at('out.npz'), 'output').data, floats(wanted, 'logits').data)).toBeLessThan(1e-4)
    else expect(floats(at('out.npz'), 'output')).toEqual(found)
  })

  it('pictures may come with their channels first or last; 0…16 is scaled where it is asked for, and only then', async () => {
    const wanted = floats(made('cnn8x8/expected.npz'), 'probs').data
    const model = made('cnn8x8/state_dict.pt')
    await done('run', model, '--inputs', inputs('cnn8x8', 16), '--input-scale', '16', '--out', at('first.npz'))
    expect(furthest(floats(at('first.npz'), 'probabilities').data, wanted)).toBeLessThan(1e-5)
    const { data } = floats(made('cnn8x8/expected.npz'), 'x')
    for (const shape of [[50, 8, 8, 1], [50, 8, 8], [50, 64]]) {
      writeFileSync(at('x.npy'), writeNpy({ dtype: 'float64', shape, data: Float64Array.from(data) }))
      await done('run', model, '--inputs', at('x.npy'), '--out', at('other.npz'))
      expect(furthest(floats(at('other.npz'), 'probabilities').data, wanted)).toBeLessThan(1e-5)
    }
    await done('run', model, '--inputs', inputs('cnn8x8', 16), '--out', at('raw.npz'))
    expect(furthest(floats(at('raw.npz'), 'probabilities').data, wanted)).toBeGreaterThan(0.1)
  })

  it('weights without an architecture take the activation that is named, and say so', async () => {
    const run = async (...options: string[]): Promise<Record<string, unknown>> =>
      done('run', made('mlp_relu/model.safetensors'), '--inputs', inputs('mlp_relu'), '--out', at('a.npz'), ...options)
    expect((await run())['assumed']).toContain('relu after fc1 and fc2')
    const relu = floats(at('a.npz'), 'hidden/0').data
    expect((await run('--activation', 'tanh'))['assumed']).toContain('tanh after fc1 and fc2')
    const tanh = floats(at('a.npz'), 'hidden/0').data
    expect(Math.min(...relu)).toBe(0)
    expect(Math.min(...tanh)).toBeLessThan(-0.5)
    expect(tanh.every(value => Math.abs(value) <= 1)).toBe(true)
  })

  it('refuses what does not fit, and writes nothing', async () => {
    const x = inputs('mlp_relu')
    const out = at('never.npz')
    expect(await refused('run', made('cnn8x8/model.onnx'), '--inputs', at('absent.npy'), '--out', out)).toMatch(/no such file/)
    writeFileSync(at('small.npy'), writeNpy({ dtype: 'float32', shape: [3, 28, 28], data: new Float32Array(3 * 784) }))
    expect(await refused('run', made('mlp_relu/model.onnx'), '--inputs', at('small.npy'), '--out', out)).toBe('small.npy: holds samples of 28×28; model.onnx takes 64.')
    expect(await refused('run', bad('tfjs_unknown_layer/model.json'), '--inputs', x, '--out', out)).toMatch(/model\.json: layer type MyAttention is not supported/)
    expect(await refused('run', bad('onnx_unknown_op.onnx'), '--inputs', x, '--out', out)).toMatch(/QuantumFold/)
    expect(await refused('run', bad('keras_lambda.keras'), '--inputs', x, '--out', out)).toMatch(/Lambda/)
    expect(await refused('run', made('mlp_relu/model.onnx'), made('mlp_bn/model.onnx'), '--inputs', x, '--out', out)).toMatch(/second model/)
    expect(await refused('run', made('mlp_relu/model.onnx'), '--inputs', x, '--out', x)).toMatch(/would be overwritten/)
    expect(await refused('run', made('mlp_relu/model.onnx'), '--out', out)).toBe('--inputs: is missing; name a .npy of samples.')
    expect(await refused('run', made('mlp_relu/model.onnx'), '--inputs', x, '--out', out, '--input-scale', '17')).toMatch(/^--input-scale: .*raw/)
    writeFileSync(at('nan.npy'), writeNpy({ dtype: 'float32', shape: [1, 64], data: new Float32Array(64).fill(NaN) }))
    expect(await refused('run', made('mlp_relu/model.onnx'), '--inputs', at('nan.npy'), '--out', out)).toMatch(/nan\.npy: holds NaN in sample 0/)
    expect(readdirSync(folder).filter(name => name.includes('never'))).toEqual([])
  })

  it('counts answers that are not finite', async () => {
    expect(await done('run', bad('onnx_nan.onnx'), '--inputs', inputs('mlp_relu'), '--out', at('nan.npz'))).toMatchObject({ notFinite: 50, warnings: [expect.stringContaining('not finite')] })
  })

  it('takes a file that was moved from its companions with them in its new folder', async () => {
    for (const name of ['model.onnx', 'model.onnx.data']) copyFileSync(made(`mlp_relu/onnx_external/${name}`), at(name))
    await done('run', at('model.onnx'), '--inputs', inputs('mlp_relu'), '--out', at('moved.npz'))
    expect(furthest(floats(at('moved.npz'), 'probabilities').data, floats(made('mlp_relu/expected.npz'), 'probs').data)).toBeLessThan(1e-5)
  })
})
