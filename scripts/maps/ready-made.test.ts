// The ready-made maps that ship: small enough, listed as they are, made again from their seeds, laid out from their own distances; and what their
// cards say, counted once more by other means.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { condensedIndex } from '../../src/core/condensed.ts'
import { makeDataset } from '../../src/core/data/make.ts'
import type { NetworkRow } from '../../src/core/network.ts'
import { KEEP_NOTHING } from '../../src/core/network.ts'
import { runToEnd } from '../../src/core/steps.ts'
import { learnersFor } from '../../src/core/training/learners.ts'
import { makeAgainSteps } from '../../src/core/training/revisit.ts'
import { trainNetwork } from '../../src/core/training/train.ts'
import { galleryFrom } from '../../src/formats/gallery-index.ts'
import { dotsOf } from '../../src/formats/gallery-picture.ts'
import { readMapActivations, readMapCheckpoints, readMapDetail, readMapHead } from '../../src/formats/map.ts'
import { initialState } from '../../src/store/initial-state.ts'
import { createFakes, fakeMap } from '../../src/store/fakes.ts'
import { mapFromHead } from '../../src/store/map-view.ts'
import { otherThan, specOf } from '../../src/store/network-again.ts'
import { readView } from '../../src/store/sharing/view.ts'
import { GeometrySession } from '../../workers/geometry/session.ts'
import { claimsOf } from './claims.ts'
import { indexOf } from './gallery-index.ts'
import { READY_MADE, countOf, specsOf, stretchesOf } from './ready-made.ts'
import { coarsePredictions, toSignificantBits } from './rounding.ts'

const folder = fileURLToPath(new URL('../../public/maps/', import.meta.url))
const read = (name: string): Uint8Array => new Uint8Array(readFileSync(folder + name))
const digits = readFileSync(new URL('../../public/data/digits.bin', import.meta.url))
const list = galleryFrom(JSON.parse(new TextDecoder().decode(read('index.json'))))
const NAMES = ['digits', ...READY_MADE.map(({ name }) => name)]
const MAPS = new Map(NAMES.map(name => {
  const head = readMapHead(read(`${name}.npz`))
  const { detail, activations, checkpoints } = head.manifest.parts
  return [name, {
    head, detail: readMapDetail(read(detail!), head), activations: activations ? readMapActivations(read(activations), head) : null,
    checkpoints: checkpoints ? readMapCheckpoints(read(checkpoints), head) : null,
  }]
}))
/** Runs a generator that yields of its own, whatever that is. */
function finished<R>(work: Generator<unknown, R, void>): R {
  for (;;) {
    const next = work.next()
    if (next.done) return next.value
  }
}

const accuracy = (row: NetworkRow): number => row.outcome.testAccuracy

describe('the list', () => {
  test('is of the files beside it', () => expect(JSON.parse(new TextDecoder().decode(read('index.json')))).toEqual(indexOf(folder, NAMES)))

  test('begins with the first map, and its files are small', () => {
    expect(list.map(({ name }) => name)).toEqual(NAMES)
    expect(list.flatMap(({ files }) => files).every(({ name }) => existsSync(folder + name))).toBe(true)
    expect(list.slice(1).reduce((sum, { bytes }) => sum + bytes.all, 0)).toBeLessThan(3_400_000)
    for (const { networks, bytes, picture } of list) {
      expect(bytes.head).toBeLessThan(300 * Math.max(150, networks)) // 150 kB for 500 networks
      expect(dotsOf(picture)!.length).toBeGreaterThan(Math.min(networks, 400) * 0.9)
    }
  })

  test.each(NAMES)('%s: what its card says is so, in two sentences', name => {
    const { about, view } = list.find(entry => entry.name === name)!
    expect({ about, view }).toEqual(claimsOf(name, MAPS.get(name)!.head))
    expect(about.match(/[.](?= [A-Z]|$)/g)).toHaveLength(2)
    expect(about).not.toMatch(/NaN|Infinity|undefined/)
  })

  test.each(NAMES)('%s: its view can be followed', name => {
    const map = mapFromHead(MAPS.get(name)!.head, 'ready-made', true, 1)
    const { faults, change } = readView(list.find(entry => entry.name === name)!.view, { ...initialState(createFakes(fakeMap(3))), map })
    expect(faults).toEqual([])
    const a = map.networks.filter(({ id }) => change.groups?.a.has(id))
    if (name === 'families') expect(a.every(({ hyper }) => hyper!.family === 'conv') && a.length === 72).toBe(true)
    if (name === 'spirals') expect(a.every(({ hyper }) => hyper!.width >= 10 && hyper!.learningRate > 0.003 && hyper!.learningRate < 0.04)).toBe(true)
  })
})

