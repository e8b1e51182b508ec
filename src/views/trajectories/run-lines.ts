// The curves of all runs as a handful of paths: runs of one colour are one path, and their checkpoints another. Pure.
import type { InpcaMap } from '../../protocol/trajectories.ts'
import { shapePath } from '../shapes.ts'
import type { RunPaint } from './run-colours.ts'

export interface Points { x: Float64Array, y: Float64Array }

export interface Drawn { lines: { key: string, d: string, colour: string, strong: boolean }[], dots: { key: string, d: string, colour: string, strong: boolean }[] }

/** Pixels of every checkpoint. `value` NaN: there is no such point, and the curve has a gap. */
export function pointsOf({ starts }: Pick<InpcaMap, 'starts'>, x: (row: number) => number, y: (row: number) => number): Points {
  const rows = starts[starts.length - 1]
  return { x: Float64Array.from({ length: rows }, (_, row) => x(row)), y: Float64Array.from({ length: rows }, (_, row) => y(row)) }
}

/** `chosen`: runs that stand out; null: nobody is chosen, and all do. Those that do not come first and are grey. */
export function drawn({ starts }: Pick<InpcaMap, 'starts'>, points: Points, { lines, palette, rows, runs }: RunPaint, chosen: ReadonlySet<number> | null, radius: number): Drawn {
  const paths = new Map<string, Drawn['lines'][number]>()
  const dots = new Map<string, Drawn['dots'][number]>()
  const into = (where: typeof paths, colour: string, strong: boolean, d: string) => {
    const key = `${strong} ${colour}`
    const path = where.get(key) ?? { key, d: '', colour, strong }
    path.d += d
    where.set(key, path)
  }
  for (let run = 0; run < starts.length - 1; run++) {
    const strong = chosen === null || chosen.has(run)
    let [d, gap] = ['', true]
    for (let row = starts[run]; row < starts[run + 1]; row++) {
      const [x, y] = [points.x[row], points.y[row]]
      if (!Number.isFinite(x) || !Number.isFinite(y)) { gap = true; continue }
      d += `${gap ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`
      gap = false
      if (strong) into(dots, palette[rows[row]], true, shapePath('circle', x, y, radius))
    }
    into(paths, strong && runs ? lines[runs[run]] : 'var(--mark-dim)', strong, d)
  }
  const order = <T extends { strong: boolean }>(where: Map<string, T>): T[] => [...where.values()].sort((a, b) => Number(a.strong) - Number(b.strong))
  return { lines: order(paths), dots: order(dots) }
}
