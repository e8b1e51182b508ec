// The map under a terminal's search: distances between the networks that it has trained, on probes that neither vote nor are held back.
import type { Comparand } from '../../src/core/comparison/comparand.ts'
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { TrainedNetwork } from '../../src/core/network.ts'
import { knownDistances, phateGeometry } from '../../src/core/search/phate-geometry.ts'
import type { Geometry } from '../../src/core/search/survey.ts'
import type { GeometrySettings, Metric } from '../../src/core/settings.ts'
import { GeometrySession } from '../../workers/geometry/session.ts'
import { beginOn } from '../pairs-threads.ts'
import { comparandSteps } from '../population-comparands.ts'
import { runSteps } from '../run-steps.ts'

/** By these two networks are as far apart as all others make them: a map of few would not stand when more come. */
export const RELATIVE: readonly Metric[] = ['multi', 'hyper-parameters']

export class Between {
  private readonly session: GeometrySession
  private readonly places: Int32Array
  private rows = new Map<number, number>()
  private condensed: Float64Array = new Float64Array(0)

  /** Networks know the probes of `dataset`; of these `probes` count. */
  constructor(private readonly dataset: Dataset, probes: Uint32Array, private readonly settings: GeometrySettings, threads: number) {
    this.places = Int32Array.from(probes, row => dataset.probes.indexOf(row))
    this.session = new GeometrySession(settings, null, beginOn(threads))
  }

  /** Those that are new. Whoever cannot be compared, or has diverged, is not among `compared`. */
  take(networks: readonly TrainedNetwork[]): void {
    const fresh = networks.filter(({ id, activations }) => activations && !this.rows.has(id))
    if (fresh.length === 0) return
    runSteps(this.session.add(runSteps(comparandSteps(fresh, this.dataset, this.settings)).map(one => this.onProbes(one))))
    const { ids, condensed } = this.session.distances()
    this.rows = new Map(ids.map((id, row) => [id, row]))
    this.condensed = condensed
  }

  compared(id: number): boolean { return this.rows.has(id) }

  /** Infinity where one of them cannot be compared. */
  distance(a: number, b: number): number {
    return this.compared(a) && this.compared(b) ? this.geometry.distances(a, [b])[0] : Infinity
  }

  /** Of those that were taken. */
  get geometry(): Geometry {
    const { knn, decay, gamma, t, seed, dimensions: dims } = this.settings
    const between: Geometry['distances'] = (id, others) => knownDistances(this.condensed, this.rows.size, one => this.rows.get(one)!)(id, others)
    return phateGeometry(between, { knn, decay, gamma, t, seed, dims })
  }

  private onProbes(one: Comparand): Comparand {
    const { places } = this
    const rows = places.length
    const chosen = (values: Float32Array): Float32Array => {
      const columns = values.length / one.rows
      const some = new Float32Array(rows * columns)
      places.forEach((place, row) => some.set(values.subarray(place * columns, (place + 1) * columns), row * columns))
      return some
    }
    return {
      ...one, rows, values: chosen(one.values), ...one.probabilities && { probabilities: chosen(one.probabilities) },
      ...one.layers && { layers: one.layers.map(layer => ({ ...layer, values: chosen(layer.values) })) },
    }
  }
}
