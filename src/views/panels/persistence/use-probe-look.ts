// The probes as loops are drawn through them: classes and pictures as everywhere, and places where the data are a plane.
import { useMemo } from 'react'
import { useAnswer } from '../../use-answer.ts'
import type { ProbeLook } from '../inside.ts'
import { probeLook } from '../inside.ts'

export interface LoopLook extends ProbeLook {
  /** Probes × 2; null where the data have another number of features. */
  points: Float32Array | null
  /** What one probe is called, in the plural. */
  things: string
}

/** Null until the data are here, or where they are not ours. */
export function useProbeLook(): LoopLook | null {
  const { value } = useAnswer('data', 'map')
  return useMemo(() => {
    if (!value) return null
    const points = value.features === 2 ? Float32Array.from([...value.probes].flatMap(row => [value.inputs[2 * row], value.inputs[2 * row + 1]])) : null
    return { ...probeLook(value), points, things: value.image ? 'images' : points ? 'points' : 'probes' }
  }, [value])
}
