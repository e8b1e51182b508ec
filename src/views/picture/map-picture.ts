// The map, or the two side by side, as they are seen now: dots as shapes from the numbers that the GPU has, what lies over them and the legend from the page.
import type { PaintedPane, SeenPane } from '../map/panes.ts'
import { PANES } from '../map/panes.ts'
import type { DrawnPicture } from './document.ts'
import { drawFoot, widthOf } from './foot.ts'
import { hexOf } from './ink-of.ts'
import { markShapes } from './map-marks.ts'
import { paint } from './paint-html.ts'
import type { PictureSource } from './provenance.ts'
import { drawShapeKeys } from './shape-keys.ts'
import { Sheet } from './sheet.ts'
import { token } from './tokens.ts'
import { content, element, words } from './svg-words.ts'

export type WhichMaps = 'all' | 'first' | 'second'

const EDGE = 14
/** The title's height with what stands beside it, or below. */
const [HEAD, TALL_HEAD] = [40, 58]
/** Under the map, over the pane's own dots, and last of all, in this order. */
const [UNDER, OVER, LAST] = [['.ClusterHalos', '.Graticule'], ['.TrustLines', '.GroupOutlines', '.LandedMarks', '.ClusterLabels'], ['.ScaleBar', '.MapPane-note']]

/** Of a picture that draws itself. */
const PAINTED = ['.TrajectoryPane-canvas', '.AxisNames', '.TrajectoryPane-title', '.TrajectoryPane-note', '.RunLegend', '.ScaleBar']

/** The frames of the maps on the page, first map first. */
export function framesOnPage(which: WhichMaps): [HTMLElement, SeenPane | PaintedPane][] {
  const all = [...PANES].sort(([a], [b]) => a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1)
  return which === 'all' ? all : which === 'first' ? all.slice(0, 1) : all.slice(1, 2)
}

/** `sources`: one a map, in the same order. Null where there is no map to draw. */
export function mapPicture(which: WhichMaps, sources: readonly PictureSource[], exactWeights: boolean): DrawnPicture | null {
  const shown = framesOnPage(which)
  if (shown.length === 0 || sources.length === 0) return null
  const rects = shown.map(([frame]) => frame.getBoundingClientRect())
  const [{ title, record, embedding, coloured }] = sources
  const several = shown.length > 1
  const aside = several ? coloured : `${embedding}, ${coloured}`
  const left = Math.min(...rects.map(rect => rect.left))
  const width = Math.max(...rects.map(rect => rect.right)) - left
  const beside = standsBeside(title, aside, width)
  const top = Math.min(...rects.map(rect => rect.top)) - (beside ? HEAD : TALL_HEAD)
  const bottom = Math.max(...rects.map(rect => rect.bottom)) - top
  const sheet = new Sheet(left, top, exactWeights)
  const ground = token('--canvas')
  drawTitle(sheet, title, aside, width, beside)
  // A picture of runs has a legend of its own; the map's stands with the first map of networks.
  const legend = shown.findIndex(([, pane]) => !('picture' in pane))
  shown.forEach(([frame, pane], k) => drawPane(sheet, frame, pane, k === legend, several ? sources[k]?.embedding ?? null : null))
  const lines = [...new Set(sources.map(({ line }) => line))]
  let foot = bottom + 10
  if (shown[0][1].narrow) foot += drawShapeKeys(sheet, shown[0][1].networks, { left: EDGE, top: foot, width: width - 2 * EDGE })
  lines.forEach((line, k) => {
    foot += drawFoot(sheet, lines.length > 1 ? `${k === 0 ? 'First map' : 'Second map'} · ${line}` : line, { left: EDGE, top: foot, width: width - 2 * EDGE, colour: token('--ink-3') })
  })
  return { sheet, width, height: foot + 10, ground, title, description: lines.join(' — '), record: sources.length > 1 ? { ...record, second: sources[1].record } : record }
}

