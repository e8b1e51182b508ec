// The strokes of the tree: thousands of lines, so on a canvas. Grey above the cut, in the clusters' colours below it; the chosen as ticks under the leaves.
import { childrenOf } from '../../core/clusters/dendrogram.ts'
import type { Cluster, ClusterTree } from '../../store/clusters.ts'
import type { Drawing } from '../charts/drawings.ts'
import { DRAWINGS } from '../charts/drawings.ts'

export interface TreeFrame {
  tree: ClusterTree
  clusters: readonly Cluster[]
  /** Pixels of a place among the leaves, and of a height. */
  x: (place: number) => number
  y: (height: number) => number
  width: number
  height: number
  /** Under the lowest leaf. */
  base: number
}

export interface TreeInks {
  above: string
  /** A cluster each: lines, and the bars that stand for the same clusters on the map. */
  lines: readonly string[]
  fills: readonly string[]
}

export interface TreeTicks { ids: ReadonlySet<number>, colour: string, /** Pixels below the base. */ from: number, to: number }

/** Pixels below the base: where ticks, bars and numbers stand. */
export const UNDER = { ticks: [2, 8], groups: [9, 14], bar: [15, 19], numbers: 31, end: 36 } as const

export function drawTree(canvas: HTMLCanvasElement, frame: TreeFrame, inks: TreeInks, ticks: readonly TreeTicks[]): void {
  const { width, height } = frame
  const ratio = Math.max(1, window.devicePixelRatio)
  canvas.width = Math.round(width * ratio)
  canvas.height = Math.round(height * ratio)
  const ctx = canvas.getContext('2d')
  if (!ctx) return
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0)
  ctx.clearRect(0, 0, width, height)
  const draw: Drawing = pen => drawStrokes(pen, frame, inks, ticks)
  draw(ctx)
  DRAWINGS.set(canvas, draw)
}

function drawStrokes(ctx: CanvasRenderingContext2D, frame: TreeFrame, inks: TreeInks, ticks: readonly TreeTicks[]): void {
  const { tree, clusters, x, base } = frame
  ctx.lineWidth = tree.count > 700 ? 0.8 : 1
  const cut = new Set(clusters.map(({ node }) => node))
  stroke(ctx, frame, rootsAbove(tree, cut), inks.above, cut)
  clusters.forEach(({ node }, k) => stroke(ctx, frame, [node], inks.lines[k], null))
  clusters.forEach(({ node }, k) => {
    const [from, to] = [x(tree.places.first[node] - 0.5), x(tree.places.last[node] + 0.5)]
    ctx.fillStyle = inks.fills[k]
    ctx.fillRect(from + 0.5, base + UNDER.bar[0], Math.max(1, to - from - 1), UNDER.bar[1] - UNDER.bar[0])
  })
  const wide = Math.max(1, Math.min(3, x(1) - x(0) - 0.5))
  for (const { ids, colour, from, to } of ticks) {
    ctx.fillStyle = colour
    tree.order.forEach((leaf, place) => { if (ids.has(tree.hierarchy.ids[leaf])) ctx.fillRect(x(place) - wide / 2, base + from, wide, to - from) })
  }
}

const rootsAbove = (tree: ClusterTree, cut: ReadonlySet<number>): number[] => cut.has(2 * tree.count - 2) ? [] : [2 * tree.count - 2]

/** Everything at and below these, down to but without the branches of `until`; stems reach up from child to parent. */
function stroke(ctx: CanvasRenderingContext2D, { tree, x, y }: TreeFrame, from: readonly number[], colour: string, until: ReadonlySet<number> | null): void {
  ctx.strokeStyle = colour
  ctx.beginPath()
  const open = [...from]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node < tree.count) continue
    const top = y(tree.heightOf(node))
    const [left, right] = childrenOf(tree.linkage, node)
    const [a, b] = [x(tree.places.stem[left]), x(tree.places.stem[right])]
    ctx.moveTo(a, y(tree.heightOf(left)))
    ctx.lineTo(a, top)
    ctx.lineTo(b, top)
    ctx.lineTo(b, y(tree.heightOf(right)))
    for (const child of [left, right]) if (!until?.has(child)) open.push(child)
  }
  ctx.stroke()
}
