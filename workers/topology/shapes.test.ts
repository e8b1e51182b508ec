// Shapes of networks: bars as core has them, loops that close within their births, matchings that sum to the distance, degenerate layers.
import { describe, expect, it } from 'vitest'
import { condensedIndex } from '../../src/core/condensed.ts'
import type { NetworkActivations } from '../../src/core/network.ts'
import { float32Distances } from '../../src/core/persistence/cloud.ts'
import { diagramAt } from '../../src/core/persistence/packed.ts'
import { rips } from '../../src/core/persistence/rips.ts'
import { diagramDistance, USUAL } from '../../src/core/persistence/wasserstein.ts'
import { mulberry32, normals } from '../../src/core/random.ts'
import { runToEnd } from '../../src/core/steps.ts'
import { diagramsSteps, matchingSteps, shapeSteps } from './shapes.ts'

function layer(id: number, rows: number, columns: number): NetworkActivations {
  const normal = normals(mulberry32(id))
  return { id, rows, columns, values: Float32Array.from({ length: rows * columns }, () => Math.max(0, normal())) }
}

const networks = [layer(3, 60, 3), layer(9, 60, 5), layer(11, 60, 2)]
const dead: NetworkActivations = { id: 5, rows: 60, columns: 4, values: new Float32Array(240) }

describe('one network', () => {
  const shape = runToEnd(shapeSteps(networks[1]))
  const distances = float32Distances(Float64Array.from(networks[1].values), 60, 5)

  it('has the bars of its distances, in units of their mean', () => {
    const raw = rips(distances, { n: 60 }).diagrams
    expect(shape.mean).toBeCloseTo(distances.reduce((sum, x) => sum + x, 0) / distances.length, 12)
    expect([...shape.loops.births]).toEqual([...raw[1].births].map(birth => birth / shape.mean))
    expect([...shape.pieces.deaths]).toEqual([...raw[0].deaths].map(death => death / shape.mean))
    expect(shape.loops.births.every(birth => Math.fround(birth * shape.mean) > 0)).toBe(true)
  })

  it('has an edge for every piece that ends, as long as its death, and joins what was apart', () => {
    expect(shape.joins).toHaveLength(2 * shape.pieces.deaths.filter(Number.isFinite).length)
    const piece = Array.from({ length: 60 }, (_, probe) => probe)
    for (let bar = 0; 2 * bar < shape.joins.length; bar++) {
      const [one, other] = shape.joins.subarray(2 * bar)
      expect(distances[condensedIndex(...ordered(one, other), 60)] / shape.mean).toBe(shape.pieces.deaths[bar])
      // What it joins was apart before.
      expect(piece[one]).not.toBe(piece[other])
      const gone = piece[other]
      piece.forEach((own, probe) => { if (own === gone) piece[probe] = piece[one] })
    }
    // Two probes at one place are one piece from the start, and no bar.
    expect(new Set(piece).size).toBe(1 + distances.filter(distance => distance === 0).length)
  })

  it('has a closed loop for every bar, whose longest edge is the birth', () => {
    expect(shape.cycles).toHaveLength(shape.loops.births.length)
    expect(shape.cycles.length).toBeGreaterThan(3)
    shape.cycles.forEach((cycle, bar) => {
      const edges = Array.from(cycle, (probe, k) => distances[condensedIndex(...ordered(probe, cycle[(k + 1) % cycle.length]), 60)])
      expect(cycle.length).toBeGreaterThanOrEqual(4)
      expect(new Set(cycle).size).toBe(cycle.length)
      expect(Math.max(...edges) / shape.mean).toBe(shape.loops.births[bar])
      expect(edges.reduce((sum, edge) => sum + edge, 0) / shape.mean).toBeCloseTo(shape.around[bar], 10)
    })
  })

  it('in other units of activation is the same shape', () => {
    const twice = runToEnd(shapeSteps({ ...networks[1], values: networks[1].values.map(value => 2 * value) }))
    expect([...twice.loops.births]).toEqual([...shape.loops.births])
    expect(twice.cycles).toEqual(shape.cycles)
    expect(twice.mean).toBe(2 * shape.mean)
  })
})

describe('many networks', () => {
  const all = runToEnd(diagramsSteps([...networks, dead]))

  it('have the diagrams that each has alone', () => {
    expect([...all.ids]).toEqual([3, 9, 11, 5])
    networks.forEach((network, k) => {
      const shape = runToEnd(shapeSteps(network))
      expect(diagramAt(all.loops, k)).toEqual(shape.loops)
      expect(diagramAt(all.pieces, k)).toEqual(shape.pieces)
    })
  })

  it('a dead layer has one piece and no loop', () => {
    expect(diagramAt(all.loops, 3).births).toHaveLength(0)
    expect(diagramAt(all.pieces, 3)).toEqual({ births: Float64Array.of(0), deaths: Float64Array.of(Infinity) })
    expect(runToEnd(shapeSteps(dead))).toMatchObject({ mean: 0, cycles: [], summaries: { loops: { bars: 0, totalPersistence: 0 }, pieces: { bars: 0, endless: 1 } } })
  })
})

describe('two networks', () => {
  it('are matched at the distance between them, every bar once', () => {
    const { a, b, pieces, loops } = runToEnd(matchingSteps(networks[0], networks[1]))
    for (const [matching, one, other, dimension] of [[pieces, a.pieces, b.pieces, 0], [loops, a.loops, b.loops, 1]] as const) {
      expect(matching.pairs.reduce((sum, pair) => sum + pair.cost, 0)).toBeCloseTo(matching.distance, 12)
      expect(matching.distance).toBeCloseTo(diagramDistance(one, other, { ...USUAL, dimension }), 12)
      const ends = (deaths: Float64Array): number[] => [...deaths.keys()].filter(bar => deaths[bar] < Infinity)
      expect(matching.pairs.map(pair => pair.a).filter(bar => bar >= 0).sort((x, y) => x - y)).toEqual(ends(one.deaths))
      expect(matching.pairs.map(pair => pair.b).filter(bar => bar >= 0).sort((x, y) => x - y)).toEqual(ends(other.deaths))
    }
  })

  it('a dead layer is matched with nothing: half the total persistence', () => {
    const { loops, pieces, a } = runToEnd(matchingSteps(networks[0], dead))
    expect(loops.pairs.every(pair => pair.b === -1)).toBe(true)
    expect(loops.distance).toBeCloseTo(a.summaries.loops.totalPersistence / 2, 12)
    expect(pieces.distance).toBeCloseTo(a.summaries.pieces.totalPersistence / 2, 12)
  })
})

const ordered = (i: number, j: number): [number, number] => (i < j ? [i, j] : [j, i])
