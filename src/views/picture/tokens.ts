// The page's colours by their names, as they are now, in six digits.
import { parseColour } from '../map/palette.ts'
import { hexOf } from './ink-of.ts'

export const token = (name: `--${string}`): string => hexOf(parseColour(getComputedStyle(document.documentElement).getPropertyValue(name)))
