// A map for those who do not see it, in sentences; and who of its networks is not on it.
import type { NetworkRow } from '../../core/network.ts'

/** Of those without a place on the map: whose training diverged, and who ended in finite numbers but could not be placed. */
export function withoutPlace(rows: readonly NetworkRow[]): { diverged: number, unplaced: number } {
  const diverged = rows.filter(row => row.outcome.divergedAt !== null).length
  return { diverged, unplaced: rows.length - diverged }
}

export function inWords(count: number, { diverged, unplaced }: { diverged: number, unplaced: number }, selected: number, label: string, ends: readonly string[] | null): string {
  return [
    `Map of ${count} networks, coloured by ${label}${ends ? `, from ${ends[0]} to ${ends[1]}` : ''}.`,
    diverged > 0 ? `${diverged} more diverged and have no place on it.` : '',
    unplaced > 0 ? `${unplaced} more could not be placed on it.` : '',
    selected > 0 ? `${selected} selected.` : '',
  ].filter(Boolean).join(' ')
}
