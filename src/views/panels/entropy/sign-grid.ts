// How entropy goes with an outcome at every kept width and a few times: the table that says whether a sign is worth anything. Pure.
import { entropiesAt, logSpectra } from '../../../core/entropy/kept-spectra.ts'
import type { Correlation } from '../../../core/statistics.ts'
import { spearman } from '../../../core/statistics.ts'
import type { Spectra } from '../../../protocol/spectra.ts'

export const SIGN_TIMES: readonly number[] = [0.5, 1, 2, 5, 10, 20, 50]

/** times × widths, row-major. */
export interface SignGrid { grid: readonly number[], times: readonly number[], cells: readonly Correlation[] }

/** Cell by cell, so that whoever drives can let others have their turn. `outcome`: in the order of spectra.ids. Every width must be there. */
export function* signGrid({ n, grid, by }: Spectra, outcome: ArrayLike<number>, times = SIGN_TIMES): Generator<void, SignGrid, void> {
  const cells: Correlation[] = []
  for (const [column, table] of by.entries()) {
    const logs = logSpectra({ n, values: table! })
    yield
    for (const [row, t] of times.entries()) {
      cells[row * grid.length + column] = spearman(entropiesAt(logs, t), outcome)
      yield
    }
  }
  return { grid, times, cells }
}

/** Chance of a single mistaken sign among all cells that is put up with. */
const LEVEL = 0.05

/**
 * In how many cells a correlation that chance would hardly give anywhere in the table is positive, and in how many negative: e^(−z²/2), which bounds
 * the chance of |ρ|√(n − 1) ≥ z, counts as often as there are cells (Bonferroni). The cells are much alike, so this is cautious.
 */
export function signs({ cells }: SignGrid): { up: number, down: number, of: number } {
  const sure = cells.filter(({ rho, n }) => cells.length * Math.exp(-0.5 * rho * rho * Math.max(0, n - 1)) < LEVEL)
  const up = sure.filter(({ rho }) => rho > 0).length
  return { up, down: sure.length - up, of: cells.length }
}
