// The terminal face: every command on real input, what it refuses and with which words, and that a refusal leaves nothing behind.
import { execFileSync } from 'node:child_process'
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, test } from 'vitest'
import { readMap } from '../src/formats/map.ts'
import { MAP_VERSION } from '../src/formats/map-file.ts'
import type { NpyArray } from '../src/formats/npy.ts'
import { readNpy, writeNpy } from '../src/formats/npy.ts'
import type { Member } from '../src/formats/npz.ts'
import { openNpz, writeNpz } from '../src/formats/npz.ts'
import { mulberry32, normals } from '../src/core/random.ts'
import { COMMANDS } from './commands.ts'
import { netfold } from './main.ts'

const folder = mkdtempSync(join(tmpdir(), 'netfold-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string): string => join(folder, name)

const save = (name: string, array: NpyArray): string => {
  writeFileSync(at(name), writeNpy(array))
  return at(name)
}
const floats = (name: string, shape: number[], values: ArrayLike<number>): string => save(name, { dtype: 'float64', shape, data: Float64Array.from(values) })
const ints = (name: string, values: number[]): string => save(name, { dtype: 'int64', shape: [values.length], data: BigInt64Array.from(values, BigInt) })
const bundle = (name: string, members: Member[]): string => {
  writeFileSync(at(name), writeNpz(members))
  return at(name)
}

async function done(...words: string[]): Promise<Record<string, unknown>> {
  const { code, out, err } = await netfold(words)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out.trim().split('\n')).toHaveLength(1)
  return JSON.parse(out) as Record<string, unknown>
}

async function refused(...words: string[]): Promise<string> {
  const { code, out, err } = await netfold(words)
  expect({ code, out, lines: err.split('\n').length }).toEqual({ code: 2, out: '', lines: 2 })
  expect(err).toMatch(/^netfold: \S+: \S.*\.?\n$/)
  return err.slice('netfold: '.length).trimEnd().replaceAll(`${folder}/`, '')
}

const normal = normals(mulberry32(7))
/** Three far groups of eight points in the plane. */
const GROUPS = Float64Array.from({ length: 48 }, (_, k) => normal() + 40 * (Math.floor(k / 16) % 3) * (k % 2 === 0 ? 1 : 0.3))
const X = floats('X.npy', [24, 2], GROUPS)
const Y = ints('y.npy', Array.from({ length: 24 }, (_, k) => Math.floor(k / 8)))
const distanceTable = (points: Float64Array, n: number): number[] =>
  Array.from({ length: n * n }, (_, k) => Math.hypot(points[2 * Math.floor(k / n)] - points[2 * (k % n)], points[2 * Math.floor(k / n) + 1] - points[2 * (k % n) + 1]))
const D = floats('D.npy', [24, 24], distanceTable(GROUPS, 24))

const cloud = (seed: number, columns: number): NpyArray => {
  const draw = normals(mulberry32(seed))
  return { dtype: 'float32', shape: [12, columns], data: Float32Array.from({ length: 12 * columns }, draw) }
}
const certain = (share: number): NpyArray => ({ dtype: 'float32', shape: [12, 3], data: Float32Array.from({ length: 36 }, (_, k) => k % 3 === Math.floor(k / 3) % 3 ? share : (1 - share) / 2) })
const NAMES = ['net1', 'net2', 'net10', 'runs/a', 'runs/b']
const MEMBERS: Member[] = [
  ['labels.npy', { dtype: 'int64', shape: [12], data: BigInt64Array.from({ length: 12 }, (_, k) => BigInt(k % 3)) }],
  ...NAMES.flatMap((name, k): Member[] => [[`activations/${name}.npy`, cloud(k, 3 + k)], [`probabilities/${name}.npy`, certain(0.4 + k / 10)]]),
]
const B = bundle('B.npz', MEMBERS)

describe('commands', () => {
  it('say how they are used', async () => {
    for (const words of [[], ['--help'], ...Object.keys(COMMANDS).map(name => [name, '--help'])]) {
      const { code, out } = await netfold(words)
      expect(code).toBe(0)
      expect(out).toContain('npm run -s netfold --')
      for (const name of words[0]?.startsWith('-') === false ? [words[0]] : Object.keys(COMMANDS)) expect(out).toContain(name)
    }
  })

  test('phate: from distances and from points the same map, in 2-D and 3-D', async () => {
    const { n, t, stress, seconds } = await done('phate', D, '--out', at('O.npz'))
    expect([n, Number.isInteger(t), (stress as number) < 0.2]).toEqual([24, true, true])
    expect(Object.keys(seconds as object)).toContain('all')
    const read = (file: string) => {
      const npz = openNpz(readFileSync(at(file)))
      return Object.fromEntries(['embedding', 't', 'vne', 'potential_distance'].map(name => [name, npz.array(`${name}.npy`)]))
    }
    const first = read('O.npz')
    expect([first['embedding'], first['t'], first['vne'], first['potential_distance']].map(({ dtype, shape }) => [dtype, shape]))
      .toEqual([['float64', [24, 2]], ['int64', []], ['float64', [100]], ['float32', [276]]])
    await done('phate', X, '--features', '--out', at('P.npz'))
    expect(read('P.npz')['vne'].data.every((value, k) => Math.abs(Number(value) - Number(first['vne'].data[k])) < 1e-9)).toBe(true)
    await done('phate', D, '--out', at('Q.npz'), '--dims=3', '--t', '4', '--gamma', '-1')
    expect([read('Q.npz')['embedding'].shape, Number(read('Q.npz')['t'].data[0])]).toEqual([[24, 3], 4])
    expect(await done('phate', X, '--features', '--out', at('L.npz'), '--landmarks', '8')).toMatchObject({ n: 24, landmarks: 8 })
    expect([read('L.npz')['embedding'].shape, read('L.npz')['potential_distance'].shape]).toEqual([[24, 2], [28]])
  })

  test('persistence and wasserstein: one result feeds the other', async () => {
    const square = floats('square.npy', [4, 2], [0, 0, 1, 0, 1, 1, 0, 1])
    const result = await done('persistence', square)
    expect(result).toEqual({ threshold: Math.fround(Math.SQRT2), diagrams: [[[0, 1], [0, 1], [0, 1], [0, null]], [[1, Math.fround(Math.SQRT2)]]] })
    writeFileSync(at('a.json'), JSON.stringify(result))
    writeFileSync(at('b.json'), JSON.stringify({ diagrams: [[], []] }))
    expect(await done('wasserstein', at('a.json'), at('b.json'))).toEqual({ distance: (Math.fround(Math.SQRT2) - 1) / 2 })
    const { distance } = await done('wasserstein', at('a.json'), at('b.json'), '--inner', '2', '--order', '2')
    expect(distance).toBeCloseTo((Math.fround(Math.SQRT2) - 1) / Math.SQRT2, 12)
    expect(await done('wasserstein', at('a.json'), at('a.json'), '--dim', '0', '--order', 'inf')).toEqual({ distance: 0 })
    expect(await done('persistence', D, '--distances', '--maxdim', '0')).toMatchObject({ diagrams: [{ length: 24 }] })
  })

  test('entropy: three far groups are log2 3 bits', async () => {
    const { bits, sigma, t } = await done('entropy', X, '--sigma', '10', '--t', '10')
    expect(bits).toBeCloseTo(Math.log2(3), 2)
    expect([sigma, t]).toEqual([10, 10])
    const { eigenvalues } = await done('entropy', X, '--sigma-median', '0.5', '--eigenvalues')
    expect(eigenvalues).toHaveLength(24)
    expect((eigenvalues as number[])[0]).toBeCloseTo(1, 12)
  })

  test('separation and clusters: the groups are found', async () => {
    const apart = await done('separation', X, '--labels', Y)
    expect(Object.keys(apart)).toEqual(['silhouette', 'calinskiHarabasz', 'daviesBouldin', 'between', 'within', 'cka'])
    expect(apart['silhouette']).toBeGreaterThan(0.8)
    const found = await done('clusters', X, '--labels', Y)
    expect(found).toMatchObject({ ari: 1, nmi: 1, cut: Array.from({ length: 24 }, (_, k) => Math.floor(k / 8)) })
    expect((found['linkage'] as number[][]).map(row => row.length)).toEqual(Array.from({ length: 23 }, () => 4))
    expect(await done('clusters', X, '--method', 'average', '--k', '5')).toMatchObject({ ari: null, nmi: null, modularity: null })
  })

  test('inpca: ignorance and truth lie at the ends', async () => {
    const models = [1 / 3, 0.5, 0.8, 1].flatMap(share => Array.from(certain(share).data, Number))
    const P = floats('P.npy', [4, 12, 3], models)
    const labels = ints('truth.npy', Array.from({ length: 12 }, (_, k) => k % 3))
    await done('inpca', P, '--out', at('I.npz'), '--labels', labels, '--dims', '2')
    const npz = openNpz(readFileSync(at('I.npz')))
    expect(['coordinates', 'eigenvalues', 'stress', 'distance', 'progress'].map(name => npz.array(`${name}.npy`).shape)).toEqual([[4, 2], [4], [2], [6], [4]])
    const progress = Array.from(npz.array('progress.npy').data as Float64Array)
    expect(progress[0]).toBeLessThan(1e-4)
    expect(progress[3]).toBeGreaterThan(1 - 1e-4)
    expect([...progress].sort()).toEqual(progress)
  })

  /** From ignorance towards the truth, each in its own number of checkpoints; c brings its last answers alone. */
  const WAY: [string, number[]][] = [['a', [1 / 3, 0.5, 0.8, 0.9]], ['b', [1 / 3, 0.6, 0.95]], ['c', [0.7]], ['d', [0.4, 0.5]]]
  const flat = (shares: number[]): number[] => shares.flatMap(share => Array.from(certain(share).data, Number))
  const way = (dtype: 'float32' | 'float64'): Member[] => [
    ['labels.npy', { dtype: 'int32', shape: [12], data: Int32Array.from({ length: 12 }, (_, k) => k % 3) }],
    ...WAY.flatMap(([name, shares]): Member[] => shares.length === 1 ? [[`probabilities/${name}.npy`, { dtype: 'float32', shape: [12, 3], data: Float32Array.from(flat(shares)) }]] : [
      [`checkpoints/${name}.npy`, dtype === 'float32' ? { dtype, shape: [shares.length, 12, 3], data: Float32Array.from(flat(shares)) } : { dtype, shape: [shares.length, 12, 3], data: Float64Array.from(flat(shares)) }],
      [`steps/${name}.npy`, { dtype: 'int64', shape: [shares.length], data: BigInt64Array.from(shares, (_, k) => BigInt(10 * k)) }],
    ]),
  ]

  test('inpca of a bundle: what the same tables say as one array, and which rows are whose', async () => {
    const B = bundle('way.npz', way('float32'))
    expect(await done('inpca', B, '--out', at('W.npz'), '--dims', '3')).toMatchObject({ n: 10, runs: 4, notes: ['1 of 4 networks have no checkpoints: each is one point, at step 0.'] })
    const P = save('P.npy', { dtype: 'float32', shape: [10, 12, 3], data: Float32Array.from(flat(WAY.flatMap(([, shares]) => shares))) })
    const labels = ints('truth.npy', Array.from({ length: 12 }, (_, k) => k % 3))
    await done('inpca', P, '--out', at('I.npz'), '--dims', '3', '--labels', labels)
    const [runs, tables] = ['W.npz', 'I.npz'].map(name => openNpz(readFileSync(at(name))))
    for (const name of ['coordinates', 'eigenvalues', 'stress', 'distance', 'progress'] as const) expect(runs.array(`${name}.npy`)).toEqual(tables.array(`${name}.npy`))
    expect(tables.names).toEqual(['coordinates.npy', 'eigenvalues.npy', 'stress.npy', 'distance.npy', 'progress.npy'])
    expect(runs.json('ids.json')).toEqual(['a', 'b', 'c', 'd'])
    expect([...runs.array('starts.npy').data]).toEqual([0, 4, 7, 8, 10])
    expect([...runs.array('steps.npy').data]).toEqual([0, 10, 20, 30, 0, 10, 20, 0, 0, 10])
    const progress = Array.from(runs.array('progress.npy').data as Float64Array)
    expect(progress.slice(0, 4)).toEqual([...progress.slice(0, 4)].sort())
  })

  test('inpca of a bundle: labels beside it win, and without any there is no progress', async () => {
    const B = bundle('way.npz', way('float32'))
    const other = ints('other.npy', Array.from({ length: 12 }, (_, k) => (k + 1) % 3))
    await done('inpca', B, '--out', at('W.npz'), '--labels', other)
    const progress = Array.from(openNpz(readFileSync(at('W.npz'))).array('progress.npy').data as Float64Array)
    expect(Math.max(...progress)).toBeLessThan(0.01)
    await done('inpca', bundle('bare.npz', way('float64').slice(1)), '--out', at('W.npz'))
    expect(openNpz(readFileSync(at('W.npz'))).has('progress.npy')).toBe(false)
  })

  test('map: of predictions and checkpoints alone, by what networks answer; checkpoints and labels stay with it', async () => {
    await done('map', bundle('way.npz', way('float32')), '--out', at('M.npz'), '--metric', 'bhattacharyya', '--knn', '2')
    const { manifest, activations, checkpoints, networks } = readMap(readFileSync(at('M.npz')))
    expect([manifest.geometry.metric, activations, manifest.labels]).toEqual(['bhattacharyya', null, Array.from({ length: 12 }, (_, k) => k % 3)])
    expect(networks.map(row => row.brought!.name)).toEqual(['a', 'b', 'c', 'd'])
    expect([...checkpoints!].map(([id, kept]) => [id, [...kept.steps], kept.train])).toEqual([[0, [0, 10, 20, 30], null], [1, [0, 10, 20], null], [3, [0, 10], null]])
    expect(checkpoints!.get(1)!.probabilities).toHaveLength(3 * 12 * 3)
  })

  test('distances: square, symmetric, in the order of the ids, by every metric', async () => {
    for (const metric of ['diffusion', 'cka', 'procrustes', 'rsa', 'markov-t', 'multi', 'bhattacharyya', 'accuracy']) {
      const { ids } = await done('distances', B, '--out', at('d.npy'), '--metric', metric)
      expect(ids).toEqual(NAMES)
      const { shape, data } = readNpy(readFileSync(at('d.npy')), 'd.npy') as NpyArray<'float64'>
      expect(shape).toEqual([5, 5])
      for (let i = 0; i < 5; i++) for (let j = 0; j < 5; j++) expect(data[5 * i + j]).toBe(data[5 * j + i])
      expect([data[0], data[24]]).toEqual([0, 0])
    }
  })

  test('map: a file that the page reads, with names, columns, accuracy and measures', async () => {
    writeFileSync(at('T.csv'), 'id,lr,arch\nnet1,0.1,cnn\nnet2,0.01,mlp\nnet10,1,cnn\nruns/a,,mlp\nruns/b,0.5,mlp\n')
    await done('map', B, '--out', at('M.npz'), '--table', at('T.csv'), '--knn', '2')
    const { manifest, networks, ids, detail, activations } = readMap(readFileSync(at('M.npz')))
    expect([manifest.dataset, manifest.recipe, manifest.mapped, manifest.probes]).toEqual([null, null, 5, 12])
    expect([manifest.version, manifest.provenance!.devices, manifest.provenance!.seeds]).toEqual([MAP_VERSION, [], { data: null, population: null, layout: 0 }])
    expect(networks.map(row => row.brought)).toMatchObject([
      { name: 'net1', values: { lr: 0.1, arch: 'cnn' } }, { name: 'net2' }, { name: 'net10' }, { name: 'runs/a', values: { lr: null } }, { name: 'runs/b' },
    ])
    expect(networks.map(row => row.outcome.testAccuracy)).toEqual([1, 1, 1, 1, 1])
    expect([ids.length, detail!.distances.length, activations!.length]).toEqual([5, 10, 5])
    expect(detail!.measures.get('spectralEntropy')!.every(bits => bits > 0 && bits < Math.log2(12))).toBe(true)
  })

  test('map: networks that see all probes alike, or only each, are counted, with what to try', async () => {
    const members = (['a', 'b', 'c'] as const).map((name, k): Member => [`activations/${name}.npy`, cloud(k, 2)])
    const dead: Member = ['activations/dead.npy', { dtype: 'float32', shape: [12, 2], data: new Float32Array(24) }]
    const { notes } = await done('map', bundle('S.npz', [...members, dead]), '--out', at('M.npz'), '--sigma', '0.01')
    expect(notes).toEqual(expect.arrayContaining([
      expect.stringMatching(/^3 of 4 networks are saturated: .*; take a larger sigma than 0.01\.$/) as string,
      expect.stringMatching(/^1 of 4 networks is flat: .*, as in a dead layer; take a smaller sigma than 0.01, if they are not dead\.$/) as string,
    ]))
  })

  test('map: by another metric, in space; its distances are those that distances writes', async () => {
    for (const metric of ['multi', 'cka', 'procrustes', 'rsa', 'wasserstein']) {
      await done('map', B, '--out', at('M.npz'), '--metric', metric, '--dims', '3')
      const { manifest, embedding, detail } = readMap(readFileSync(at('M.npz')))
      expect([manifest.geometry.metric, manifest.geometry.dimensions, embedding.length]).toEqual([metric, 3, 15])
      if (metric === 'wasserstein') continue // which a map alone offers
      await done('distances', B, '--out', at('d.npy'), '--metric', metric)
      const square = (readNpy(readFileSync(at('d.npy')), 'd.npy') as NpyArray<'float64'>).data
      expect(detail!.distances[0]).toBe(square[1])
    }
  })

  test('map: beyond 1,000 networks operators take half the memory, and the notes say so', async () => {
    const many = Array.from({ length: 1001 }, (_, k): Member => [`activations/net${k}.npy`, { dtype: 'float32', shape: [4, 1], data: Float32Array.from({ length: 4 }, normal) }])
    const { n, notes } = await done('map', bundle('many.npz', many), '--out', at('M.npz'), '--t', '2')
    expect(n).toBe(1001)
    expect(notes).toContainEqual(expect.stringContaining('kept in float32') as string)
  }, 60_000)

  test('distances: markov-t goes further than diffusion unless told to take one step', async () => {
    const by = async (...words: string[]): Promise<number[]> => {
      await done('distances', B, '--out', at('d.npy'), ...words)
      return Array.from((readNpy(readFileSync(at('d.npy')), 'd.npy') as NpyArray<'float64'>).data)
    }
    const one = await by('--metric', 'diffusion')
    expect(await by('--metric', 'markov-t', '--t', '1')).toEqual(one)
    const four = await by('--metric', 'markov-t', '--t', '4')
    expect(await by('--metric', 'markov-t')).toEqual(four)
    expect(four).not.toEqual(one)
  })

  test('help names what an option takes', async () => {
    expect((await netfold(['map', '--help'])).out).toMatch(/--title TEXT /)
    expect((await netfold(['wasserstein', '--help'])).out).toContain('from 1 to 16')
  })

  test('the table may be a member too, as text that np.savez keeps', async () => {
    const rows = JSON.stringify(NAMES.map(id => ({ id, config: { lr: 1 } })))
    const text: Member = ['networks.json.npy', { dtype: 'uint8', shape: [rows.length], data: new TextEncoder().encode(rows) }]
    await done('map', bundle('C.npz', [...MEMBERS, text]), '--out', at('M.npz'))
    expect(readMap(readFileSync(at('M.npz'))).networks[3].brought).toEqual({ name: 'runs/a', values: { 'config.lr': 1 } })
  })

  test('a loop without end counts, also where it is born at 0', async () => {
    writeFileSync(at('a.json'), JSON.stringify({ diagrams: [[[0, null]], [[0, null]]] }))
    writeFileSync(at('b.json'), JSON.stringify({ diagrams: [[[0, null]], []] }))
    expect(await done('wasserstein', at('a.json'), at('b.json'))).toEqual({ distance: null })
    expect(await done('wasserstein', at('a.json'), at('b.json'), '--dim', '0')).toEqual({ distance: 0 })
  })

  test('map: hundreds of classes make a map without tables of confusion, which the page reads', async () => {
    const many = Float32Array.from({ length: 12 * 300 }, () => 1 / 300)
    const members = NAMES.flatMap((name, k): Member[] => [[`activations/${name}.npy`, cloud(k, 3)], [`probabilities/${name}.npy`, { dtype: 'float32', shape: [12, 300], data: many }]])
    await done('map', bundle('many.npz', [MEMBERS[0], ...members]), '--out', at('M.npz'))
    const { manifest, networks, detail } = readMap(readFileSync(at('M.npz')))
    expect([manifest.classNames, detail!.details[0].confusion.length]).toEqual([[], 0])
    expect(networks[0].outcome.testAccuracy).toBeCloseTo(4 / 12, 12)
  })

  test('a result follows a link, and goes down a pipe’s place without replacing it', async () => {
    writeFileSync(at('real.npz'), 'old')
    symlinkSync(at('real.npz'), at('link.npz'))
    await done('phate', D, '--out', at('link.npz'))
    expect([lstatSync(at('link.npz')).isSymbolicLink(), openNpz(readFileSync(at('real.npz'))).has('embedding.npy')]).toEqual([true, true])
    await done('phate', D, '--out', '/dev/null')
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true)
  })

  it('run as a program too', () => {
    const out = execFileSync('npx', ['tsx', 'cli/netfold.ts', 'entropy', X, '--sigma', '10'], { encoding: 'utf8' })
    expect(JSON.parse(out)).toMatchObject({ sigma: 10, t: 1 })
  })
})

