// What a pane's picture is drawn from: which layout, on which axes, and what of the clock it understands.
import { useMemo } from 'react'
import type { Asked } from '../../store/asked.ts'
import type { Roads } from '../../store/trajectories/clock.ts'
import type { Picture } from '../../store/trajectories/trajectories-state.ts'
import { useAnswer } from '../use-answer.ts'
import { useApp } from '../use-app.ts'
import type { Painted } from './run-colours.ts'
import { readingsOf } from './moments.ts'
import type { Laid, ThreeAxes } from './scene.ts'
import { oriented } from './scene.ts'

/** Null parts where a picture has none of it. */
export interface Shown {
  laid: Laid
  /** Of every row: updates made and, where they are known, progress, loss and error. */
  readings: Painted
  /** What the clock goes by; null: the picture has no moments. */
  roads: Roads | null
  axes: ThreeAxes
  dimensions: 2 | 3
  /** Whether the axes mean something: then they are drawn. */
  meaning: boolean
  signs: ArrayLike<number>
  eigenvalues: ArrayLike<number> | null
  stress: Float64Array | null
  /** Each run is one dot. */
  dotsOnly: boolean
  /** Which configuration each of laid.averages belongs to. */
  averages: readonly number[]
  /** Changes when another picture is shown: then it is shown whole. */
  series: string
}

export interface Waiting { shown: Shown | null, why: string | null, share: number | null }

const NO_ROAD = new Float64Array()

export function useLaid(picture: Exclude<Picture, 'phate'>): Waiting {
  const made = useApp(state => state.trajectories.made)
  const shuffled = useApp(state => state.trajectories.shuffled)
  const through = useApp(state => state.trajectories.through)
  const { axes, otherAxes, dimensions, index, configuration, averages: averaged, probes } = useApp(state => state.runs)
  const wantsAverages = averaged && made !== null && (picture === 'inpca' || picture === 'axes')
  const averages = useAnswer('averages', wantsAverages ? { index, configuration } : null)
  const between = useAnswer('betweenRuns', picture === 'runs' && made !== null ? { index, configuration } : null)
  const paths: Asked['averages']['answer'] | null = wantsAverages ? averages.value : null

  const shown = useMemo((): Shown | null => {
    if (picture === 'runs') {
      const runs = between.value
      if (!runs || !made) return null
      const count = runs.ids.length
      const starts = Uint32Array.from({ length: count + 1 }, (_, run) => run)
      return {
        laid: { ids: runs.ids, starts, dims: 3, coordinates: runs.coordinates, road: NO_ROAD, averages: [] }, readings: endReadings(runs.ids, made.map), roads: null,
        axes: [0, 1, 2], dimensions, meaning: true, signs: runs.signs, eigenvalues: null, stress: runs.stress, dotsOnly: true, averages: [], series: `runs ${made.version} ${index}`,
      }
    }
    if (picture === 'through') {
      if (!through) return null
      const readings = made ? readingsOf(through, made.map) : { ...through, progress: NO_ROAD, loss: NO_ROAD, error: NO_ROAD }
      return {
        laid: { ids: through.ids, starts: through.starts, dims: through.dims, coordinates: through.coordinates, road: NO_ROAD, averages: [] }, readings, roads: readings,
        axes: [0, 1, 2], dimensions: through.dims, meaning: false, signs: [1, 1, 1], eigenvalues: null, stress: null, dotsOnly: false, averages: [], series: `through ${through.ids.length}`,
      }
    }
    const map = picture === 'null' ? shuffled : made?.map
    if (!map || !made) return null
    const kinds = paths ? paths.filter(path => path.kind === paths[0]?.kind) : []
    const own = picture === 'axes' ? otherAxes : axes
    return {
      laid: oriented({ ids: map.ids, starts: map.starts, dims: map.dims, coordinates: map.coordinates, road: map.road, averages: kinds.map(path => path.coordinates) }),
      readings: map, roads: map, axes: own, dimensions, meaning: true, signs: map.signs, eigenvalues: map.eigenvalues, stress: map.stress, dotsOnly: false,
      averages: kinds.map(path => path.configuration), series: `${picture} ${probes} ${own.join()} ${dimensions}`,
    }
  }, [picture, made, shuffled, through, axes, otherAxes, dimensions, probes, index, between.value, paths])

  const asked = picture === 'runs' ? between : wantsAverages ? averages : null
  return { shown, why: asked?.why ?? null, share: asked?.share ?? null }
}

/** Of each run what is known of its last checkpoint. */
function endReadings(ids: Int32Array, map: NonNullable<Painted> & Partial<Painted>): Painted {
  const runs = new Map(Array.from(map.ids, (id, run) => [id, run]))
  const ends = Array.from(ids, id => {
    const run = runs.get(id)
    return run === undefined ? -1 : map.starts[run + 1] - 1
  })
  const read = (values: ArrayLike<number> | undefined) => Float64Array.from(ends, row => row < 0 || !values ? NaN : values[row])
  return {
    ids, starts: Uint32Array.from({ length: ids.length + 1 }, (_, run) => run), steps: Uint32Array.from(ends, row => row < 0 ? 0 : map.steps[row]),
    progress: read(map.progress), loss: read(map.loss), error: read(map.error),
  }
}