describe.each(READY_MADE)('$name', plan => {
  const { name, dataset: settings, keep } = plan
  const count = countOf(plan)
  const runs = stretchesOf(plan, count)
  const { head, detail, activations, checkpoints } = MAPS.get(name)!
  const { manifest: { geometry, phate }, ids, embedding, networks } = head
  const dataset = makeDataset(settings, digits)
  const begin = learnersFor(dataset)
  const some = ids.filter((_, k) => k % Math.ceil(ids.length / 6) === 2)

  test('holds the networks that its recipes draw, and says which', () => {
    expect(networks).toHaveLength(count)
    const drawn = specsOf(runs)
    expect(networks.map(({ id, weightSeed, orderSeed }) => [id, weightSeed, orderSeed])).toEqual(drawn.map(({ id, weightSeed, orderSeed }) => [id, weightSeed, orderSeed]))
    // Other engines may round powers otherwise in the last place.
    const written = (hyper: object): string[] => Object.entries(hyper).map(([key, value]: [string, unknown]) => `${key} ${typeof value === 'number' ? value.toPrecision(12) : String(value)}`).sort()
    expect(networks.map(({ hyper }) => written(hyper!))).toEqual(drawn.map(({ hyper }) => written(hyper)))
    expect(head.manifest.lineage).toEqual({ base: null, runs })
    expect(head.manifest.recipe).toEqual({ ...runs[runs.length - 1].recipe, count })
    expect(new Set(drawn.flatMap(({ weightSeed, orderSeed }) => [weightSeed, orderSeed])).size).toBe(2 * count)
  })

  test('its networks are made again from their seeds', () => {
    for (const id of some) {
      const row = networks.find(network => network.id === id)!
      const made = { id, first: null, ...finished(makeAgainSteps(specOf(row)!, null, dataset, begin)) }
      const known = activations?.find(network => network.id === id) ?? null
      expect(otherThan(made, row, known, dataset, false), `network ${id}`).toBeNull()
      expect(otherThan(made, row, null, dataset, false), `network ${id}`).toBeNull()
    }
  })

  test('its distances follow from its networks, to the bit that is kept', () => {
    const shown = activations?.slice(0, 12) ?? ids.slice(0, 12).map(id => trainNetworkToEnd(id).activations!)
    const session = new GeometrySession(geometry, null)
    runToEnd(session.add(shown))
    const again = session.distances().condensed
    for (let i = 0; i < shown.length; i++) {
      for (let j = i + 1; j < shown.length; j++) expect(detail.distances[condensedIndex(i, j, ids.length)]).toBe(toSignificantBits(again[condensedIndex(i, j, shown.length)], 9))
    }
  })

  test('its layout follows from its distances', () => {
    const session = new GeometrySession(geometry, { ids, distances: detail.distances, coordinates: embedding, t: phate.t })
    const made = runToEnd(session.embed({ settings: geometry, start: 'classic', signal: networks.map(row => ({ id: row.id, value: accuracy(row) })) }))
    expect([made.t, made.components]).toEqual([phate.t, phate.components])
    expect(made.stress).toBeCloseTo(phate.stress, 6)
    expect(Math.max(...made.coordinates.map((value, k) => Math.abs(value - embedding[k])))).toBeLessThan(1e-6 * Math.max(...embedding))
  })

  const trainNetworkToEnd = (id: number) => finished(trainNetwork(specOf(networks.find(row => row.id === id)!)!, dataset, begin, keep.checkpoints > 0 ? keep : KEEP_NOTHING))

  test.runIf(keep.checkpoints > 0)('its predictions on the way are those of training, rounded', () => {
    expect(checkpoints!.size).toBe(count)
    for (const id of some) {
      const kept = checkpoints!.get(id)!
      expect(kept.steps).toHaveLength(keep.checkpoints)
      const exact = trainNetworkToEnd(id).checkpoints!
      expect(kept).toEqual(coarsePredictions(exact, dataset.classes))
      // The most probable stays the most probable, or is as probable as the one that is.
      for (let row = 0; row < kept.probabilities.length; row += dataset.classes) {
        const [was, now] = [exact.probabilities, kept.probabilities].map(of => of.subarray(row, row + dataset.classes))
        expect(now[was.indexOf(Math.max(...was))]).toBeGreaterThan(Math.max(...now) - 0.13)
      }
    }
  })
})