const standsBeside = (title: string, aside: string, width: number): boolean => widthOf(title, 15, 620) + 12 + widthOf(aside, 12) <= width - 2 * EDGE

function drawTitle(sheet: Sheet, title: string, aside: string, width: number, beside: boolean): void {
  const place = beside ? { dx: 10 } : { x: EDGE, dy: 19 }
  const small = element('tspan', { ...place, 'font-size': 12, 'font-weight': '400', fill: token('--ink-2') }, content(fitting(aside, width - 2 * EDGE, 12, 420)))
  const shown = fitting(title, width - 2 * EDGE, 15, 620)
  sheet.add(element('text', { x: EDGE, y: 26, 'font-size': 15, 'font-weight': sheet.exactWeights ? '620' : '600', fill: token('--ink-1') }, content(shown) + small))
}

function fitting(text: string, room: number, size: number, weight: number): string {
  if (widthOf(text, size, weight) <= room) return text
  let shown = text
  while (shown !== '' && widthOf(`${shown}…`, size, weight) > room) shown = shown.slice(0, -1)
  return `${shown.trimEnd()}…`
}

/** `name`: of one among several. */
function drawPane(sheet: Sheet, frame: HTMLElement, pane: SeenPane | PaintedPane, first: boolean, name: string | null): void {
  const { left, top, width, height } = frame.getBoundingClientRect()
  const [x, y] = [left - sheet.left, top - sheet.top]
  const from = (selectors: readonly string[]) => { for (const part of frame.querySelectorAll(selectors.join())) paint(part, sheet) }
  const ground = hexOf(parsed(token('--canvas')))
  sheet.add(element('rect', { x, y, width, height, fill: ground }))
  sheet.clipped({ left, top, width, height }, () => {
    if ('picture' in pane) return PAINTED.forEach(selector => from([selector]))
    for (const selector of UNDER) from([selector])
    const { markup, count } = markShapes(pane.dots, pane.networks, pane.places, pane.size, parsed(ground))
    sheet.add(element('g', { transform: `translate(${x} ${y})`, class: 'networks', 'data-count': String(count) }, `\n${markup}\n`))
    if (pane.alone >= 0) {
      const r = 11 * (pane.narrow ? 4 / 5.5 : 1)
      sheet.add(element('circle', { cx: x + pane.places[2 * pane.alone], cy: y + pane.places[2 * pane.alone + 1], r, fill: 'none', stroke: hexOf(pane.selected), 'stroke-width': 2, class: 'ring' }))
    }
    for (const selector of OVER) from([selector])
    for (const selector of LAST) from([selector])
  })
  if (name) {
    sheet.add(words(name, {
      x: x + width - EDGE, y: y + 24, 'text-anchor': 'end', 'font-weight': '500', fill: token('--ink-2'), stroke: ground, 'stroke-width': 3, 'stroke-linejoin': 'round', 'paint-order': 'stroke',
    }))
  }
  // The legend stands on the first map and says what both show; without it, on whichever is drawn first.
  if (first) drawLegend(sheet, frame)
  sheet.add(element('rect', { x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1, fill: 'none', stroke: token('--line-2') }))
}

const parsed = (hex: string): number[] => [1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16))

function drawLegend(sheet: Sheet, frame: HTMLElement): void {
  const legend = document.querySelector<HTMLElement>('.Legend')
  if (!legend) return
  if (frame.contains(legend)) return paint(legend, sheet)
  // It lies on another map, which is not drawn: it comes along to the same corner.
  const { left, bottom } = legend.getBoundingClientRect()
  const from = legend.closest('.MapPane')?.getBoundingClientRect()
  const to = frame.getBoundingClientRect()
  if (!from) return
  const [across, down] = [to.left - from.left, to.bottom - from.bottom]
  if (left < from.left || bottom > from.bottom) return
  sheet.moved(across, down, () => paint(legend, sheet))
}
