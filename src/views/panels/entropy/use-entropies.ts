// The spectral entropies of all networks at the width and time in use, from the spectra that are kept: moving a slider asks nobody.
import { useMemo } from 'react'
import { entropiesAt, logSpectra } from '../../../core/entropy/kept-spectra.ts'
import { nearestSigma, sigmaGrid } from '../../../core/entropy/relative-width.ts'
import { DEFAULT_GEOMETRY } from '../../../core/settings.ts'
import type { Spectra } from '../../../protocol/spectra.ts'
import type { EntropySettings } from '../../../store/state.ts'
import type { Answer } from '../../use-answer.ts'
import { useAnswer } from '../../use-answer.ts'
import { useApp } from '../../use-app.ts'

export interface Entropies {
  /** As chosen. */
  settings: EntropySettings
  /** What is shown: while the chosen width is on its way, the nearest that is there; null where there is none. */
  shown: EntropySettings | null
  grid: readonly number[]
  ready: readonly boolean[]
  answer: Answer<Spectra>
  spectra: Spectra | null
  /** networks × n of the width that is shown. */
  table: Float32Array | null
  /** In the order of spectra.ids. */
  bits: Float64Array | null
  byId: ReadonlyMap<number, number>
}

export function useEntropies(): Entropies {
  const settings = useApp(state => state.entropy)
  const geometry = useApp(state => state.map?.manifest.geometry) ?? DEFAULT_GEOMETRY
  const { scale, sigma, t } = settings
  const answer = useAnswer('spectra', { scale })
  const spectra = answer.value
  const grid = useMemo(() => spectra?.grid ?? sigmaGrid(scale, geometry), [spectra, scale, geometry])
  const ready = useMemo(() => grid.map((_, k) => !!spectra?.by[k]), [spectra, grid])
  const there = grid.filter((_, k) => ready[k])
  const near = there.length ? there[nearestSigma(there, sigma)] : null
  const table = near === null ? null : spectra!.by[grid.indexOf(near)]
  const n = spectra?.n ?? 0
  const logs = useMemo(() => table && logSpectra({ n, values: table }), [table, n])
  const bits = useMemo(() => logs && entropiesAt(logs, t), [logs, t])
  const ids = spectra?.ids
  const byId = useMemo(() => new Map(bits && ids ? ids.map((id, k) => [id, bits[k]]) : []), [bits, ids])
  return { settings, shown: near === null ? null : { scale, sigma: near, t }, grid, ready, answer, spectra, table, bits, byId }
}
