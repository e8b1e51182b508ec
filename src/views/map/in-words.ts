// A map for those who do not see it, in sentences.

export function inWords(count: number, diverged: number, selected: number, label: string, ends: readonly string[] | null): string {
  return [
    `Map of ${count} networks, coloured by ${label}${ends ? `, from ${ends[0]} to ${ends[1]}` : ''}.`,
    diverged > 0 ? `${diverged} more diverged and have no place on it.` : '',
    selected > 0 ? `${selected} selected.` : '',
  ].filter(Boolean).join(' ')
}
