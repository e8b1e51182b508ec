// A pen that takes what a chart tells a canvas and writes shapes instead: the chart's own code draws it, so a picture of it is as sharp as paper.
import { inkOf } from './ink-of.ts'
import type { Box, Sheet } from './sheet.ts'
import type { Attributes } from './svg-words.ts'
import { element, short, words } from './svg-words.ts'

interface Held { matrix: readonly number[], fillStyle: string, strokeStyle: string, lineWidth: number, globalAlpha: number, dash: readonly number[] }

const RIGHT = 2 * Math.PI - 1e-6

/** As much of a canvas's context as the charts use. */
export class CanvasPen {
  fillStyle = '#000000'
  strokeStyle = '#000000'
  lineWidth = 1
  lineJoin = 'miter'
  lineCap = 'butt'
  globalAlpha = 1
  font = '10px sans-serif'
  textAlign = 'start'
  textBaseline = 'alphabetic'
  imageSmoothingEnabled = true
  readonly #sheet: Sheet
  #matrix: readonly number[] = [1, 0, 0, 1, 0, 0]
  #path: string[] = []
  #dash: readonly number[] = []
  readonly #held: Held[] = []

  constructor(sheet: Sheet) {
    this.#sheet = sheet
  }

  save(): void {
    const { fillStyle, strokeStyle, lineWidth, globalAlpha } = this
    this.#held.push({ matrix: this.#matrix, fillStyle, strokeStyle, lineWidth, globalAlpha, dash: this.#dash })
  }

  restore(): void {
    const held = this.#held.pop()
    if (!held) return
    const { matrix, dash, ...inks } = held
    this.#matrix = matrix
    this.#dash = dash
    Object.assign(this, inks)
  }

  setTransform(): void {
    this.#matrix = [1, 0, 0, 1, 0, 0]
  }

  translate(x: number, y: number): void {
    this.#turn([1, 0, 0, 1, x, y])
  }

  rotate(angle: number): void {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
    this.#turn([cos, sin, -sin, cos, 0, 0])
  }

  scale(x: number, y: number): void {
    this.#turn([x, 0, 0, y, 0, 0])
  }

  clearRect(): void { /* Nothing has been drawn before. */ }

  beginPath(): void {
    this.#path = []
  }

  moveTo(x: number, y: number): void {
    this.#path.push(`M${short(x)} ${short(y)}`)
  }

  lineTo(x: number, y: number): void {
    this.#path.push(`${this.#path.length === 0 ? 'M' : 'L'}${short(x)} ${short(y)}`)
  }

  bezierCurveTo(...places: number[]): void {
    this.#path.push(`C${places.map(short).join(' ')}`)
  }

  quadraticCurveTo(...places: number[]): void {
    this.#path.push(`Q${places.map(short).join(' ')}`)
  }

  closePath(): void {
    this.#path.push('z')
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.#path.push(`M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}z`)
  }

