// The words of the page where they stand: one text for each line of each piece, on its own baseline.
import { inkOf } from './ink-of.ts'
import type { Sheet } from './sheet.ts'
import { letterStyle } from './styled.ts'
import type { Attributes } from './svg-words.ts'

interface Line { text: string, left: number, right: number, top: number, bottom: number }

/** Pixels by which tops on one line may differ. */
const SAME_LINE = 3

/** The pieces of a text as the browser has broken it. */
export function linesOf(text: Text): Line[] {
  const range = document.createRange()
  const lines: Line[] = []
  const put = (from: number, to: number, spaced: boolean) => {
    range.setStart(text, from)
    range.setEnd(text, to)
    const rects = [...range.getClientRects()].filter(rect => rect.width > 0)
    if (rects.length > 1 && to - from > 1) {
      // A long word broken within itself.
      for (let at = from; at < to; at++) put(at, at + 1, spaced && at === from)
      return
    }
    const [rect] = rects
    if (!rect) return
    const last = lines.at(-1)
    if (last && Math.abs(last.top - rect.top) < SAME_LINE) {
      last.text += (spaced ? ' ' : '') + text.data.slice(from, to)
      last.right = rect.right
    } else lines.push({ text: text.data.slice(from, to), left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom })
  }
  // A no-break space holds its words together as one.
  for (const { 0: word, index } of text.data.matchAll(/[^ \t\n\r\f]+/g)) put(index, index + word.length, index > 0)
  return lines
}

let ruler: CanvasRenderingContext2D | null = null

const pen = (style: CSSStyleDeclaration): CanvasRenderingContext2D => {
  ruler ??= document.createElement('canvas').getContext('2d')!
  ruler.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  return ruler
}

/** Pixels from a line's top to its baseline. */
export function baselineOf(style: CSSStyleDeclaration, height: number): number {
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = pen(style).measureText('x')
  return up + (height - up - down) / 2
}

export function paintWords(text: Text, sheet: Sheet): void {
  const parent = text.parentElement
  if (!parent || text.data.trim() === '') return
  const style = getComputedStyle(parent)
  if (style.visibility !== 'visible') return
  for (const line of linesOf(text)) {
    const shown = cut(line, parent, style)
    if (shown.text !== '') paintLine(shown, style, sheet)
  }
}

export function paintLine({ text, left, right, top, bottom }: Line, style: CSSStyleDeclaration, sheet: Sheet): void {
  const { colour, opacity } = inkOf(style.color)
  if (opacity === 0) return
  const align = style.textAlign
  sheet.write({
    text: transformed(text, style.textTransform), left, right, baseline: top + baselineOf(style, bottom - top),
    // Where another typeface stands in for ours, columns stay aligned.
    anchor: align === 'right' || align === 'end' ? 'end' : align === 'center' ? 'middle' : 'start',
    style: { ...letterStyle(style, sheet), fill: colour, ...opacity < 1 && { 'fill-opacity': opacity }, ...haloOf(style) },
  })
}

/** The ground that keeps words readable over marks. */
function haloOf({ textShadow }: CSSStyleDeclaration): Attributes {
  const { colour, opacity } = inkOf(/(rgba?|color)\([^)]*\)/.exec(textShadow)?.[0] ?? 'none')
  return opacity === 0 ? {} : { stroke: colour, 'stroke-width': 3, 'stroke-linejoin': 'round', 'paint-order': 'stroke' }
}

const transformed = (text: string, how: string): string => how === 'uppercase' ? text.toUpperCase() : how === 'lowercase' ? text.toLowerCase() : how === 'capitalize' ? text.replace(/^\p{L}/u, letter => letter.toUpperCase()) : text

/** As a box that is too small shows it: with … where its text ends. */
function cut(line: Line, parent: HTMLElement, style: CSSStyleDeclaration): Line {
  const box = narrowing(parent)
  if (!box) return line
  const edge = box.getBoundingClientRect().right
  if (line.right <= edge + 0.5) return line
  if (line.left >= edge) return { ...line, text: '' }
  const ruler = pen(style)
  let text = line.text
  while (text !== '' && line.left + ruler.measureText(`${text}…`).width > edge) text = text.slice(0, -1)
  return { ...line, text: text === '' ? '' : `${text.trimEnd()}…`, right: edge }
}

/** The nearest box about these words, within one line, that ends its text with …. */
function narrowing(from: HTMLElement): HTMLElement | null {
  for (let at: HTMLElement | null = from, steps = 0; at && steps < 3; at = at.parentElement, steps++) {
    if (getComputedStyle(at).textOverflow === 'ellipsis') return at.scrollWidth > at.clientWidth ? at : null
  }
  return null
}
