// The script makes the same data, splits, rows, initial weights and batches as we do, to the bit, and PyTorch then learns what we learn.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { DatasetId, DatasetSettings } from '../../core/data/dataset.ts'
import { DATASETS, DEFAULT_DATASET } from '../../core/data/dataset.ts'
import { makeDataset } from '../../core/data/make.ts'
import type { Hyperparameters, NetworkRow, NetworkSpec, TrainedNetwork } from '../../core/network.ts'
import { ACTIVATIONS, KEEP_NOTHING, OPTIMISERS } from '../../core/network.ts'
import { drawNetworks } from '../../core/population.ts'
import { DEFAULT_RECIPE, recipeFor } from '../../core/recipe.ts'
import { deriveSeed, mulberry32, normals } from '../../core/random.ts'
import { runToEnd } from '../../core/steps.ts'
import { augmented } from '../../core/training/augment.ts'
import { cornerOf } from '../../core/training/corner.ts'
import { plainLearners } from '../../core/training/plain.ts'
import { epochOrder, planTraining } from '../../core/training/plan.ts'
import { trainNetwork } from '../../core/training/train.ts'
import { readBundle } from '../bundle.ts'
import { openNpz } from '../npz.ts'
import { dataCode } from './data.ts'
import { writePytorchScript } from './script.ts'
import { SEEDED } from './seeded.ts'

const digits = readFileSync(new URL('../../../public/data/digits.bin', import.meta.url))
const settingsOf = (id: DatasetId): DatasetSettings => ({ ...DEFAULT_DATASET, id, seed: 3 })

const able = (modules: string): string | undefined =>
  [process.env['NETFOLD_PYTHON'], 'python3', '/usr/bin/python3'].find(program => program !== undefined && spawnSync(program, ['-c', modules]).status === 0)
const plain = able('pass')
const numpy = able('import numpy')
const torch = able('import numpy, torch, sklearn')

function within<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'netfold-script-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const rowOf = (spec: NetworkSpec): NetworkRow =>
  ({ ...spec, outcome: { divergedAt: null, steps: 1, parameters: 1, trainLoss: 0.1, trainAccuracy: 0.9, testLoss: 0.2, testAccuracy: 0.8125 } })

const rowsFor = (id: DatasetId, count = 3): NetworkRow[] => drawNetworks(recipeFor(DEFAULT_RECIPE, id === 'digits'), 0, count).map(rowOf)

const scriptOf = (id: DatasetId, networks: readonly NetworkRow[] = rowsFor(id), title = 'Digits 8×8'): string =>
  writePytorchScript({ title, dataset: settingsOf(id), classes: 2, networks, from: 'Recipe of seed 12.', version: '1.2.3' })

