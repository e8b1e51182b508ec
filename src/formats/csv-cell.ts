// One cell of a CSV file that is written (RFC 4180). Words that a spreadsheet would take for a formula get an apostrophe before them: names come from
// strangers' files. Numbers stay numbers, negative ones too.

export function csvCell(cell: string | number | null): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