  arc(x: number, y: number, radius: number, from: number, to: number, backwards = false): void {
    const at = (angle: number) => `${short(x + radius * Math.cos(angle))} ${short(y + radius * Math.sin(angle))}`
    const r = short(radius)
    const sweep = backwards ? 0 : 1
    const join = this.#path.length === 0 || this.#path.at(-1)!.startsWith('M') ? 'M' : 'L'
    if (Math.abs(to - from) >= RIGHT) {
      const half = from + (backwards ? -Math.PI : Math.PI)
      if (join === 'M' && this.#path.at(-1)?.startsWith('M')) this.#path.pop()
      this.#path.push(`${join}${at(from)}A${r} ${r} 0 1 ${sweep} ${at(half)}A${r} ${r} 0 1 ${sweep} ${at(from)}`)
      return
    }
    const long = (backwards ? from - to : to - from) % (2 * Math.PI) > Math.PI ? 1 : 0
    this.#path.push(`${this.#path.length === 0 ? 'M' : 'L'}${at(from)}A${r} ${r} 0 ${long} ${sweep} ${at(to)}`)
  }

  setLineDash(dash: readonly number[]): void {
    this.#dash = dash
  }

  fill(): void {
    this.#add('path', { d: this.#path.join(''), ...this.#inked('fill') })
  }

  stroke(): void {
    this.#add('path', { d: this.#path.join(''), fill: 'none', ...this.#lined() })
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.#add('rect', { x: Math.min(x, x + width), y: Math.min(y, y + height), width: Math.abs(width), height: Math.abs(height), ...this.#inked('fill') })
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.#add('rect', { x, y, width, height, fill: 'none', ...this.#lined() })
  }

  fillText(text: string, x: number, y: number): void {
    this.#write(text, x, y, this.#inked('fill'))
  }

  /** A halo about a word that is filled after. */
  strokeText(text: string, x: number, y: number): void {
    this.#write(text, x, y, { fill: 'none', ...this.#lined() })
  }

  #write(text: string, x: number, y: number, inked: Attributes): void {
    const [, weight, size] = /(?:^|\s)(\d{3})?\s*([\d.]+)px/.exec(this.font) ?? []
    const tall = Number(size ?? 11)
    // Readers of SVG differ in baselines: the usual one is right everywhere.
    const down = { middle: 0.36, top: 0.78, hanging: 0.78, bottom: -0.2 }[this.textBaseline] ?? 0
    const anchor = { center: 'middle', right: 'end', end: 'end' }[this.textAlign]
    const bold = Math.round(Number(weight ?? 400) / 100)
    this.#sheet.add(words(text, { x, y: y + down * tall, 'font-size': tall, ...bold !== 4 && { 'font-weight': String(100 * bold) }, 'text-anchor': anchor, ...inked, transform: this.#transform() }))
  }

  drawImage(image: HTMLCanvasElement, ...places: number[]): void {
    const all = places.length === 8
    const [x, y, width = image.width, height = image.height] = all ? places.slice(4) : places
    const from = all ? partOf(image, places) : image
    this.#add('image', {
      x, y, width, height, href: from.toDataURL('image/png'), preserveAspectRatio: 'none', ...!this.imageSmoothingEnabled && { 'image-rendering': 'pixelated' },
      ...this.globalAlpha < 1 && { opacity: this.globalAlpha },
    })
  }

  /** What is drawn within a box is seen there alone. A canvas has a state for that, shapes have a group around them. */
  clipped({ left, top, width, height }: Box, draw: () => void): void {
    this.#sheet.clipped({ left: left + this.#sheet.left, top: top + this.#sheet.top, width, height }, draw)
  }

  #turn([a, b, c, d, e, f]: readonly number[]): void {
    const [A, B, C, D, E, F] = this.#matrix
    this.#matrix = [A * a + C * b, B * a + D * b, A * c + C * d, B * c + D * d, A * e + C * f + E, B * e + D * f + F]
  }

  #transform(): string | null {
    return this.#matrix.every((value, k) => value === [1, 0, 0, 1, 0, 0][k]) ? null : `matrix(${this.#matrix.map(short).join(' ')})`
  }

  #inked(what: 'fill' | 'stroke'): Attributes {
    const { colour, opacity } = inkOf(plain(what === 'fill' ? this.fillStyle : this.strokeStyle))
    const shown = opacity * this.globalAlpha
    return { [what]: colour, ...shown < 1 && { [`${what}-opacity`]: shown } }
  }

  #lined(): Attributes {
    return {
      ...this.#inked('stroke'), 'stroke-width': this.lineWidth, ...this.lineJoin !== 'miter' && { 'stroke-linejoin': this.lineJoin }, ...this.lineCap !== 'butt' && { 'stroke-linecap': this.lineCap },
      ...this.#dash.length > 0 && { 'stroke-dasharray': this.#dash.map(short).join(' ') },
    }
  }

  #add(name: string, of: Attributes): void {
    this.#sheet.add(element(name, { ...of, transform: this.#transform() }))
  }
}

let colours: CanvasRenderingContext2D | null = null

/** Any colour that a canvas would take, as one of the few that are read here. */
function plain(colour: string): string {
  colours ??= document.createElement('canvas').getContext('2d')!
  colours.fillStyle = '#000000'
  colours.fillStyle = colour
  return colours.fillStyle
}

function partOf(image: HTMLCanvasElement, [x, y, width, height]: readonly number[]): HTMLCanvasElement {
  const part = document.createElement('canvas')
  part.width = width
  part.height = height
  part.getContext('2d')?.drawImage(image, x, y, width, height, 0, 0, width, height)
  return part
}
