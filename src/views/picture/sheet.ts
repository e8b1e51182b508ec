// What is being drawn: marks in their order, definitions beside them, and names that are used once however many pictures share the sheet.
import { element } from './svg-words.ts'

/** Pixels of the page. */
export interface Box { left: number, top: number, width: number, height: number }

export class Sheet {
  readonly #marks: string[] = []
  readonly #definitions: string[] = []
  readonly #names = new Map<string, string>()
  #count = 0

  /** `left`, `top`: the pixel of the window that becomes the sheet's corner; weights other than whole hundreds are for browsers alone. */
  constructor(public left: number, public top: number, readonly exactWeights = false) {}

  add(markup: string): void {
    this.#marks.push(markup)
  }

  define(markup: string): void {
    this.#definitions.push(markup)
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
    const from = this.#marks.length
    draw()
    const inside = this.#marks.splice(from).join('')
    if (inside) this.#marks.push(element(name, of, inside))
  }

  /** Draws what lies within a box, and nothing beyond it. */
  clipped(box: Box, draw: () => void): void {
    const id = this.name()
    this.define(element('clipPath', { id }, element('rect', { x: box.left - this.left, y: box.top - this.top, width: box.width, height: box.height })))
    this.within('g', { 'clip-path': `url(#${id})` }, draw)
  }

  toString(): string {
    return (this.#definitions.length ? element('defs', {}, this.#definitions.join('')) : '') + this.#marks.join('\n')
  }
}
