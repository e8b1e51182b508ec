// The value of a token in the palette that is on: a canvas cannot read names.
import type { Palette } from '../use-palette.ts'

const known = new Map<string, string>()

export function cssColour(token: string, palette: Palette): string {
  const name = `${palette} ${token}`
  const before = known.get(name)
  if (before) return before
  const root = document.documentElement
  const value = getComputedStyle(root).getPropertyValue(token).trim()
  // The page may be a moment behind the palette that is asked for.
  if (root.dataset['theme'] === palette && value) known.set(name, value)
  return value
}
