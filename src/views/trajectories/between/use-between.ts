// What the panels between runs share: the answer, the runs as rows of the map, and which configuration each is in, with its colour.
import { useMemo } from 'react'
import type { NetworkRow } from '../../../core/network.ts'
import type { BetweenRuns } from '../../../protocol/trajectories.ts'
import { measureAmong } from '../../../store/measures.ts'
import type { Configurations } from '../../../store/trajectories/between-configurations.ts'
import { configurationsOf } from '../../../store/trajectories/between-configurations.ts'
import type { TrajectorySettings } from '../../../store/trajectories/trajectories-state.ts'
import type { Rgb } from '../../ramps.ts'
import { measured } from '../../ui/format.ts'
import type { Answer } from '../../use-answer.ts'
import { useAnswer } from '../../use-answer.ts'
import { useApp } from '../../use-app.ts'
import { usePalette } from '../../use-palette.ts'
import { configurationColours } from './configuration-colours.ts'

export interface Between {
  settings: TrajectorySettings
  answer: Answer<BetweenRuns>
  /** Of the answer's runs, in its order; null until there is an answer. */
  runs: {
    between: BetweenRuns
    configurations: Configurations
    /** One a configuration. */
    colours: readonly Rgb[]
    /** One a run; null where the map does not have it any more. */
    rows: readonly (NetworkRow | null)[]
  } | null
}

export function useBetween(asked: boolean): Between {
  const settings = useApp(state => state.runs)
  const networks = useApp(state => state.map?.networks) ?? NONE
  const derived = useApp(state => state.derived)
  const theme = usePalette()
  const { index, configuration } = settings
  const answer = useAnswer('betweenRuns', asked ? { index, configuration } : null)
  const runs = useMemo(() => {
    if (!answer.value) return null
    const found = configurationsOf(answer.value.ids, networks, configuration, derived)
    const measure = configuration === 'architecture' ? null : measureAmong(networks, configuration, derived)
    const configurations = { ...found, names: measure?.kind === 'category' && measure.group === 'hyper' ? found.names.map(name => measured(measure, name)) : found.names }
    const known = new Map(networks.map(row => [row.id, row]))
    return { between: answer.value, configurations, colours: configurationColours(configurations, theme), rows: Array.from(answer.value.ids, id => known.get(id) ?? null) }
  }, [answer.value, networks, configuration, derived, theme])
  return { settings, answer, runs }
}

const NONE: readonly NetworkRow[] = []
