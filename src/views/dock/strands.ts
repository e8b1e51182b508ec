// Which networks' lines stand out, in which colour, and in which order they are drawn. Pure.
import type { NetworkRow } from '../../core/network.ts'
import type { Groups } from '../../store/state.ts'
import type { Strand } from './draw-lines.ts'

interface Of {
  rows: readonly NetworkRow[]
  ids: ReadonlySet<number>
  groups: Groups
  /** The map's colours; null: ink. */
  stepped: ((row: NetworkRow) => { fill: string }) | null
  /** Brushes are on, whether anyone meets them or not. */
  brushing: boolean
  ink: (token: `--${string}`) => string
}

/** Lines of one colour that are drawn together. Colours take turns as the networks do, so that none lies on top of all the others. */
const FEW = 6

/** Beyond so many, lines are one pixel wide: without a GPU that is twenty times faster than any other width (a hairline needs no outline). */
const MANY = 200

/** The more lines, the more each lets through. */
const crowded = (count: number): number => count > MANY ? 0.45 : count > 60 ? 0.6 : 0.85

/** Nothing selected: everyone. Else the selected. Groups A and B in their colours, on top, whoever is selected. */
export function strandsOf({ rows, ids, groups, stepped, brushing, ink }: Of): Strand[] {
  const grouped = (id: number): boolean => groups.a.has(id) || groups.b.has(id)
  const everyone = ids.size === 0 && !brushing && groups.a.size + groups.b.size === 0
  const chosen = rows.flatMap((row, k) => (everyone || ids.has(row.id)) && !grouped(row.id) ? [k] : [])
  const many = chosen.length > MANY
  const look = { alpha: everyone ? (many ? 0.4 : 0.6) : crowded(chosen.length), width: everyone || many ? 1 : 1.3 }
  const strands: Strand[] = []
  if (stepped) {
    const open = new Map<string, number[]>()
    for (const k of chosen) {
      const { fill } = stepped(rows[k])
      let own = open.get(fill)
      if (!own || own.length === FEW) {
        own = []
        open.set(fill, own)
        strands.push({ rows: own, stroke: fill, ...look })
      }
      own.push(k)
    }
  } else strands.push({ rows: chosen, stroke: ink(everyone ? '--ink-3' : '--ink-1'), ...look, alpha: look.alpha * 0.8 })
  for (const [group, token] of [['b', '--sel-b-mark'], ['a', '--sel-a-mark']] as const) {
    const own = rows.flatMap((row, k) => groups[group].has(row.id) ? [k] : [])
    if (own.length) strands.push({ rows: own, stroke: ink(token), alpha: crowded(own.length), width: own.length > MANY ? 1 : 1.4 })
  }
  return strands
}
