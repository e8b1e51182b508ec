// An SVG of the page, drawn anew with everything that style sheets say of it written into its shapes.
import { inkOf } from './ink-of.ts'
import type { Sheet } from './sheet.ts'
import { isHidden, letterStyle, nameIn, shapeStyle, transformOf } from './styled.ts'
import type { Attributes } from './svg-words.ts'
import { content, element, short, shortened } from './svg-words.ts'

/** What a shape is: the attributes that are its own. */
const GEOMETRY: ReadonlyMap<string, readonly string[]> = new Map([
  ['path', ['d']], ['rect', ['x', 'y', 'width', 'height', 'rx', 'ry']], ['circle', ['cx', 'cy', 'r']], ['ellipse', ['cx', 'cy', 'rx', 'ry']], ['line', ['x1', 'y1', 'x2', 'y2']],
  ['polyline', ['points']], ['polygon', ['points']],
])
const DEFINITIONS = new Set(['lineargradient', 'radialgradient', 'clippath', 'pattern', 'mask', 'marker'])
const LEFT_OUT = new Set(['title', 'desc', 'metadata', 'script', 'style', 'foreignobject', 'animate', 'animatetransform', 'set', 'a'])
/** Pixels that a drawing may reach beyond its frame before it is cut there. */
const SLACK = 0.5

/** A picture of the page at its place; icons of controls are none. */
export function paintSvg(svg: SVGSVGElement, sheet: Sheet): void {
  const style = getComputedStyle(svg)
  const matrix = svg.getScreenCTM()
  if (isHidden(style) || !matrix || svg.classList.contains('lucide')) return
  const { a, b, c, d, e, f } = matrix
  const [x, y] = [e - sheet.left, f - sheet.top]
  const transform = a === 1 && b === 0 && c === 0 && d === 1 ? `translate(${short(x)} ${short(y)})` : `matrix(${[a, b, c, d, x, y].map(short).join(' ')})`
  const draw = () => sheet.within('g', { transform, ...opacityOf(style) }, () => paintChildren(svg, sheet))
  const frame = svg.getBoundingClientRect()
  if (style.overflow !== 'visible' && reachesOut(svg, frame)) sheet.clipped(frame, draw)
  else draw()
}

function reachesOut(svg: SVGSVGElement, frame: DOMRect): boolean {
  return [...svg.querySelectorAll<SVGGraphicsElement>(':scope > *')].some(child => {
    if (!('getBBox' in child)) return false
    const { left, top, right, bottom, width, height } = child.getBoundingClientRect()
    return width + height > 0 && (left < frame.left - SLACK || top < frame.top - SLACK || right > frame.right + SLACK || bottom > frame.bottom + SLACK)
  })
}

const opacityOf = (style: CSSStyleDeclaration): Attributes => Number(style.opacity) < 1 ? { opacity: Number(style.opacity) } : {}

function paintChildren(parent: Element, sheet: Sheet): void {
  for (const child of parent.children) paintShape(child, sheet)
}

function paintShape(shape: Element, sheet: Sheet): void {
  const name = shape.localName.toLowerCase()
  if (LEFT_OUT.has(name)) return
  if (name === 'defs') return paintChildren(shape, sheet)
  if (DEFINITIONS.has(name)) return sheet.define(definition(shape, sheet))
  const style = getComputedStyle(shape)
  if (isHidden(style)) return
  const clip = nameIn(style.clipPath, sheet)
  const common: Attributes = { transform: transformOf(shape, style) || null, ...opacityOf(style), ...clip && { 'clip-path': clip } }
  if (name === 'g' || name === 'svg') {
    if (Object.values(common).some(value => value !== null)) sheet.within('g', common, () => paintChildren(shape, sheet))
    else paintChildren(shape, sheet)
    return
  }
  if (style.visibility !== 'visible') return
  if (name === 'text') return sheet.add(textMarkup(shape, style, sheet, common))
  const own = GEOMETRY.get(name)
  if (!own) return
  const drawn = shapeStyle(style, sheet)
  // What only catches the pointer.
  if (drawn['fill'] === 'none' && drawn['stroke'] === undefined) return
  if (name === 'line' && drawn['stroke'] === undefined) return
  sheet.add(element(name, { ...geometry(shape, own, style), ...drawn, ...common }))
}

/** As written; where a style sheet alone says it, as computed. */
function geometry(shape: Element, own: readonly string[], style: CSSStyleDeclaration): Attributes {
  return Object.fromEntries(own.flatMap(name => {
    const text = shape.getAttribute(name) ?? (name === 'r' || name === 'rx' || name === 'width' || name === 'height' ? computedLength(style.getPropertyValue(name)) : null)
    return text === null ? [] : [[name, shortened(text)]]
  }))
}

const computedLength = (text: string): string | null => /^[\d.]+px$/.test(text) && Number.parseFloat(text) > 0 ? short(Number.parseFloat(text)) : null

const PLACES = ['x', 'y', 'dx', 'dy'] as const

function textMarkup(text: Element, style: CSSStyleDeclaration, sheet: Sheet, common: Attributes): string {
  const places = geometry(text, PLACES, style)
  const inside = [...text.childNodes].map(node => {
    if (node instanceof Text) return content(node.data.replace(/\s+/g, ' '))
    if (!(node instanceof Element) || node.localName !== 'tspan') return ''
    const own = getComputedStyle(node)
    const [, before, words, after] = /^(\s*)(.*?)(\s*)$/s.exec(node.textContent)!
    return isHidden(own) || words === '' ? '' : (before && ' ') + element('tspan', { ...geometry(node, PLACES, own), ...letters(own, sheet) }, content(words)) + (after && ' ')
  }).join('')
  return inside.trim() === '' ? '' : element('text', { ...places, ...letters(style, sheet), ...common }, inside)
}

function letters(style: CSSStyleDeclaration, sheet: Sheet): Attributes {
  const { dominantBaseline, textAnchor } = style
  return {
    ...letterStyle(style, sheet), ...shapeStyle(style, sheet), ...textAnchor !== 'start' && { 'text-anchor': textAnchor },
    ...dominantBaseline !== 'auto' && dominantBaseline !== '' && { 'dominant-baseline': dominantBaseline },
  }
}

/** Gradients, clips, patterns: renamed, their stops with the colours that they have. */
function definition(of: Element, sheet: Sheet): string {
  const own: Record<string, string> = {}
  for (const { name, value } of of.attributes) {
    if (/^(on|xmlns|class$|style$)/.test(name)) continue
    if (name === 'id') own['id'] = sheet.nameOf(value)
    else if (name.endsWith('href')) {
      if (value.startsWith('#')) own['href'] = `#${sheet.nameOf(value.slice(1))}`
    } else own[name] = nameIn(value, sheet) ?? value
  }
  if (of.localName === 'stop') {
    return element('stop', { offset: shortened(own['offset'] ?? '0'), ...paintOfStop(getComputedStyle(of)) })
  }
  const styles = GEOMETRY.has(of.localName) ? shapeStyle(getComputedStyle(of), sheet) : {}
  return element(of.localName, { ...own, ...styles }, [...of.children].map(child => definition(child, sheet)).join(''))
}

function paintOfStop(style: CSSStyleDeclaration): Attributes {
  const { colour, opacity } = inkOf(style.getPropertyValue('stop-color'))
  const shown = opacity * Number(style.getPropertyValue('stop-opacity') || 1)
  return { 'stop-color': colour === 'none' ? '#000000' : colour, ...shown < 1 && { 'stop-opacity': shown } }
}
