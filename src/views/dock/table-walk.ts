// Where the keys of a grid lead: arrows by one, Page keys by what is in sight, Home and End along the row, with Ctrl to the corners. Pure.
export interface Place { row: number, column: number }

interface Size { rows: number, columns: number, page: number }

/** Null: the key leads nowhere. Row −1 is the head. */
export function walked({ row, column }: Place, { key, ctrlKey, metaKey }: { key: string, ctrlKey: boolean, metaKey: boolean }, { rows, columns, page }: Size): Place | null {
  const far = ctrlKey || metaKey
  const to = (nextRow: number, nextColumn: number): Place => ({ row: Math.min(rows - 1, Math.max(-1, nextRow)), column: Math.min(columns - 1, Math.max(0, nextColumn)) })
  switch (key) {
    case 'ArrowDown': return to(row + 1, column)
    case 'ArrowUp': return to(row - 1, column)
    case 'ArrowRight': return to(row, column + 1)
    case 'ArrowLeft': return to(row, column - 1)
    case 'PageDown': return to(row + page, column)
    case 'PageUp': return to(Math.max(0, row - page), column)
    case 'Home': return far ? to(0, 0) : to(row, 0)
    case 'End': return far ? to(rows - 1, columns - 1) : to(row, columns - 1)
    default: return null
  }
}
