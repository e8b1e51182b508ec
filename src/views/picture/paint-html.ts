// A part of the page, drawn anew: boxes with their grounds and borders, words, drawings, canvases. What is only there to be pressed is left out.
import { inkOf } from './ink-of.ts'
import { paintCanvas } from './paint-canvas.ts'
import { paintSvg } from './paint-svg.ts'
import { paintLine, paintWords } from './paint-words.ts'
import type { Box, Sheet } from './sheet.ts'
import { isHidden } from './styled.ts'
import type { Attributes } from './svg-words.ts'
import { element as markup } from './svg-words.ts'

/** Buttons with a frame of their own, sliders, ticks, menus; words in a sentence or rows of a table that can be pressed are drawn as what they say. */
const LEFT_OUT = [
  '.visually-hidden', '[data-unpictured]', '[popover]', 'dialog', '.Button', '.MethodButton', '.MapMenu', '.Check', '.StopSlider', 'input[type="range"]', 'input[type="checkbox"]',
  'input[type="radio"]', 'script', 'style', 'template', 'option',
].join()

/** Draws a node of the page at its place on the sheet. */
export function paint(node: Node, sheet: Sheet): void {
  if (node instanceof Text) return paintWords(node, sheet)
  if (node instanceof SVGSVGElement) {
    if (!node.closest('.Button, .MethodButton, [data-unpictured]')) paintSvg(node, sheet)
    return
  }
  if (!(node instanceof HTMLElement) || node.matches(LEFT_OUT)) return
  const style = getComputedStyle(node)
  if (isHidden(style) || isCutAway(style)) return
  const opacity = Number(style.opacity)
  if (opacity < 1) sheet.within('g', { opacity }, () => paintBox(node, style, sheet))
  else paintBox(node, style, sheet)
}

const isCutAway = ({ clipPath, position }: CSSStyleDeclaration): boolean => position === 'absolute' && /inset\(50%\)/.test(clipPath)

function paintBox(box: HTMLElement, style: CSSStyleDeclaration, sheet: Sheet): void {
  if (style.display !== 'contents' && style.visibility === 'visible') {
    // Of a control, what it is set to.
    if (box instanceof HTMLSelectElement) return paintValue(box, box.selectedOptions[0]?.text ?? '', style, sheet)
    if (box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement) return paintValue(box, box.value, style, sheet)
    if (box.matches('.Segmented')) return paintChosen(box, sheet)
    paintGround(box, style, sheet)
    if (box instanceof HTMLCanvasElement) return paintCanvas(box, sheet)
  }
  const inside = () => { for (const child of box.childNodes) paint(child, sheet) }
  const cuts = style.overflow !== 'visible' && style.textOverflow !== 'ellipsis' && (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1)
  if (cuts) sheet.clipped(box.getBoundingClientRect(), inside)
  else inside()
}

/** Of several buttons of which one is pressed, its words, where the first one's would be. */
function paintChosen(box: HTMLElement, sheet: Sheet): void {
  const chosen = box.querySelector<HTMLElement>('[aria-checked="true"]')
  if (!chosen) return
  const across = box.getBoundingClientRect().left - chosen.getBoundingClientRect().left
  sheet.moved(across, 0, () => { for (const child of chosen.childNodes) paint(child, sheet) })
}

/** What stands in a field. */
function paintValue(field: HTMLElement, text: string, style: CSSStyleDeclaration, sheet: Sheet): void {
  if (text === '') return
  const { left, right, top, height } = field.getBoundingClientRect()
  const size = Number.parseFloat(style.fontSize)
  const tall = 1.2 * size
  const middle = top + (height - tall) / 2
  const [before, after] = [style.paddingLeft, style.paddingRight].map(text => Number.parseFloat(text) || 0)
  const line = { text, left: left + before, right: right - after, top: middle, bottom: middle + tall }
  paintLine(line, style, sheet)
}

