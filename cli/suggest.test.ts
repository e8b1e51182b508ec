// netfold suggest: proposals from maps of networks trained anywhere, in names and ranges of their own; the same for the same seed; and what is refused.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { Value } from '../src/core/search/space.ts'
import { mulberry32, normals } from '../src/core/random.ts'
import type { Member } from '../src/formats/npz.ts'
import { writeNpz } from '../src/formats/npz.ts'
import { netfold } from './main.ts'

const folder = mkdtempSync(join(tmpdir(), 'netfold-suggest-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string): string => join(folder, name)

interface Suggested {
  proposals: {
    params: Record<string, Value>
    from: string
    predicted: { score: number, error: number, place: number[], placeError: number }
    votes: { network: string, share: number }[]
    network?: object
  }[]
  networks: number
  score: string
  lowerIsBetter?: boolean
  region: string[]
  space: Record<string, Value[] | { from: number, to: number, log: boolean, whole: boolean }>
  leftOut?: string[]
  notes?: string[]
}

const NETWORKS = 40

const within = (value: Value, { from, to }: { from: number, to: number }): boolean => typeof value === 'number' && value >= from && value <= to

/** Networks that tell their classes apart as well as they score: best at a rate of 0.005 by adam. */
function bundle(prefix: string, file: string, metric: (score: number) => object): void {
  const random = mulberry32(3)
  const normal = normals(random)
  const centres = Float64Array.from({ length: 64 }, normal)
  const rows = Array.from({ length: NETWORKS }, (_, k) => {
    const [lr, units] = [10 ** (-4 + 3 * random()), Math.round(2 ** (4 + 4 * random()))]
    const optimizer = k % 2 === 0 ? 'adam' : 'sgd'
    const score = 0.2 + 0.7 * Math.exp(-((Math.log10(lr) + 2.3) ** 2)) * (optimizer === 'adam' ? 1 : 0.8)
    const settings = { lr, units, optimizer, batch: [32, 64, 128][k % 3], nesterov: k % 5 > 1 }
    return { id: `net${k}`, score, settings }
  })
  const table = rows.map(({ id, score, settings }) => ({ id, ...Object.fromEntries(Object.entries(settings).map(([key, value]) => [prefix + key, value])), ...metric(score), seconds: random(), host: `machine ${id}` }))
  writeFileSync(at(file), writeNpz([
    ['labels.npy', { dtype: 'int32', shape: [60], data: Int32Array.from({ length: 60 }, (_, row) => row % 4) }],
    ...rows.map(({ id, score }): Member => [`activations/${id}.npy`, {
      dtype: 'float32', shape: [60, 16],
      data: Float32Array.from({ length: 960 }, (_, place) => centres[(Math.floor(place / 16) % 4) * 16 + place % 16] + (2.2 - 2 * score) * normal()),
    }]),
    ['networks.json', table],
  ]))
}

async function suggested(...words: string[]): Promise<Suggested> {
  const { code, out, err } = await netfold(['suggest', ...words])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return JSON.parse(out) as Suggested
}
const refused = async (...words: string[]): Promise<string> => {
  const { code, out, err } = await netfold(['suggest', ...words])
  expect([code, out]).toEqual([2, ''])
  return err
}

beforeAll(async () => {
  for (const [name, prefix, metric] of [['own', '', (score: number) => ({ val_accuracy: score })], ['optuna', 'params_', (score: number) => ({ value: 3 - 2 * score })]] as const) {
    bundle(prefix, `${name}-bundle.npz`, metric)
    expect(await netfold(['map', at(`${name}-bundle.npz`), '--out', at(`${name}.npz`)])).toMatchObject({ code: 0 })
  }
})

describe('netfold suggest', () => {
  it('proposes settings under the table’s own names, within what was seen, near what did well', async () => {
    const { proposals, networks, score, region, space, leftOut } = await suggested(at('own.npz'), '--count', '10')
    expect([networks, score, leftOut]).toEqual([NETWORKS, 'val_accuracy', ['seconds', 'host']])
    expect(space).toMatchObject({ lr: { log: true, whole: false }, units: { log: true, whole: true }, optimizer: ['adam', 'sgd'], batch: [32, 64, 128], nesterov: [false, true] })
    expect(region).toHaveLength(NETWORKS / 5)
    const rates = space['lr'] as { from: number, to: number }
    for (const { params, predicted, votes, from } of proposals) {
      expect(Object.keys(params)).toEqual(['lr', 'units', 'optimizer', 'batch', 'nesterov'])
      expect(within(params['lr'], rates) && Number.isInteger(params['units'])).toBe(true)
      expect([32, 64, 128]).toContain(params['batch'])
      expect(predicted.place).toHaveLength(2)
      expect(predicted.error).toBeGreaterThan(0)
      expect(votes.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(from === 'region' ? 1 : 0, 9)
      for (const { network } of votes) expect(region).toContain(network)
    }
    const voted = proposals.filter(({ from }) => from === 'region').map(({ params }) => Math.log10(params['lr'] as number))
    expect(voted).toHaveLength(8)
    expect(voted.filter(rate => Math.abs(rate + 2.3) < 0.8).length).toBeGreaterThanOrEqual(6)
  })

  it('proposes the same for the same seed, and goes on where it ended', async () => {
    const [all, first, next, other] = [
      await suggested(at('own.npz'), '--count', '6'), await suggested(at('own.npz'), '--count', '3'),
      await suggested(at('own.npz'), '--count', '3', '--made', '3'), await suggested(at('own.npz'), '--count', '6', '--seed', '1'),
    ]
    expect(all.proposals.slice(0, 3)).toEqual(first.proposals)
    expect(next.proposals).not.toEqual(first.proposals)
    expect(other.proposals).not.toEqual(all.proposals)
    expect((await suggested(at('own.npz'), '--count', '6')).proposals).toEqual(all.proposals)
  })

  it('reads a study’s table: its prefix is no part of a name, and less may be better', async () => {
    const { score, lowerIsBetter, space, proposals, region } = await suggested(at('optuna.npz'), '--lower')
    expect([score, lowerIsBetter, Object.keys(space)]).toEqual(['value', true, ['lr', 'units', 'optimizer', 'batch', 'nesterov']])
    const { region: best } = await suggested(at('own.npz'))
    expect(region.filter(name => best.includes(name)).length).toBeGreaterThanOrEqual(7)
    for (const { predicted } of proposals) expect(predicted.score).toBeGreaterThan(0.2)
    expect(Math.min(...proposals.map(({ predicted }) => predicted.score))).toBeLessThan(2)
  })

  it('asks networks by name, and a place', async () => {
    const named = await suggested(at('own.npz'), '--region', 'net3, net5,net9')
    expect(named.region.toSorted()).toEqual(['net3', 'net5', 'net9'])
    const there = named.proposals[0].predicted.place
    const gap = await suggested(at('own.npz'), '--region', there.join())
    expect(gap.region).toHaveLength(5)
  })

  it('proposes what SPACE.json lets it, and nothing of other columns', async () => {
    writeFileSync(at('space.json'), JSON.stringify({ lr: { from: 1e-3, to: 1e-2, log: true }, units: { from: 32, to: 40, whole: true }, optimizer: ['adam'], batch: [64, 128] }))
    const { proposals, leftOut } = await suggested(at('own.npz'), '--space', at('space.json'), '--count', '20')
    for (const { params: { lr, units, optimizer, batch, ...rest } } of proposals) {
      expect(within(lr, { from: 1e-3, to: 1e-2 }) && within(units, { from: 32, to: 40 }) && optimizer === 'adam' && [64, 128].includes(batch as number)).toBe(true)
      expect(rest).toEqual({})
    }
    expect(leftOut).toContain('nesterov')
  })

  it('writes the same to a file', async () => {
    const answer = await suggested(at('own.npz'), '--out', at('P.json'))
    expect(JSON.parse(readFileSync(at('P.json'), 'utf8'))).toEqual(answer)
  })

  it('proposes networks that netfold train takes, from a map of its own', async () => {
    const spec = { dataset: { id: 'moons' }, recipe: { width: { from: 4, to: 12 }, epochs: { from: 1, to: 2 }, count: 8, seed: 5 } }
    writeFileSync(at('spec.json'), JSON.stringify(spec))
    expect(await netfold(['train', at('spec.json'), '--out', at('trained.npz'), '--threads', '1'])).toMatchObject({ code: 0 })
    const { proposals, score, space } = await suggested(at('trained.npz'), '--count', '2')
    expect(score).toBe('testAccuracy')
    expect(space).toMatchObject({ family: ['mlp'], width: { from: 4, to: 12, log: true, whole: true } })
    expect(proposals[0].params).not.toHaveProperty('family')
    const cheap = await suggested(at('trained.npz'), '--count', '4', '--aim', 'parameters')
    expect(cheap.proposals.map(({ params }) => params)).not.toEqual((await suggested(at('trained.npz'), '--count', '4')).proposals.map(({ params }) => params))
    writeFileSync(at('again.json'), JSON.stringify({ ...spec, networks: proposals.map(({ network }) => network) }))
    expect(await netfold(['train', at('again.json'), '--out', at('again.npz'), '--threads', '1'])).toMatchObject({ code: 0 })
  })

  test.each([
    [['--region', 'net1,nobody'], '--region: "nobody" names no network'],
    [['--region', '1,2,3'], 'the 2 coordinates of a place'],
    [['--score', 'optimizer'], 'has no network with a number under optimizer'],
    [['--score', 'what'], 'the columns with numbers are'],
    [['--aim', 'training'], 'needs a map of networks that Netfold trained'],
    [['--count', '0'], '--count: "0" is not understood'],
  ])('refuses %j', async (words, sentence) => expect(await refused(at('own.npz'), ...words)).toContain(sentence))

  test.each([
    ['{}', 'names no column'],
    ['{"lr": 3}', 'lr cannot be read as a column; give {"from"'],
    ['{"lr": {"from": 1, "to": 0}}', 'lr goes from 1 down to 0'],
    ['{"lr": {"from": 0, "to": 1, "log": true}}', 'ratios need numbers above 0'],
    ['{"units": {"from": 0.5, "to": 4, "whole": true}}', 'give whole numbers'],
    ['{"rate": [1, 2]}', 'rate is no column of these networks; there are'],
    ['{', 'is not JSON'],
  ])('refuses the space %s', async (space, sentence) => {
    writeFileSync(at('wrong.json'), space)
    expect(await refused(at('own.npz'), '--space', at('wrong.json'))).toContain(sentence)
  })

  it('refuses what is no map, and overwrites nothing that it reads', async () => {
    expect(await refused(at('spec-that-is-not.npz'))).toContain('there is no such file')
    expect(await refused(at('own-bundle.npz'))).toContain('own-bundle.npz: ')
    expect(await refused(at('own.npz'), '--out', at('own.npz'))).toContain('would be overwritten')
  })
})

const python = [process.env['PYTHON'], 'python3', '/usr/bin/python3'].find(program => {
  try {
    return program !== undefined && (execFileSync(program, ['-c', 'import optuna'], { stdio: 'ignore' }) !== undefined || true)
  } catch {
    return false
  }
})

/** Every proposal is enqueued, and comes back as it was when a study asks for its parameters; a value outside of its distribution would be a warning, which is an error here. */
const STUDY = `
import json, warnings, optuna
warnings.simplefilter('error')
optuna.logging.set_verbosity(optuna.logging.ERROR)
with open('P.json') as file: said = json.load(file)
study = optuna.create_study(direction='maximize', sampler=optuna.samplers.RandomSampler(seed=0))
for p in said['proposals']: study.enqueue_trial(p['params'])
def suggest(trial, name, one):
    if isinstance(one, list): return trial.suggest_categorical(name, one)
    if one['whole']: return trial.suggest_int(name, one['from'], one['to'], log=one['log'])
    return trial.suggest_float(name, one['from'], one['to'], log=one['log'])
study.optimize(lambda trial: len([suggest(trial, name, one) for name, one in said['space'].items()]), n_trials=len(said['proposals']))
print(json.dumps([trial.params for trial in study.trials]))`

describe.skipIf(!python)(python ? 'Optuna' : 'Optuna (skipped: no python3 with Optuna here; PYTHON may name one)', () => {
  it.each(['own', 'optuna'])('takes the proposals as they are: %s', async name => {
    const { proposals } = await suggested(at(`${name}.npz`), '--count', '12', '--out', at('P.json'))
    expect(JSON.parse(execFileSync(python!, ['-c', STUDY], { cwd: folder, encoding: 'utf8' }))).toEqual(proposals.map(({ params }) => params))
  })
})
