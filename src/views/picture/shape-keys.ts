// What the shapes stand for, in a row under a map whose legend has no room to say so: a phone's.
import type { NetworkRow } from '../../core/network.ts'
import { ACTIVATIONS } from '../../core/network.ts'
import type { Shape } from '../shapes.ts'
import { SHAPE_OF, shapePath } from '../shapes.ts'
import { widthOf } from './foot.ts'
import type { Sheet } from './sheet.ts'
import { element, words } from './svg-words.ts'
import { token } from './tokens.ts'

const [ROW, GAP, SIZE] = [18, 14, 11]

/** Which shapes the networks have, and what each means. */
export function keysOf(networks: readonly NetworkRow[]): { shape: Shape, name: string }[] {
  const keys = ACTIVATIONS.filter(name => networks.some(({ hyper }) => hyper?.activation === name)).map((name): { shape: Shape, name: string } => ({ shape: SHAPE_OF[name], name }))
  return networks.some(({ hyper }) => hyper?.family === 'conv') ? [...keys, { shape: 'hollow circle', name: 'hollow: conv' }] : keys
}

/** Draws them from a corner on, in as many rows as they need; returns how high those are. */
export function drawShapeKeys(sheet: Sheet, networks: readonly NetworkRow[], { left, top, width }: { left: number, top: number, width: number }): number {
  const keys = keysOf(networks)
  let [x, y] = [left, top]
  for (const { shape, name } of keys) {
    const long = 16 + widthOf(name)
    if (x > left && x + long > left + width) [x, y] = [left, y + ROW]
    sheet.add(element('path', { d: shapePath(shape, x + 6, y + 8, 4.5), fill: token('--mark-dim'), stroke: token('--ink-3'), 'stroke-width': 0.8 }))
    sheet.add(words(name, { x: x + 16, y: y + 12, 'font-size': SIZE, fill: token('--ink-2') }))
    x += long + GAP
  }
  return keys.length === 0 ? 0 : y - top + ROW + 4
}
