// The inputs of the sloppy teacher task as the slider shows them: their eigenvalues, and in how many directions they spread.
import { teacherSpectrum } from '../../core/data/teacher.ts'

export interface InputSpectrum {
  /** By size, the largest 1. */
  values: readonly number[]
  /** (Σe)² / Σe²: as if so many directions were equal. */
  directions: number
}

export function inputSpectrum(decay: number): InputSpectrum {
  const spectrum = teacherSpectrum(decay)
  const sum = spectrum.reduce((all, value) => all + value, 0)
  const squares = spectrum.reduce((all, value) => all + value * value, 0)
  return { values: Array.from(spectrum, value => value / spectrum[0]), directions: sum * sum / squares }
}
