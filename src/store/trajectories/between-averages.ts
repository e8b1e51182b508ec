// Averages of a configuration's runs at their ends, held against the mean of the runs themselves. Pure.
import type { Average } from '../../core/inpca/averages.ts'
import type { AveragePath } from '../../protocol/trajectories.ts'

export interface AverageEnd { kind: Average, error: number, progress: number }

export interface ConfigurationEnds {
  configuration: number
  /** The runs' own, their mean. */
  runs: { error: number, progress: number }
  /** The kinds asked for, in their order. */
  averages: readonly AverageEnd[]
}

/** One a configuration, by its number. */
export function endsOf(paths: readonly AveragePath[], kinds: readonly Average[]): ConfigurationEnds[] {
  return [...new Set(paths.map(path => path.configuration))].sort((a, b) => a - b).map(configuration => {
    const own = paths.filter(path => path.configuration === configuration)
    const averages = kinds.flatMap(kind => {
      const path = own.find(one => one.kind === kind)
      return path ? [{ kind, error: path.error, progress: path.progress }] : []
    })
    return { configuration, runs: { error: own[0].meanError, progress: own[0].meanProgress }, averages }
  })
}

/** Of the configurations with at least two runs: in how many an average errs less than its runs do on average, and the mean of the gain. */
export interface Gain { kind: Average, better: number, of: number, error: number, runs: number }

export function gainOf(ends: readonly ConfigurationEnds[], kind: Average): Gain | null {
  const pairs = ends.flatMap(({ runs, averages }) => {
    const found = averages.find(average => average.kind === kind)
    return found && Number.isFinite(found.error) && Number.isFinite(runs.error) ? [{ runs: runs.error, own: found.error }] : []
  })
  if (pairs.length === 0) return null
  const mean = (read: (pair: typeof pairs[number]) => number): number => pairs.reduce((sum, pair) => sum + read(pair), 0) / pairs.length
  return { kind, better: pairs.filter(pair => pair.own < pair.runs).length, of: pairs.length, error: mean(pair => pair.own), runs: mean(pair => pair.runs) }
}
