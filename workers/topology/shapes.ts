// What the topology worker answers, as steps: diagrams, loops and matchings of networks' activations.
import type { NetworkActivations } from '../../src/core/network.ts'
import { representativeCycles } from '../../src/core/persistence/cycles.ts'
import type { Diagram } from '../../src/core/persistence/diagram.ts'
import { networkDiagramsSteps } from '../../src/core/persistence/network-diagrams.ts'
import { packDiagrams } from '../../src/core/persistence/packed.ts'
import { shapeMeasures } from '../../src/core/persistence/shape-measures.ts'
import { summary } from '../../src/core/persistence/summary.ts'
import { matchDiagrams, USUAL } from '../../src/core/persistence/wasserstein.ts'
import type { Steps } from '../../src/core/steps.ts'
import type { NetworkShape, PackedDiagrams, ShapeMatching } from '../../src/protocol/topology.ts'

export function* shapeSteps(activations: NetworkActivations): Steps<NetworkShape> {
  const { diagrams: [pieces, loops], mean, distances, persistence } = yield* networkDiagramsSteps(activations)
  const cycles: Uint32Array[] = []
  const around = new Float64Array(loops.births.length)
  for (const { bar, vertices, length } of representativeCycles(distances, persistence, Infinity)) {
    cycles[bar] = vertices
    around[bar] = length / mean // a loop has a length, so that the mean is not 0
  }
  const summaries = { pieces: summary(pieces), loops: summary(loops) }
  return { id: activations.id, probes: activations.rows, mean, pieces, loops, cycles, joins: persistence.joiningEdges, around, summaries }
}

export function* diagramsSteps(networks: readonly NetworkActivations[]): Steps<PackedDiagrams> {
  const found: [Diagram, Diagram][] = []
  for (const network of networks) {
    found.push((yield* networkDiagramsSteps(network)).diagrams)
    yield { stage: 'diagrams', share: found.length / networks.length }
  }
  return {
    ids: Uint32Array.from(networks, network => network.id),
    pieces: packDiagrams(found.map(pair => pair[0])),
    loops: packDiagrams(found.map(pair => pair[1])),
    measures: Float64Array.from(found.flatMap(([pieces, loops]) => [...shapeMeasures(pieces, loops)])),
  }
}

export function* matchingSteps(a: NetworkActivations, b: NetworkActivations): Steps<ShapeMatching> {
  const one = yield* shapeSteps(a)
  const other = yield* shapeSteps(b)
  return {
    a: one, b: other,
    pieces: matchDiagrams(one.pieces, other.pieces, { ...USUAL, dimension: 0 }),
    loops: matchDiagrams(one.loops, other.loops, { ...USUAL, dimension: 1 }),
  }
}