describe('a population as a PyTorch script', () => {
  test('holds every hyper-parameter and seed in full, and the networks of others not at all', () => {
    const rows = rowsFor('digits')
    const text = scriptOf('digits', [...rows, { ...rows[0], id: 1_000_000, hyper: null, weightSeed: null, orderSeed: null }])
    expect(text).toContain('Trains 3 networks of Digits 8×8 again')
    for (const { hyper, weightSeed, orderSeed } of rows) {
      for (const value of [hyper!.learningRate, hyper!.weightDecay, hyper!.dropout, hyper!.initScale, weightSeed, orderSeed]) expect(text).toContain(String(value))
    }
    expect(text).not.toContain('1000000')
    expect(scriptOf('digits')).toBe(scriptOf('digits'))
  })

  test.skipIf(!plain)('is Python, whatever its title holds: nothing of a title leaves the first docstring (where there is Python)', () => {
    const hostile = 'moons"""\nimport os; os.system("true")\n"""\\'
    within(folder => {
      for (const [k, id] of [...DATASETS, 'own' as const].entries()) {
        const file = join(folder, `script${k}.py`)
        const own = { hash: '0', title: hostile, rows: 20, shape: [4, 4, 1], classes: 2 }
        writeFileSync(file, writePytorchScript({ title: hostile, dataset: { ...settingsOf(id), ...id === 'own' && { own } }, classes: 2, networks: rowsFor(id), from: hostile, version: hostile }))
        execFileSync(plain!, ['-m', 'py_compile', file])
        const imported = execFileSync(plain!, ['-c', `import ast, sys; t = ast.parse(open(sys.argv[1], encoding='utf8').read())
print(sorted({a.name for n in ast.walk(t) if isinstance(n, ast.Import) for a in n.names}), len([n for n in t.body if isinstance(n, ast.Expr)]))`, file], { encoding: 'utf8' })
        expect(imported.trim()).toBe('[\'argparse\', \'csv\', \'hashlib\', \'io\', \'math\', \'numpy\', \'sys\', \'torch\', \'torch.nn.functional\'] 1')
      }
    })
  })

  test.skipIf(!numpy).each(DATASETS.filter(id => id !== 'digits'))('%s: data, split and probes are ours to the bit (where Python has NumPy)', id => {
    const ours = makeDataset(settingsOf(id), null)
    within(folder => {
      const lists = Object.fromEntries((['train', 'test', 'probes'] as const).map(part => [part, [...ours[part]]]))
      writeFileSync(join(folder, 'ours.json'), JSON.stringify({ inputs: [...ours.inputs], labels: [...ours.labels], ...lists }))
      const { noise, decay, seed } = settingsOf(id)
      const code = `import hashlib, json, math, sys\nimport numpy as np\nNOISE, DECAY = ${noise}, ${decay}\n${SEEDED}\n${dataCode(id, [])}
ours = json.load(open('ours.json'))
inputs, labels, classes, picture = load_data(None, ${seed})
train, test, probes = split(labels, classes, ${id === 'teacher' ? 400 : 300}, PROBES, ${seed})
for name, value in [('inputs', inputs.ravel()), ('labels', labels), ('train', train), ('test', test), ('probes', probes)]:
    assert np.array_equal(value, np.array(ours[name], dtype=value.dtype)), name
print(inputs.dtype, classes)`
      writeFileSync(join(folder, 'data.py'), code)
      expect(execFileSync(numpy!, ['data.py'], { cwd: folder, encoding: 'utf8' }).trim()).toBe(`float32 ${ours.classes}`)
    })
  })

  test.skipIf(!numpy)('seeds, uniform and normal numbers and orders are ours to the bit (where Python has NumPy)', () => {
    const [spec] = drawNetworks(DEFAULT_RECIPE, 5, 1)
    const dataset = makeDataset(settingsOf('moons'), null)
    const plan = planTraining(spec, dataset)
    const seeds = [deriveSeed(7, 'layer', 2), deriveSeed('noise'), deriveSeed(2 ** 32 - 1, 0, 'épochè')]
    const normal = normals(mulberry32(seeds[0]))
    const said = {
      seeds, normals: Array.from({ length: 1001 }, () => normal()), order: [...epochOrder(spec, plan, 4)],
    }
    within(folder => {
      writeFileSync(join(folder, 'ours.json'), JSON.stringify(said))
      writeFileSync(join(folder, 'seeded.py'), `import json, math\nimport numpy as np\n${SEEDED}
ours = json.load(open('ours.json'))
assert ours['seeds'] == [derive_seed(7, 'layer', 2), derive_seed('noise'), derive_seed(2 ** 32 - 1, 0, 'épochè')]
assert np.array_equal(normals(ours['seeds'][0], 1001), ours['normals'])
n = len(ours['order'])
assert np.array_equal(shuffled(n, uniform(derive_seed(${spec.orderSeed}, 'epoch', 4), n)), ours['order'])
print('equal')`)
      expect(execFileSync(numpy!, ['seeded.py'], { cwd: folder, encoding: 'utf8' }).trim()).toBe('equal')
    })
  })
})

describe('how networks begin and what they see', () => {
  const specs = (id: DatasetId): NetworkSpec[] => (['shifts', 'noise'] as const).filter(augmentation => id === 'digits' || augmentation === 'noise').flatMap((augmentation, at) =>
    (['labels', 'subset'] as const).map((start, k): NetworkSpec => {
      const [spec] = drawNetworks({ ...DEFAULT_RECIPE, family: ['mlp'], trainFraction: { from: 0.7, to: 0.7 } }, 3 * at + k, 1)
      return { ...spec, hyper: { ...spec.hyper, augmentation, start } }
    }))

  test.skipIf(!torch).each(['digits', 'spirals'] as const)('%s: augmented rows and false tasks are ours to the bit (where Python has torch and scikit-learn)', id => {
    const dataset = makeDataset(settingsOf(id), digits)
    const ours = specs(id).map(spec => {
      const plan = planTraining(spec, dataset)
      const corner = cornerOf(spec, plan, dataset)!.plan
      return { orderSeed: spec.orderSeed, ...spec.hyper, seen: [...runToEnd(augmented(spec, plan, dataset, 4))!], rows: [...corner.rows], labels: [...corner.labels] }
    })
    within(folder => {
      writeFileSync(join(folder, 'ours.json'), JSON.stringify(ours))
      writeFileSync(join(folder, 'script.py'), scriptOf(id))
      writeFileSync(join(folder, 'check.py'), `import json\nimport numpy as np\nfrom script import *
inputs, labels, classes, picture = load_data(None, DATA_SEED)
train_rows, test_rows, probes = split(labels, classes, -(-len(labels) * 3 // 10), PROBES, DATA_SEED)
for hyper in json.load(open('ours.json')):
    rows, _ = rows_and_labels(hyper, train_rows, labels, classes)
    measure = deviations(inputs, train_rows) if hyper['augmentation'] == 'noise' else background(inputs, train_rows, picture)
    seen = augmented(hyper, rows, 4, inputs, picture, measure)
    assert np.array_equal(seen.ravel(), np.array(hyper['seen'], dtype=np.float32)), hyper['augmentation']
    some, false = corner_task(hyper, rows, labels, classes)
    assert np.array_equal(some, hyper['rows']) and np.array_equal(false, hyper['labels']), hyper['start']
print('equal')`)
      expect(execFileSync(torch!, ['check.py'], { cwd: folder, encoding: 'utf8' }).trim()).toBe('equal')
    })
  })

  test.skipIf(!torch)('networks begin where ours begin, and learn as ours (where Python has torch and scikit-learn)', { timeout: 240_000 }, () => {
    const dataset = makeDataset(settingsOf('digits'), digits)
    const ours = variety(true).slice(0, 8).map((spec, place) => trained({
      ...spec, hyper: { ...spec.hyper, augmentation: (['none', 'shifts', 'noise'] as const)[place % 3], start: (['labels', 'subset'] as const)[place % 2] },
    }, dataset))
    within(folder => {
      writeFileSync(join(folder, 'script.py'), scriptOf('digits', ours.map(({ row }) => row)))
      execFileSync(torch!, ['script.py', '--out', 'bundle.npz'], { cwd: folder, encoding: 'utf8' })
      const npz = openNpz(readFileSync(join(folder, 'bundle.npz')))
      for (const { id, curve, row } of ours) {
        const theirs = npz.array(`curves/${id}.npy`)
        // Hundreds of updates lie before the first row: rounding has grown by then, but on none of these far.
        const apart = (columns: readonly number[]): number => Math.max(...Array.from(curve, (value, k) => columns.includes(k % 4) ? Math.abs(value - Number(theirs.data[k])) : 0))
        expect(apart([0, 1]), JSON.stringify(row.hyper)).toBeLessThan(0.02)
        expect(apart([2, 3]), JSON.stringify(row.hyper)).toBeLessThan(0.02)
        expect(curve[0], 'the corner is no place of ignorance').toBeGreaterThan(2.4)
      }
    })
  })
})

