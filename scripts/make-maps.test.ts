// The first ready-made map, and the making of all: the same bytes on every run, and everything on it recomputable from what it keeps.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { condensedIndex } from '../src/core/condensed.ts'
import { makeDataset } from '../src/core/data/make.ts'
import { drawNetworks } from '../src/core/population.ts'
import type { PortraitMeasure } from '../src/core/portrait/measures.ts'
import { PORTRAIT_MEASURES } from '../src/core/portrait/measures.ts'
import { portraitSteps } from '../src/core/portrait/portrait.ts'
import { runToEnd } from '../src/core/steps.ts'
import { galleryFrom } from '../src/formats/gallery-index.ts'
import { readMapActivations, readMapDetail, readMapHead } from '../src/formats/map.ts'
import { GeometrySession } from '../workers/geometry/session.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const NAMES = ['digits.activations.npz', 'digits.detail.npz', 'digits.npz']
const readFrom = (folder: string): Uint8Array[] => NAMES.map(name => new Uint8Array(readFileSync(join(folder, name))))

describe('made twice', () => {
  let folders: string[] = []

  beforeAll(async () => {
    folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'netfold-maps-')))
    const tsx = join(root, 'node_modules/tsx/dist/cli.mjs')
    const all = ['digits', 'population', 'spirals', 'trajectories', 'families']
    // By one thread and by two, and in other time zones, too: a file has no business knowing where it was made.
    await Promise.all(folders.map((folder, k) => promisify(execFile)(
      process.execPath, [tsx, 'scripts/make-maps.ts', ...all, '--count', '5', '--threads', String(k + 1), '--out', folder],
      { cwd: root, env: { ...process.env, TZ: ['UTC', 'Asia/Tokyo'][k] } },
    )))
  }, 240_000)
  afterAll(() => { for (const folder of folders) rmSync(folder, { recursive: true }) })

  test('the same files, byte for byte', () => {
    const made = readdirSync(folders[0]).sort()
    expect(made).toEqual([
      'digits.activations.npz', 'digits.detail.npz', 'digits.npz', 'families.activations.npz', 'families.detail.npz', 'families.npz', 'index.json', 'population.detail.npz', 'population.npz',
      'spirals.activations.npz', 'spirals.detail.npz', 'spirals.npz', 'trajectories.checkpoints.npz', 'trajectories.detail.npz', 'trajectories.npz',
    ])
    expect(readdirSync(folders[1]).sort()).toEqual(made)
    for (const name of made) expect(Buffer.compare(readFileSync(join(folders[0], name)), readFileSync(join(folders[1], name))), name).toBe(0)
  })

  test('the list is of these files', () => {
    expect(galleryFrom(JSON.parse(readFileSync(join(folders[0], 'index.json'), 'utf8'))).map(({ name, networks }) => [name, networks]))
      .toEqual([['digits', 5], ['population', 5], ['spirals', 5], ['trajectories', 5], ['families', 5]])
  })

  test('with what is measured of every representation', () => {
    const [, detail, head] = readFrom(folders[0])
    const { ids } = readMapHead(head)
    const { measures } = readMapDetail(detail, readMapHead(head))
    expect([...measures.keys()]).toEqual([...PORTRAIT_MEASURES])
    for (const values of measures.values()) expect(values).toHaveLength(ids.length)
  })
})

describe('the one that ships', () => {
  const [activationBytes, detailBytes, headBytes] = readFrom(join(root, 'public/maps'))
  const head = readMapHead(headBytes)
  const detail = readMapDetail(detailBytes, head)
  const activations = readMapActivations(activationBytes, head)

  test('is small enough to come first', () => {
    expect(headBytes.length).toBeLessThan(150_000)
    expect(activationBytes.length).toBeLessThan(5_000_000)
  })

  test('has at least 300 networks, failures and successes, and activations of all on it', () => {
    const accuracies = head.networks.map(row => row.outcome.testAccuracy)
    expect(head.networks.length).toBeGreaterThanOrEqual(300)
    expect([accuracies.some(value => value < 0.15), accuracies.some(value => value > 0.95)]).toEqual([true, true])
    expect(activations.map(({ id }) => id)).toEqual(head.ids)
  })

  // Other engines may round logarithms and powers otherwise in the last place, hence the tolerances.
  test('holds the networks that its recipe draws', () => {
    const drawn = drawNetworks(head.manifest.recipe!, 0, head.manifest.recipe!.count)
    expect(head.networks).toMatchObject(drawn.map(({ hyper, ...spec }) => ({
      ...spec,
      hyper: Object.fromEntries(Object.entries(hyper).map(([key, value]: [string, unknown]) => [key, typeof value === 'number' ? expect.closeTo(value, 12) : value])),
    })))
  })

  test('its distances follow from its activations', () => {
    const some = 40
    const session = new GeometrySession(head.manifest.geometry, null)
    runToEnd(session.add(activations.slice(0, some)))
    const again = session.distances().condensed
    for (let i = 0; i < some; i++) {
      for (let j = i + 1; j < some; j++) expect(again[condensedIndex(i, j, some)]).toBeCloseTo(detail.distances[condensedIndex(i, j, head.ids.length)], 10)
    }
  })

  test('its measures follow from its activations and the labels of its probes', () => {
    expect([...detail.measures.keys()]).toEqual([...PORTRAIT_MEASURES])
    const { probes, labels } = makeDataset(head.manifest.dataset!, readFileSync(join(root, 'public/data/digits.bin')))
    const ofProbes = Int32Array.from(probes, probe => labels[probe])
    for (const k of [0, 7, 80, 200]) {
      const portrait = runToEnd(portraitSteps(activations[k], ofProbes, head.manifest.geometry))
      for (const [name, values] of detail.measures) {
        if (Number.isNaN(values[k])) expect(portrait[name as PortraitMeasure]).toBeNaN() // a dead layer separates nothing
        else expect(values[k]).toBeCloseTo(portrait[name as PortraitMeasure], 8)
      }
    }
  })

  test('its layout follows from its distances', () => {
    const { manifest: { geometry, phate }, ids, embedding, networks } = head
    const session = new GeometrySession(geometry, { ids, distances: detail.distances, coordinates: embedding, t: phate.t })
    const signal = networks.map(row => ({ id: row.id, value: row.outcome.testAccuracy }))
    const made = runToEnd(session.embed({ settings: geometry, start: 'classic', signal }))
    expect([made.t, made.components]).toEqual([phate.t, phate.components])
    expect(made.stress).toBeCloseTo(phate.stress, 6)
    expect(Math.max(...made.coordinates.map((value, k) => Math.abs(value - embedding[k])))).toBeLessThan(1e-6 * Math.max(...embedding))
  })
})