describe('what the cards say, counted by hand', () => {
  const rowsOf = (name: string) => MAPS.get(name)!.head.networks.filter(row => row.outcome.divergedAt === null)
  const about = (name: string): string => list.find(entry => entry.name === name)!.about

  test('spirals: who gets round them', () => {
    const rows = rowsOf('spirals').map(row => ({ width: row.hyper!.width, rate: row.hyper!.learningRate, good: accuracy(row) > 0.9 }))
    const there = rows.filter(({ width, rate }) => width >= 10 && 0.003 < rate && rate < 0.04)
    const good = rows.filter(row => row.good).length
    const goodThere = there.filter(row => row.good).length
    expect(about('spirals')).toContain(`of its ${there.length} networks, at least 10 wide and at learning rates from 0.003 to 0.04, ${goodThere} exceed 0.9, and of the other ${rows.length - there.length} only ${good - goodThere}`)
    expect(goodThere / there.length).toBeGreaterThan(0.9)
  })

  test('families: pairs that differ in nothing else', () => {
    const rows = rowsOf('families')
    const half = 36 // the grid's last dimensions, before the family turns; then it begins again with new seeds
    const pairs = rows.filter(({ id }) => Math.floor(id / half) % 2 === 0).map(row => [row, rows.find(({ id }) => id === row.id + half)!])
    for (const [dense, conv] of pairs) expect({ ...conv.hyper, family: 'mlp' }).toEqual(dense.hyper)
    expect(about('families')).toContain(`Of ${pairs.length} pairs that are alike in all but the family, the dense network (B) is ahead in ${pairs.filter(([dense, conv]) => accuracy(dense) > accuracy(conv)).length};`)
  })

  test('trajectories: eight architectures, three optimisers, and where they end', () => {
    const rows = rowsOf('trajectories')
    expect(new Set(rows.map(({ hyper }) => `${hyper!.family} ${hyper!.depth} ${hyper!.width}`)).size).toBe(8)
    expect(new Set(rows.flatMap(({ weightSeed, orderSeed }) => [weightSeed, orderSeed])).size).toBe(2 * rows.length)
    for (const [optimiser, named] of [['sgd', 'SGD ends at '], ['momentum', 'momentum at '], ['adam', 'Adam at ']]) {
      const sorted = rows.filter(({ hyper }) => hyper!.optimiser === optimiser).map(accuracy).sort((a, b) => a - b)
      expect(about('trajectories')).toContain(`${named}${((sorted[7] + sorted[8]) / 2).toFixed(3)}`)
    }
  })

  test('population: both families, every activation, optimiser and depth', () => {
    const { networks } = MAPS.get('population')!.head
    for (const [key, kinds] of [['family', 2], ['activation', 4], ['optimiser', 4], ['depth', 4]] as const) expect(new Set(networks.map(({ hyper }) => hyper![key])).size).toBe(kinds)
    expect(networks).toHaveLength(1000)
  })
})
