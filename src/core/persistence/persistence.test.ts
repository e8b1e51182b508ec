// Persistent homology against Ripser 1.2.1, and distances between diagrams against GUDHI 3.7.1 (exact linear programme).
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { float32Distances } from './cloud.ts'
import type { Diagram } from './diagram.ts'
import { diagramOf, emptyDiagram, finiteBars } from './diagram.ts'
import { rips } from './rips.ts'
import { summary } from './summary.ts'
import { diagramDistance } from './wasserstein.ts'

const own = new URL('./fixtures/', import.meta.url)
const shared = new URL('../../../../shared/fixtures/persistence/', import.meta.url)

type Bars = [number, number | null][]
interface Features { n: number, total_persistence_p1: number, total_persistence_p2: number, max_persistence: number, entropy_nat: number, entropy_normalized: number | null }
interface Cloud {
  name: string
  n: number
  d: number | null
  maxdim: 1 | 2
  enclosing_radius: number
  ripser: Record<string, Bars>
  ripser_threshold: { threshold: number } & Record<string, Bars | number>
  features: Record<string, Features>
}
type Row = { a: string, b: string | null, dim: number } & Record<string, number>
interface Manifest { clouds: { name: string }[], distances: Row[] }

const json = (place: URL, name: string): unknown => JSON.parse(readFileSync(new URL(`${name}.json`, place), 'utf8'))
const f32 = (place: URL, name: string): Float32Array => new Float32Array(Uint8Array.from(readFileSync(new URL(`${name}.f32`, place))).buffer)
const cloudOf = (place: URL, name: string): Cloud => json(place, name) as Cloud
const manifest = json(own, 'manifest') as Manifest

/** From "strictly lower triangle, row by row" to pairs i < j, row by row. */
function upperFromLower(lower: Float32Array, n: number): Float64Array {
  const distances: number[] = []
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) distances.push(lower[j * (j - 1) / 2 + i])
  return Float64Array.from(distances)
}

function distancesOf(place: URL, { name, n, d }: Cloud): Float64Array {
  return d === null ? upperFromLower(f32(place, `${name}.dist`), n) : float32Distances(f32(place, `${name}.points`), n, d)
}

const rounded = (bars: Bars): number[][] => {
  const { births, deaths } = diagramOf(bars.map(([birth, death]) => [Math.fround(birth), death === null ? null : Math.fround(death)]))
  return Array.from(births, (birth, bar) => [birth, deaths[bar]])
}
const barsOf = ({ births, deaths }: Diagram): number[][] => rounded(Array.from(births, (birth, bar) => [birth, deaths[bar]]))
const relative = (value: number, reference: number): number => Math.abs(value - reference) / Math.max(Math.abs(reference), 1e-300)

function checkCloud(place: URL, name: string): void {
  const cloud = cloudOf(place, name)
  const distances = distancesOf(place, cloud)
  const whole = rips(distances, { maxDimension: cloud.maxdim })
  expect(whole.threshold).toBe(Math.fround(cloud.enclosing_radius))
  const cut = rips(distances, { maxDimension: cloud.maxdim, threshold: cloud.ripser_threshold.threshold })
  for (let dimension = 0; dimension <= cloud.maxdim; dimension++) {
    expect(barsOf(whole.diagrams[dimension])).toEqual(rounded(cloud.ripser[`H${dimension}`]))
    const reference = cloud.ripser_threshold[`H${dimension}`]
    if (Array.isArray(reference)) expect(barsOf(cut.diagrams[dimension])).toEqual(rounded(reference))
  }
}

function checkSummaries(place: URL, name: string): void {
  const cloud = cloudOf(place, name)
  for (const [key, features] of Object.entries(cloud.features)) {
    const ours = summary(diagramOf(cloud.ripser[key]))
    expect(ours.bars).toBe(features.n)
    expect(relative(ours.totalPersistence, features.total_persistence_p1)).toBeLessThan(1e-9)
    expect(relative(ours.totalSquaredPersistence, features.total_persistence_p2)).toBeLessThan(1e-9)
    expect(relative(ours.largest, features.max_persistence)).toBeLessThan(1e-9)
    expect(Math.abs(ours.entropy - features.entropy_nat)).toBeLessThan(1e-9 * Math.max(1, features.entropy_nat))
    expect(Math.abs(ours.normalisedEntropy - (features.entropy_normalized ?? 0))).toBeLessThan(1e-9)
  }
}

const columns = [
  { name: 'W1_innerinf', order: 1, inner: Infinity }, { name: 'W1_inner2', order: 1, inner: 2 as const }, { name: 'W2_innerinf', order: 2, inner: Infinity },
  { name: 'W2_inner2', order: 2, inner: 2 as const }, { name: 'bottleneck', order: Infinity, inner: Infinity },
]

function checkRow(place: URL, row: Row): void {
  const diagram = (name: string): Diagram => diagramOf(cloudOf(place, name).ripser[`H${row.dim}`])
  const a = diagram(row.a)
  const b = row.b === null ? emptyDiagram() : diagram(row.b)
  for (const { name, order, inner } of columns) {
    for (const distance of [diagramDistance(a, b, { order, inner }), diagramDistance(finiteBars(b), finiteBars(a), { order, inner })]) {
      expect(Math.abs(distance - row[name]), `${name} of ${row.a} and ${String(row.b)}, dimension ${row.dim}`).toBeLessThanOrEqual(1e-6 * row[name])
    }
  }
}

const copied = ['circle', 'two_circles', 'torus', 'sphere', 'lattice', 'annulus_duplicates', 'random_dissimilarity']
const rowName = (row: Row): string => `${row.a} and ${row.b ?? 'nothing'}, dimension ${row.dim}`
const isCopied = (row: Row): boolean => copied.includes(row.a) && (row.b === null || copied.includes(row.b))

describe('small clouds', () => {
  it.each(copied)('%s: every bar is that of Ripser, at both thresholds', name => { checkCloud(own, name) })
  it.each(copied)('%s: summaries', name => { checkSummaries(own, name) })
  it.each(manifest.distances.filter(isCopied).map(row => ({ what: rowName(row), row })))('distance of $what', ({ row }) => { checkRow(own, row) })
})

const rest = manifest.clouds.map(cloud => cloud.name).filter(name => !copied.includes(name))
const there = existsSync(shared)
const title = there ? 'the other clouds' : 'the other clouds (SKIPPED: ../shared/fixtures/persistence is missing)'
describe.skipIf(!there)(title, () => {
  it.each(rest)('%s: every bar is that of Ripser, at both thresholds', name => { checkCloud(shared, name) })
  it.each(rest)('%s: summaries', name => { checkSummaries(shared, name) })
  it.each(manifest.distances.filter(row => !isCopied(row)).map(row => ({ what: rowName(row), row })))('distance of $what', ({ row }) => { checkRow(shared, row) })

  it('all 23 tables of distances have the same bits', () => {
    const clouds = manifest.clouds.map(({ name }) => cloudOf(shared, name)).filter(cloud => cloud.d !== null)
    expect(manifest.clouds).toHaveLength(23)
    for (const cloud of clouds) {
      const reference = upperFromLower(f32(shared, `${cloud.name}.dist`), cloud.n)
      expect(distancesOf(shared, cloud).every((distance, pair) => distance === reference[pair]), cloud.name).toBe(true)
    }
  })
})
