// NumPy opens a map and finds the numbers that we find; the examples of docs/map-format.md are run as they stand. Needs a python3 with NumPy, else skipped.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readBundle } from './bundle.ts'
import { storiedMap } from './fixtures/small-map.ts'
import { writeMap } from './map.ts'
import { openNpz } from './npz.ts'

const python = ['python3', '/usr/bin/python3'].find(program => {
  try {
    return execFileSync(program, ['-c', 'import numpy'], { stdio: 'ignore' }) !== undefined || true
  } catch {
    return false
  }
})

const MAP = storiedMap()
const page = readFileSync(new URL('../../docs/map-format.md', import.meta.url), 'utf8')
const examples = [...page.matchAll(/```python\n([\s\S]*?)```/g)].map(match => match[1])

/** Runs Python beside a map.npz of ours; the last line that it prints is JSON. */
function run(code: string, look: (folder: string) => void = () => undefined): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'netfold-map-'))
  try {
    writeFileSync(join(folder, 'map.npz'), writeMap(MAP))
    const out = execFileSync(python!, ['-c', code], { cwd: folder, encoding: 'utf8' })
    look(folder)
    return JSON.parse(out.trim().split('\n').at(-1)!)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('the page has a ten-line example', () => {
  expect(examples).toHaveLength(4)
  expect(examples[0].trim().split('\n')).toHaveLength(10)
})

describe.skipIf(!python)(python ? 'NumPy' : 'NumPy (skipped: no python3 with NumPy here)', () => {
  test('finds every array with our type, shape and numbers, to the bit', () => {
    const seen = run(`
import base64, json, numpy as np
m = np.load('map.npz')
print(json.dumps({k: [str(m[k].dtype), list(m[k].shape), base64.b64encode(np.ascontiguousarray(m[k]).tobytes()).decode()] for k in m.files if not k.endswith('.json')}))`)
    const npz = openNpz(writeMap(MAP))
    const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): string => Buffer.from(buffer, byteOffset, byteLength).toString('base64')
    expect(seen).toEqual(Object.fromEntries(npz.names.filter(name => name.endsWith('.npy')).map(name => {
      const { dtype, shape, data } = npz.array(name as 'x.npy')
      // Halves are read as singles here: NumPy's bytes of them are compared by their values below.
      return [name.slice(0, -4), [dtype, shape, dtype === 'float16' ? expect.any(String) : bytesOf(data)]]
    })))
  })

  test('reads halves as we do', () => {
    const halves = openNpz(writeMap(MAP)).array('activations/2.npy')
    expect(halves.dtype).toBe('float16')
    expect(run('import json, numpy as np\nprint(json.dumps(np.load(\'map.npz\')[\'activations/2\'].astype(\'f8\').flatten().tolist()))')).toEqual([...halves.data as Float32Array])
  })

  test('the ten lines: the bundle is one that we read, and the map is ours', () => {
    let bundle: ReturnType<typeof readBundle> | null = null
    const seen = run(`${examples[0]}\nprint(json.dumps([manifest, ids.tolist(), xy.tolist(), best['id'], [r['outcome']['testAccuracy'] for r in networks]]))`, folder => {
      bundle = readBundle(readFileSync(join(folder, 'bundle.npz')))
    })
    const best = MAP.networks.filter(({ outcome }) => outcome.divergedAt === null).reduce((a, b) => a.outcome.testAccuracy >= b.outcome.testAccuracy ? a : b)
    const xy = Array.from(MAP.ids, (_, k) => [...MAP.embedding.subarray(2 * k, 2 * k + 2)])
    expect(seen).toEqual([MAP.manifest, MAP.ids, xy, best.id, MAP.networks.map(({ outcome }) => outcome.testAccuracy)])
    const { probes, labels, networks } = bundle!
    expect([probes, labels!.length, networks.map(({ name }) => name)]).toEqual([60, 60, Array.from({ length: 8 }, (_, k) => `net${k}`)])
    expect(networks.map(({ activations, row }) => [activations!.columns, row!['width']])).toEqual(Array.from({ length: 8 }, (_, k) => [4 + k, 4 + k]))
  })

  test('distances and a curve', () => {
    const seen = run(`${examples[0]}\n${examples[1]}\nprint(json.dumps([square.tolist(), k, curve.tolist()]))`)
    const [a, b, c] = MAP.detail!.distances
    expect(seen).toEqual([[[0, a, b], [a, 0, c], [b, c, 0]], expect.any(Number), expect.any(Array)])
    const [, k, curve] = seen as [unknown, number, number[][]]
    expect(curve.flat()).toEqual([...MAP.detail!.details[k].curve])
  })

  test('checkpoints', () => {
    const seen = run(`${examples[0]}\n${examples[2]}\nprint(json.dumps([kept, steps.tolist(), predictions.flatten().tolist(), float(changed), learnt, m['train_checkpoints/2'].astype('f4').flatten().tolist()]))`)
    const { steps, probabilities } = MAP.checkpoints!.get(5)!
    const changed = Math.max(...probabilities.subarray(18).map((p, k) => Math.abs(p - probabilities[k])))
    expect(seen).toEqual([['checkpoints/2', 'checkpoints/5'], [...steps], [...probabilities], changed, false, [...MAP.checkpoints!.get(2)!.train!]])
  })

  test('diagrams', () => {
    expect(run(`${examples[0]}\n${examples[3]}\nprint(json.dumps([death.tolist()[:1], lasting.tolist()]))`)).toEqual([[0.5], [0.25]])
  })
})
