// What is being drawn: marks in their order, definitions beside them, and names that are used once however many pictures share the sheet.
import type { Attributes } from './svg-words.ts'
import { content, element } from './svg-words.ts'

/** Pixels of the page. */
export interface Box { left: number, top: number, width: number, height: number }

/** Words on one baseline, in the window's pixels. */
export interface Run { text: string, left: number, right: number, baseline: number, anchor: 'start' | 'middle' | 'end', style: Attributes }

/** Pixels between two pieces that make them one text with a space, or none, between. */
const [SPACE, APART] = [1.2, 6.5]

export class Sheet {
  readonly #marks: string[] = []
  #line: Run[] = []
  readonly #definitions: string[] = []
  readonly #names = new Map<string, string>()
  readonly #drawn = new WeakSet<object>()
  #count = 0

  /** `left`, `top`: the pixel of the window that becomes the sheet's corner; weights other than whole hundreds are for browsers alone. */
  constructor(public left: number, public top: number, readonly exactWeights = false) {}

  add(markup: string): void {
    this.#endLine()
    this.#marks.push(markup)
  }

  /** Pieces that follow each other on a line become one text: with another typeface they still do not overlap. */
  write(run: Run): void {
    const last = this.#line.at(-1)
    const gap = last ? run.left - last.right : Infinity
    if (!last || Math.abs(last.baseline - run.baseline) > 0.6 || gap < -1.5 || gap > APART || last.anchor !== run.anchor) this.#endLine()
    this.#line.push(run)
  }

  #endLine(): void {
    const runs = this.#line
    const [first] = runs
    if (!first) return
    this.#line = []
    const right = runs[runs.length - 1].right
    const x = { start: first.left, middle: (first.left + right) / 2, end: right }[first.anchor]
    const pieces = runs.map(({ text, style, left }, k) => {
      // Some readers drop a space at the beginning of a part.
      const space = k > 0 && left - runs[k - 1].right > SPACE ? ' ' : ''
      const own = Object.fromEntries(Object.entries(style).filter(([name, value]) => first.style[name] !== value))
      return space + (k === 0 || Object.keys(own).length === 0 ? content(text) : element('tspan', own, content(text)))
    })
    this.#marks.push(element('text', { x: x - this.left, y: first.baseline - this.top, ...first.anchor !== 'start' && { 'text-anchor': first.anchor }, ...first.style }, pieces.join('')))
  }

  define(markup: string): void {
    this.#definitions.push(markup)
  }

  /** Whether it is drawn for the first time: what lies under the dots stands, on the page, in what lies over them. */
  isFirst(of: object): boolean {
    if (this.#drawn.has(of)) return false
    this.#drawn.add(of)
    return true
  }

  /** A name that nothing else on the sheet has. */
  name(): string {
    this.#count += 1
    return `n${this.#count}`
  }

  /** What an element of the page is called here. */
  nameOf(id: string): string {
    const known = this.#names.get(id)
    if (known) return known
    const made = this.name()
    this.#names.set(id, made)
    return made
  }

  /** Draws within an element: a group with an opacity, say. */
  within(name: string, of: Parameters<typeof element>[1], draw: () => void): void {
    this.#endLine()
    const from = this.#marks.length
    draw()
    this.#endLine()
    const inside = this.#marks.splice(from).join('')
    if (inside) this.#marks.push(element(name, of, inside))
  }

  /** Draws what lies within a box, and nothing beyond it. */
  clipped(box: Box, draw: () => void): void {
    const id = this.name()
    this.define(element('clipPath', { id }, element('rect', { x: box.left - this.left, y: box.top - this.top, width: box.width, height: box.height })))
    this.within('g', { 'clip-path': `url(#${id})` }, draw)
  }

  /** Draws as if it lay elsewhere in the window, by so many pixels. */
  moved(across: number, down: number, draw: () => void): void {
    this.#endLine()
    this.left -= across
    this.top -= down
    draw()
    this.#endLine()
    this.left += across
    this.top += down
  }

  toString(): string {
    this.#endLine()
    return (this.#definitions.length ? element('defs', {}, this.#definitions.join('')) : '') + this.#marks.join('\n')
  }
}
