// What the panels of one network's inside have in common: the data set, the network made again, the study of the chosen layer.
import { useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import { useAnswer } from '../use-answer.ts'
import type { ProbeLook } from './inside.ts'
import { answersOf, probeLook, wrongOf } from './inside.ts'

/** How the probes look, and their classes; null until the data are here, or where they are not ours. */
export function useProbes(): ProbeLook | null {
  const { value } = useAnswer('data', 'map')
  return useMemo(() => value && probeLook(value), [value])
}

/** What it answers to the probes; null until it has been made again, or where it cannot be. */
export function useProbeAnswers(row: NetworkRow, probes: ProbeLook | null) {
  const { value } = useAnswer('revisited', row.id)
  return useMemo(() => {
    if (!value || !probes || value.probabilities.length !== probes.labels.length * probes.names.length) return null // a brought network may know other classes
    const answers = answersOf(value, probes.names.length)
    return { answers, wrong: wrongOf(answers, probes.labels) }
  }, [value, probes])
}

/** `layer` null: the last. */
export const useStudy = (row: NetworkRow, layer: string | null) => useAnswer('study', useMemo(() => ({ id: row.id, layer }), [row.id, layer]))
