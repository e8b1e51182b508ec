// PHATE through training: checkpoints of all runs laid out together by their representations, in a geometry session of their own whose networks are rows.
import { extrasFor } from '../../core/comparison/comparand.ts'
import type { NetworkActivations, NetworkRow } from '../../core/network.ts'
import type { GeometrySettings } from '../../core/settings.ts'
import { aborted } from '../../services/spawn.ts'
import type { Session } from '../session.ts'
import type { MapView } from '../state.ts'
import type { Hidden } from './moments.ts'
import type { ThroughTraining } from './trajectories-state.ts'

export interface LayeredRun { row: NetworkRow, hidden: Hidden }

/** From which share of the work each stage is, up to the next; stages that are not named here belong to the layout. */
const STAGES = { operators: [0, 0.15], distances: [0.15, 0.7], layout: [0.85, 0.15] } as const

export class Through {
  /** What the geometry session holds. */
  private opened: string | null = null

  constructor(private readonly session: Session) {}

  close(): void {
    this.opened = null
    this.session.services.through.close()
  }

  /** `key`: the same runs at the same moments have the same. Errors: a sentence; an AbortError once `signal` says so. */
  async make(map: MapView, runs: readonly LayeredRun[], dimensions: 2 | 3, key: string, onShare: (share: number) => void, signal: AbortSignal): Promise<ThroughTraining> {
    const { through } = this.session.services
    const { settings, notes } = settingsOf(map.manifest.geometry, dimensions)
    const counts = runs.map(({ hidden }) => hidden.steps.length)
    const starts = Uint32Array.from([0, ...counts.map((_, k) => counts.slice(0, k + 1).reduce((sum, count) => sum + count, 0))])
    const tell = (stage: keyof typeof STAGES, share: number): void => onShare(STAGES[stage][0] + STAGES[stage][1] * share)
    const stop = (): void => void through.cancel()
    signal.addEventListener('abort', stop, { once: true })
    const go = async <T>(step: Promise<T>): Promise<T> => {
      const done = await step
      if (signal.aborted) throw aborted()
      return done
    }
    try {
      const whole = `${key} ${JSON.stringify({ ...settings, dimensions: null })}`
      if (this.opened !== whole) {
        this.opened = null
        await go(through.open(settings, null))
        const { refused } = await go(through.add(networksOf(runs, starts, map.manifest.probes), ({ stage, share }) => tell(stage === 'operators' ? 'operators' : 'distances', share)))
        if (refused.length > 0) notes.push(`${refused.length} moments have no place: ${refused[0].why}`)
        this.opened = whole
      }
      const steps = Uint32Array.from(runs.flatMap(({ hidden }) => [...hidden.steps]))
      const signalOf = Array.from(steps, (step, id) => ({ id, value: Math.log1p(step) }))
      const made = await go(through.embed({ settings, start: 'classic', signal: signalOf }, () => tell('layout', 0)))
      const coordinates = new Float64Array(steps.length * dimensions).fill(NaN)
      made.ids.forEach((id, k) => coordinates.set(made.coordinates.subarray(k * dimensions, (k + 1) * dimensions), id * dimensions))
      const thinned = runs.filter(({ hidden }) => hidden.thinned).length
      if (thinned > 0) notes.push(`${thinned} of ${runs.length} runs are shown at fewer moments than were kept, at most ${Math.max(...counts)} each: every pair of moments is compared.`)
      return { ids: Int32Array.from(runs, ({ row }) => row.id), starts, steps, dims: dimensions, coordinates, settings, notes: [...notes, ...made.notes] }
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }
}

/** The map's own, as far as it compares last layers; else by diffusion distance, and a note says so. */
function settingsOf(geometry: GeometrySettings, dimensions: 2 | 3): { settings: GeometrySettings, notes: string[] } {
  if (extrasFor(geometry) === null) return { settings: { ...geometry, dimensions }, notes: [] }
  const notes = [`The map compares networks by ${geometry.metric}, ${geometry.layer} layer; on the way only last layers are kept, and they are compared by diffusion distance.`]
  return { settings: { ...geometry, metric: 'diffusion', layer: 'last', dimensions }, notes }
}

function networksOf(runs: readonly LayeredRun[], starts: Uint32Array, probes: number): NetworkActivations[] {
  return runs.flatMap(({ hidden: { steps, columns, values } }, run) => Array.from(steps, (_, moment) => ({
    id: starts[run] + moment, rows: probes, columns, values: values.slice(moment * probes * columns, (moment + 1) * probes * columns),
  })))
}
