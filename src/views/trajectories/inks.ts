// The page's colours as a canvas needs them.
import type { Token } from '../charts/use-canvas.ts'
import type { Inks } from './runs-drawing.ts'
import { INK_TOKENS } from './runs-drawing.ts'

export const inksOf = (token: Token): Inks => Object.fromEntries(Object.entries(INK_TOKENS).map(([name, of]) => [name, token(of)])) as unknown as Inks
