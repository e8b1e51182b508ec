// How the page shows an element, as presentation attributes: only what differs from what SVG takes for granted.
import { MONOSPACE } from './document.ts'
import { inkOf } from './ink-of.ts'
import type { Sheet } from './sheet.ts'
import type { Attributes } from './svg-words.ts'

const USUAL = new Map([
  ['stroke-linecap', 'butt'], ['stroke-linejoin', 'miter'], ['stroke-dasharray', 'none'], ['stroke-dashoffset', '0px'], ['fill-rule', 'nonzero'], ['paint-order', 'normal'],
  ['shape-rendering', 'auto'],
])
const LINES = ['stroke-linecap', 'stroke-linejoin', 'stroke-dasharray', 'stroke-dashoffset'] as const

/** `url("#name")` of a definition on the page, as it is named on the sheet; null where it is none. */
export function nameIn(text: string, sheet: Sheet): string | null {
  const id = /url\(["']?[^"')]*#([^"')]+)["']?\)/.exec(text)?.[1]
  return id === undefined ? null : `url(#${sheet.nameOf(id)})`
}

export function paintOf(what: 'fill' | 'stroke', style: CSSStyleDeclaration, sheet: Sheet): Attributes {
  const text = style.getPropertyValue(what)
  const named = nameIn(text, sheet)
  const { colour, opacity } = inkOf(text)
  const shown = opacity * Number(style.getPropertyValue(`${what}-opacity`) || 1)
  if (named) return { [what]: named }
  return shown > 0 ? { [what]: colour, ...shown < 1 && { [`${what}-opacity`]: shown } } : { [what]: 'none' }
}

/** Fill and line of a shape. */
export function shapeStyle(style: CSSStyleDeclaration, sheet: Sheet): Attributes {
  const fill = paintOf('fill', style, sheet)
  const stroke = paintOf('stroke', style, sheet)
  const wide = Number.parseFloat(style.strokeWidth)
  const unusual = (names: readonly string[]) => Object.fromEntries(names.flatMap(name => {
    const value = style.getPropertyValue(name).replaceAll('px', '')
    return value === '' || USUAL.get(name)?.replace('px', '') === value ? [] : [[name, value]]
  }))
  if (stroke['stroke'] === 'none' || !(wide > 0)) return { ...fill, ...unusual(['fill-rule']) }
  return { ...fill, ...stroke, 'stroke-width': wide, ...unusual([...LINES, 'fill-rule', 'paint-order', 'shape-rendering']) }
}

/** Family, size and weight of a text. */
export function letterStyle(style: CSSStyleDeclaration, sheet: Sheet): Attributes {
  const weight = Number(style.fontWeight)
  const shown = sheet.exactWeights ? weight : 100 * Math.round(weight / 100)
  return {
    'font-size': Number.parseFloat(style.fontSize),
    'font-weight': String(shown),
    ...style.fontStyle !== 'normal' && { 'font-style': style.fontStyle },
    .../mono/i.test(style.fontFamily.split(',')[0]) && { 'font-family': MONOSPACE },
  }
}

/** The transform of an element, as a matrix of its parent's units; empty where there is none. */
export function transformOf(element: Element, style: CSSStyleDeclaration): string {
  const text = element.getAttribute('transform')
  if (text) return text
  const found = style.transform
  return found === 'none' || found === '' ? '' : found
}

export const isHidden = (style: CSSStyleDeclaration): boolean => style.display === 'none' || Number(style.opacity) === 0