describe('refusals', () => {
  const withEntry = (k: number, value: number): number[] => Object.assign(distanceTable(GROUPS, 24), { [k]: value })

  test.each([
    [['nonsense'], 'nonsense: there is no such command'],
    [['phate', D], '--out: is missing'],
    [['phate', D, '--out'], '--out: has no value'],
    [['phate', D, '--out', 'nowhere/at/all.npz'], 'nowhere/at/all.npz: cannot be written'],
    [['phate', D, '--out', '{out}', '--knn', '0'], '--knn: "0" is not understood; give a whole number of at least 1.'],
    [['phate', D, '--out', '{out}', '--t', 'soon'], '--t: "soon" is not understood; give a whole number of at least 1, or auto.'],
    [['phate', D, '--out', '{out}', '--dims', '4'], '--dims: "4" is not understood; give 2 or 3.'],
    [['phate', D, '--out', '{out}', '--gama', '1'], '--gama: there is no such option'],
    [['phate', D, D, '--out', '{out}'], 'phate: takes one file and was given 2'],
    [['phate', 'gone.npy', '--out', '{out}'], 'gone.npy: there is no such file'],
    [['phate', D, '--out', '{out}', '--landmarks', '24'], '--landmarks: is 24, but there are only 24 points; give fewer than that, or none.'],
    [['phate', X, '--features', '--out', '{out}', '--landmarks', '30'], '--landmarks: is 30, but there are only 24 points'],
    [['wasserstein', 'a.json', 'b.json', '--order', '20'], '--order: "20" is not understood; give a number from 1 to 16, or inf.'],
    [['map', B, '--out', '{out}', '--t', '600'], '--t: 600 is not a diffusion time; choose auto or a whole number from 1 to 500.'],
    [['map', B, '--out', '{out}', '--sigma', '2000'], '--sigma: 2000 cannot be a kernel\'s width; choose a number above 0, up to 1000.'],
    [['map', B, '--out', '{out}', '--decay', '1e4'], '--decay: 10000 is not an exponent'],
    [['map', B, '--out', '{out}', '--title', ' '], '--title: " " is not understood; give a text.'],
    [['entropy', X, '--sigma', '1', '--sigma-median', '1'], '--sigma-median: cannot be given together with --sigma'],
    [['entropy', X, '--sigma', '-1'], '--sigma: "-1" is not understood; give a number above 0.'],
    [['separation', X], '--labels: is missing'],
    [['clusters', X, '--k', '99'], '--k: is 99, but there are only 24 points'],
    [['persistence', X, '--maxdim', '3'], '--maxdim: "3" is not understood; give a whole number from 0 to 2.'],
    [['distances', B, '--out', '{out}', '--metric', 'euclid'], '--metric: "euclid" is not understood; give diffusion or'],
  ])('of options: %j', async (words, start) => {
    expect((await refused(...words.map(word => word.replace('{out}', at('no.npz'))))).startsWith(start)).toBe(true)
    expect(readdirSync(folder).filter(name => name.startsWith('no.npz'))).toEqual([])
  })

  test.each([
    ['NaN', () => floats('bad.npy', [24, 24], withEntry(2 * 24 + 5, NaN)), 'bad.npy: The distance between points 2 and 5 is NaN'],
    ['a negative distance', () => floats('bad.npy', [24, 24], withEntry(2 * 24 + 5, -1)), 'bad.npy: The distance between points 2 and 5 is -1'],
    ['an asymmetric table', () => floats('bad.npy', [24, 24], withEntry(2 * 24 + 5, 3)), 'bad.npy: The distance from point 2 to 5 is 3 and back'],
    ['a diagonal', () => floats('bad.npy', [24, 24], withEntry(50, 3)), 'bad.npy: The distance of point 2 to itself is 3'],
    ['a table that is not square', () => floats('bad.npy', [24, 2], GROUPS), 'bad.npy: has shape (24, 2); distances should be a square N × N array'],
    ['an empty table', () => floats('bad.npy', [0, 0], []), 'bad.npy: is empty'],
    ['two points', () => floats('bad.npy', [2, 2], [0, 1, 1, 0]), 'bad.npy: PHATE was given 2 points'],
    ['text', () => { writeFileSync(at('bad.npy'), 'hello'); return at('bad.npy') }, 'bad.npy: it is not a NumPy array'],
    ['half a file', () => { writeFileSync(at('bad.npy'), readFileSync(D).subarray(0, 300)); return at('bad.npy') }, 'bad.npy: it is cut short'],
  ])('of distances: %s', async (_what, file, start) => {
    writeFileSync(at('kept.npz'), 'as it was')
    expect((await refused('phate', file(), '--out', at('kept.npz'))).slice(0, start.length)).toBe(start)
    expect(readFileSync(at('kept.npz'), 'utf8')).toBe('as it was')
  })

  test('of labels that do not match', async () => {
    expect(await refused('separation', X, '--labels', ints('short.npy', [1, 2]))).toBe('short.npy: holds 2 labels, but X.npy has 24 rows; there should be one label a row.')
    expect(await refused('separation', X, '--labels', floats('halves.npy', [24], GROUPS.subarray(0, 24)))).toContain('labels should be whole numbers')
    expect(await refused('inpca', floats('P1.npy', [1, 2, 3], [1, 0, 0, 0, 1, 0]), '--out', at('no.npz'), '--labels', ints('three.npy', [0, 3]))).toContain('with 3 classes labels run from 0 to 2')
  })

  test('of predictions that are none', async () => {
    expect(await refused('inpca', floats('P2.npy', [1, 2, 2], [1, 0, 0.4, 0.4]), '--out', at('no.npz'))).toMatch(/^P2.npy: /)
    expect(await refused('inpca', X, '--out', at('no.npz'))).toContain('probabilities should be [N, n, C]')
  })

  test.each([
    ['no networks', [], 'b.npz: The bundle has no networks'],
    ['a non-finite activation', [['activations/a.npy', { dtype: 'float32', shape: [2, 2], data: Float32Array.of(1, 2, NaN, 4) }]], 'b.npz: activations/a holds NaN at probe 1, column 0'],
    ['different probes', [['activations/a.npy', cloud(1, 2)], ['activations/b.npy', { dtype: 'float32', shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) }]], 'b.npz: activations/a has 12 rows, activations/b 2. They must describe the same probes.'],
    ['labels of another number', [['labels.npy', { dtype: 'int32', shape: [3], data: Int32Array.of(0, 1, 2) }], ['activations/a.npy', cloud(1, 2)]], 'b.npz: labels has shape (3); there should be 12'],
    ['a network without activations', [['activations/a.npy', cloud(1, 2)], ['probabilities/b.npy', certain(0.5)]], 'b.npz: has no activations/b'],
  ] as [string, Member[], string][])('of bundles: %s', async (_what, members, start) => {
    expect((await refused('distances', bundle('b.npz', members), '--out', at('no.npz'))).slice(0, start.length)).toBe(start)
    expect(readdirSync(folder).filter(name => name.startsWith('no.npz'))).toEqual([])
  })

  test('of networks by their names', async () => {
    const dead: Member = ['activations/dead.npy', { dtype: 'float32', shape: [12, 2], data: new Float32Array(24) }]
    expect(await refused('distances', bundle('b.npz', [...MEMBERS, dead]), '--out', at('no.npz'), '--metric', 'cka')).toContain('b.npz: Network dead ')
  })

  test('of one probe, once and by name', async () => {
    const one = bundle('one.npz', ['n0', 'n1', 'n2'].map((name): Member => [`activations/${name}.npy`, { dtype: 'float32', shape: [1, 2], data: Float32Array.of(1, 2) }]))
    const sentence = 'one.npz: has activations/n0 on 1 probe; networks are compared by how they arrange at least 2.'
    for (const command of ['map', 'distances']) expect(await refused(command, one, '--out', at('no.npz'))).toBe(sentence)
  })

  test('of tables', async () => {
    const table = (text: string): string => { writeFileSync(at('bad.csv'), text); return at('bad.csv') }
    expect(await refused('map', B, '--out', at('no.npz'), '--table', table('lr\n1\n'))).toContain('has no column that names the network; call it id.')
    expect(await refused('map', B, '--out', at('no.npz'), '--table', table('id,lr\nnet1,1\nnet1,2\n'))).toContain('row 3 is a second one for "net1"')
    expect(await refused('map', B, '--out', at('no.npz'), '--table', at('X.npy'))).toBe('--table: is X.npy; name a .csv or a .json file.')
  })

  test('of diagrams', async () => {
    const json = (text: string): string => { writeFileSync(at('bad.json'), text); return at('bad.json') }
    expect(await refused('wasserstein', json('{'), json('{'))).toContain('is not JSON text')
    expect(await refused('wasserstein', json('{"diagrams": [[[0, 1]]]}'), at('bad.json'))).toContain('has diagrams of dimension 0 to 0, not 1')
    expect(await refused('wasserstein', json('{"diagrams": [[], [[2, 1]]]}'), at('bad.json'))).toContain('dies at 1 before its birth at 2')
  })
})