function trained(spec: NetworkSpec, dataset: ReturnType<typeof makeDataset>): TrainedNetwork {
  const run = trainNetwork(spec, dataset, plainLearners(dataset), KEEP_NOTHING)
  for (;;) {
    const next = run.next()
    if (next.done) return next.value
  }
}

/** Every activation with every optimiser, both families where there are pictures, dropout, noise and a part of the rows. */
function variety(pictures: boolean): NetworkSpec[] {
  const rates: Record<Hyperparameters['optimiser'], number> = { sgd: 0.1, momentum: 0.02, adam: 0.005, adamw: 0.005 }
  return OPTIMISERS.flatMap((optimiser, row) => ACTIVATIONS.map((activation, column): NetworkSpec => ({
    id: 4 * row + column,
    hyper: {
      family: pictures && (row + column) % 2 === 0 ? 'conv' : 'mlp', depth: 1 + column % 2, width: 9 + row, activation, optimiser, learningRate: rates[optimiser], weightDecay: 0.01,
      batchSize: 64, dropout: column === 1 ? 0.2 : 0, epochs: 2, initScale: 1, labelNoise: row === 2 ? 0.1 : 0, trainFraction: row === 3 ? 0.7 : 1, augmentation: 'none', start: 'fresh',
    },
    weightSeed: deriveSeed('weights', row, column), orderSeed: deriveSeed('order', row, column),
  })))
}

describe('the script, run by PyTorch', () => {
  test.skipIf(!torch).each(['digits', 'spirals'] as const)('%s: the curves are ours within float32’s rounding, and the bundle opens (where Python has torch and scikit-learn)', id => {
    const dataset = makeDataset(settingsOf(id), digits)
    const ours = variety(id === 'digits').map(spec => trained(spec, dataset))
    within(folder => {
      writeFileSync(join(folder, 'script.py'), scriptOf(id, ours.map(({ row }) => row)))
      const said = execFileSync(torch!, ['script.py', '--out', 'bundle.npz'], { cwd: folder, encoding: 'utf8' })
      expect(said).toContain(`${ours.length} networks are in bundle.npz: drop it on Netfold.`)
      const bytes = readFileSync(join(folder, 'bundle.npz'))
      const npz = openNpz(bytes)
      for (const { id: network, curve } of ours) {
        const theirs = npz.array(`curves/${network}.npy`)
        expect(theirs.shape).toEqual([curve.length / 4, 4])
        // Losses part by rounding alone; an accuracy by a row or two where two classes are all but equal.
        const apart = (columns: readonly number[]): number => Math.max(...Array.from(curve, (value, k) => columns.includes(k % 4) ? Math.abs(value - Number(theirs.data[k])) : 0))
        expect(apart([0, 1])).toBeLessThan(2e-4)
        expect(apart([2, 3])).toBeLessThan(0.005)
      }
      const bundle = readBundle(bytes)
      expect(bundle).toMatchObject({ probes: dataset.probes.length, classes: dataset.classes, notes: [] })
      expect([...bundle.labels!]).toEqual(Array.from(dataset.probes, row => dataset.labels[row]))
      for (const { name, activations, row } of bundle.networks) {
        const twin = ours.find(other => other.id === Number(name))!
        expect(row).toMatchObject({ activation: twin.row.hyper!.activation, learningRate: twin.row.hyper!.learningRate, weightSeed: twin.row.weightSeed })
        const apart = activations!.values.reduce((most, value, k) => Math.max(most, Math.abs(value - twin.activations!.values[k])), 0)
        expect(apart).toBeLessThan(1e-2)
      }
    })
  })
})
