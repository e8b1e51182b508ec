// What may be asked of the topology worker. It keeps nothing between questions: whoever asks sends the activations along.
import type { NetworkActivations } from '../core/network.ts'
import type { Diagram } from '../core/persistence/diagram.ts'
import type { PackedBars } from '../core/persistence/packed.ts'
import type { DiagramSummary } from '../core/persistence/summary.ts'
import type { DiagramMatching } from '../core/persistence/wasserstein.ts'

/** The shape of the probes as one network sees them. Births and deaths in mean distances between probes; the bars of core/persistence, to the last bit. */
export interface NetworkShape {
  id: number
  probes: number
  /** The mean distance between two probes, in units of activation; 0 for a dead layer, whose probes all coincide. */
  mean: number
  /** H0: births 0; one bar without end for the piece that is left. */
  pieces: Diagram
  /** H1, by rising birth. */
  loops: Diagram
  /** A closed loop for each bar of H1, in the same order: probes one after the other; the last is joined to the first. */
  cycles: Uint32Array[]
  /** Two probes a bar of H0 that ends, in the same order: joining them made one piece of two. */
  joins: Uint32Array
  /** The length of each of these loops, in mean distances. */
  around: Float64Array
  summaries: { pieces: DiagramSummary, loops: DiagramSummary }
}

/** The diagrams of many networks, in mean distances of each. */
export interface PackedDiagrams {
  ids: Uint32Array
  pieces: PackedBars
  loops: PackedBars
  /** Networks × SHAPE_MEASURES, row-major. */
  measures: Float64Array
}

/** A least costly matching of two networks' diagrams (W1, inner norm ∞); places of bars as in their shapes. */
export interface ShapeMatching { a: NetworkShape, b: NetworkShape, pieces: DiagramMatching, loops: DiagramMatching }

export interface TopologyWorker {
  /** `turn` names the question for `stop`. */
  shape(turn: number, network: NetworkActivations): Promise<NetworkShape>
  diagrams(turn: number, networks: NetworkActivations[]): Promise<PackedDiagrams>
  matching(turn: number, a: NetworkActivations, b: NetworkActivations): Promise<ShapeMatching>
  beat(): boolean
  /** Stops that question at its next step; it rejects with an error named 'AbortError'. */
  stop(turn: number): void
}