function paintGround(box: HTMLElement, style: CSSStyleDeclaration, sheet: Sheet): void {
  const frame = box.getBoundingClientRect()
  if (frame.width === 0 || frame.height === 0) return
  const place = { left: frame.left - sheet.left, top: frame.top - sheet.top, width: frame.width, height: frame.height }
  const { colour, opacity } = inkOf(style.backgroundColor)
  const ramp = rampOf(style.backgroundImage, sheet)
  const rounded = Math.min(Number.parseFloat(style.borderTopLeftRadius) || 0, place.width / 2, place.height / 2)
  const sides = (['Top', 'Right', 'Bottom', 'Left'] as const).map(side => sideOf(style, side))
  const alike = sides.every(side => side.width > 0 && side.width === sides[0].width && side.colour === sides[0].colour && side.dash === sides[0].dash)
  const fill: Attributes = ramp ? { fill: ramp } : opacity > 0 ? { fill: colour, ...opacity < 1 && { 'fill-opacity': opacity } } : { fill: 'none' }
  if (alike) {
    const [{ width, colour: stroke, opacity: strength, dash }] = sides
    sheet.add(rect(inset(place, width / 2), Math.max(0, rounded - width / 2), { ...fill, stroke, 'stroke-width': width, ...strength < 1 && { 'stroke-opacity': strength }, ...dash && { 'stroke-dasharray': dash } }))
    return
  }
  if (fill['fill'] !== 'none') sheet.add(rect(place, rounded, fill))
  paintSides(place, sides, sheet)
  paintInnerLine(place, rounded, style.boxShadow, sheet)
}

interface Side { width: number, colour: string, opacity: number, dash: string }

function sideOf(style: CSSStyleDeclaration, side: 'Top' | 'Right' | 'Bottom' | 'Left'): Side {
  const { colour, opacity } = inkOf(style[`border${side}Color`])
  const kind = style[`border${side}Style`]
  const width = kind === 'none' || kind === 'hidden' || opacity === 0 ? 0 : Number.parseFloat(style[`border${side}Width`]) || 0
  return { width, colour, opacity, dash: kind === 'dashed' ? `${3 * width} ${2 * width}` : kind === 'dotted' ? `${width} ${width}` : '' }
}

const inset = ({ left, top, width, height }: Box, by: number): Box => ({ left: left + by, top: top + by, width: Math.max(0, width - 2 * by), height: Math.max(0, height - 2 * by) })

const rect = ({ left, top, width, height }: Box, rounded: number, of: Attributes): string => markup('rect', { x: left, y: top, width, height, ...rounded > 0 && { rx: rounded }, ...of })

function paintSides({ left, top, width, height }: Box, [up, right, down, near]: readonly Side[], sheet: Sheet): void {
  const line = (side: Side, x: number, y: number, wide: number, tall: number) => {
    if (side.width > 0) sheet.add(markup('rect', { x, y, width: wide, height: tall, fill: side.colour, ...side.opacity < 1 && { 'fill-opacity': side.opacity } }))
  }
  line(up, left, top, width, up.width)
  line(down, left, top + height - down.width, width, down.width)
  line(near, left, top, near.width, height)
  line(right, left + width - right.width, top, right.width, height)
}

/** box-shadow: inset 0 0 0 0.8px …, which is how patches of colour have their edge. */
function paintInnerLine(place: Box, rounded: number, shadow: string, sheet: Sheet): void {
  const found = /^((?:rgba?|color)\([^)]*\)) 0px 0px 0px ([\d.]+)px inset$/.exec(shadow)
  if (!found) return
  const { colour, opacity } = inkOf(found[1])
  const width = Number(found[2])
  sheet.add(rect(inset(place, width / 2), Math.max(0, rounded - width / 2), { fill: 'none', stroke: colour, 'stroke-width': width, ...opacity < 1 && { 'stroke-opacity': opacity } }))
}

/** linear-gradient(90deg, …) of colours at even steps, as a ramp's key has it. */
function rampOf(image: string, sheet: Sheet): string | null {
  const found = /^linear-gradient\(90deg, (.*)\)$/.exec(image)
  const colours = found?.[1].match(/(?:rgba?|color)\([^)]*\)(?! \S)/g)
  if (!colours || colours.length < 2) return null
  const id = sheet.name()
  const stops = colours.map((text, k) => {
    const { colour, opacity } = inkOf(text)
    return markup('stop', { offset: k / (colours.length - 1), 'stop-color': colour === 'none' ? '#000000' : colour, ...opacity < 1 && { 'stop-opacity': opacity } })
  })
  sheet.define(markup('linearGradient', { id }, stops.join('')))
  return `url(#${id})`
}
