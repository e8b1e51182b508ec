// What is written into an SVG must be well-formed whatever the words are, its marks must stand where the map's dots stand in the same colours, and
// its lines must fit.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawNetworks } from '../../core/population.ts'
import { DEFAULT_RECIPE } from '../../core/recipe.ts'
import { fakeTrained } from '../../store/fakes.ts'
import { measureAmong } from '../../store/measures.ts'
import { colourScale } from '../colour.ts'
import { dotMarks } from '../map/dots.ts'
import type { MapPalette } from '../map/palette.ts'
import { shapeOf } from '../shapes.ts'
import { broken } from './foot.ts'
import { svgText } from './document.ts'
import { hexOf, inkOf } from './ink-of.ts'
import { markShapes } from './map-marks.ts'
import { slugOf } from './provenance.ts'
import { Sheet } from './sheet.ts'
import { content, element, escaped, short, shortened } from './svg-words.ts'
import { parsed } from './xml-reading.ts'

const PALETTE: MapPalette = {
  theme: 'light', canvas: [255, 255, 255, 255], markEdge: [20, 22, 24, 158], markDim: [185, 182, 174, 255], selected: [213, 94, 0, 255], groupB: [0, 114, 178, 255],
  ink: [26, 27, 29, 255], accent: [11, 102, 96, 255], focus: [31, 95, 208, 255],
}
const GROUND = [255, 255, 255]
const networks = drawNetworks({ ...DEFAULT_RECIPE, family: ['mlp', 'conv'] }, 0, 60).map(spec => fakeTrained(spec).row)
const measure = measureAmong(networks, 'testAccuracy', [])
const scale = colourScale(measure, networks, { log: false, invert: false, theme: 'light' })
const size = { width: 400, height: 300 }
const places = Float64Array.from({ length: 2 * networks.length }, (_, k) => k % 2 ? 20 + 260 * ((k * 0.37) % 1) : 20 + 360 * ((k * 0.61) % 1))

describe('words in an SVG', () => {
  it('are text, whatever they say: a reader finds them again', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), text => {
      const { root } = parsed(element('text', { 'data-name': text }, content(text)))
      // What XML has no way to write stands as U+FFFD; a reader turns line ends, and within quotes tabs too, into others.
      const plain = (value: string) => value.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
      expect(root.text).toBe(plain(text))
      expect(root.attributes.get('data-name') ?? '').toBe(plain(text))
    }), { seed: 72, numRuns: 150 })
  })
  it('cannot end their element or begin another', () => {
    const hostile = '</text><script>alert(1)</script><![CDATA[ ]]> <!-- "\' &amp; onload=x'
    const { root } = parsed(element('svg', { title: hostile }, element('text', {}, content(hostile))))
    expect(root.children.map(({ name }) => name)).toEqual(['text'])
    expect(root.children[0].children).toEqual([])
    expect(root.children[0].text).toBe(hostile)
    expect(escaped('"')).toBe('&quot;')
  })
  it('are numbers of at most three decimals, never an exponent that a path would misread', () => {
    fc.assert(fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), value => {
      expect(short(value)).toMatch(/^-?\d+(\.\d{1,3})?$/)
      expect(Math.abs(Number(short(value)) - value)).toBeLessThanOrEqual(0.0005 + 1e-9)
    }), { seed: 73 })
    expect([short(-0), short(NaN), short(Infinity)]).toEqual(['0', '0', '0'])
    expect(shortened('M0.04166666666666 2.5L-13.000000001 4e-7')).toBe('M0.042 2.5L-13 4e-7')
  })
})

describe('colours', () => {
  it('are six digits and an opacity, however a browser writes them', () => {
    expect(inkOf('rgb(68, 1, 84)')).toEqual({ colour: '#440154', opacity: 1 })
    expect(inkOf('rgb(68 1 84)')).toEqual({ colour: '#440154', opacity: 1 })
    expect(inkOf('rgba(20, 22, 24, 0.62)')).toEqual({ colour: '#141618', opacity: 0.62 })
    expect(inkOf('color(srgb 1 0.5 0 / 0.78)')).toEqual({ colour: '#ff8000', opacity: 0.78 })
    expect(inkOf('#0B6660')).toEqual({ colour: '#0b6660', opacity: 1 })
    for (const nothing of ['none', 'transparent', 'rgba(0, 0, 0, 0)', 'url(#a)', '']) expect(inkOf(nothing)).toEqual({ colour: 'none', opacity: 0 })
  })
})

describe('the map’s marks', () => {
  const groupsOf = (markup: string) => parsed(`<svg>${markup}</svg>`).root.children
  it('are one for each network in view, in the order of the map, at its place and in its colour', () => {
    const marks = dotMarks(networks, { selected: new Set() }, measure, scale, { palette: PALETTE, narrow: false })
    const { markup, count } = markShapes(marks, networks, places, size, GROUND)
    const drawn = groupsOf(markup)
    expect(count).toBe(networks.length)
    expect(drawn.map(mark => Number(mark.attributes.get('data-network')))).toEqual([...marks.rows].map(row => networks[row].id))
    for (const mark of drawn) {
      const row = networks.findIndex(({ id }) => id === Number(mark.attributes.get('data-network')))
      const outline = mark.name === 'g' ? mark.children[0] : mark
      expect(outline.attributes.get('fill')).toBe(hexOf(scale.colour(networks[row])))
      expect(mark.name === 'g').toBe(shapeOf(networks[row]).startsWith('hollow'))
      const [x, y] = middleOf(outline.name, outline.attributes)
      expect(Math.abs(x - places[2 * row])).toBeLessThan(0.02)
      // A triangle's box has its middle 0.19 of its half size above its centre.
      expect(Math.abs(y - places[2 * row + 1])).toBeLessThan(shapeOf(networks[row]).endsWith('triangle') ? 1.3 : 0.02)
    }
  })
  it('are pale where another is selected, and the selected lie above them with their edge', () => {
    const marks = dotMarks(networks, { selected: new Set([networks[7].id]) }, measure, scale, { palette: PALETTE, narrow: false })
    const drawn = groupsOf(markShapes(marks, networks, places, size, GROUND).markup)
    const last = drawn[drawn.length - 1]
    expect(last.attributes.get('data-network')).toBe(String(networks[7].id))
    const outline = last.name === 'g' ? last.children[0] : last
    expect([outline.attributes.get('stroke'), outline.attributes.get('stroke-width')]).toEqual([hexOf(PALETTE.selected), '1.8'])
    for (const mark of drawn.slice(0, -1)) {
      const pale = mark.name === 'g' ? mark.children[0] : mark
      expect(pale.attributes.get('fill')).toBe(hexOf(PALETTE.markDim))
      expect(Number(pale.attributes.get('fill-opacity'))).toBeCloseTo(0.7, 1)
    }
  })
  it('that lie outside the frame are not drawn; those that reach into it are', () => {
    const marks = dotMarks(networks.slice(0, 3), { selected: new Set() }, measure, scale, { palette: PALETTE, narrow: false })
    const { markup, count } = markShapes(marks, networks, [-3, 50, -30, 50, 200, NaN], size, GROUND)
    expect(count).toBe(1)
    expect(groupsOf(markup).map(mark => mark.attributes.get('data-network'))).toEqual([String(networks[0].id)])
  })
})

describe('a picture as a document', () => {
  it('carries its title, its words and its record, and nothing that runs or comes from elsewhere', () => {
    const sheet = new Sheet(0, 0)
    sheet.add(element('text', {}, content('<b>&')))
    const record = { title: '</metadata><script>', seeds: { population: 12 } }
    const text = svgText({ sheet, width: 99.2, height: 50, ground: '#ffffff', title: 'A & B <i>', description: 'x', record })
    const { root, names } = parsed(text.replace(/^<\?xml[^>]*\?>\n/, ''))
    expect([root.name, root.attributes.get('width'), root.attributes.get('viewBox')]).toEqual(['svg', '100', '0 0 100 50'])
    expect(root.children.find(({ name }) => name === 'title')?.text).toBe('A & B <i>')
    expect(JSON.parse(root.children.find(({ name }) => name === 'metadata')!.text)).toEqual(record)
    for (const never of ['script', 'style', 'foreignObject', 'iframe', 'a']) expect(names).not.toContain(never)
  })
  it('writes pieces of a line as one text, so that no typeface makes them overlap, and pieces apart as several', () => {
    const sheet = new Sheet(10, 0)
    const run = (text: string, left: number, right: number, baseline: number, style = {}) => ({ text, left, right, baseline, anchor: 'start' as const, style })
    sheet.write(run('Half reach', 10, 60, 20))
    sheet.write(run('0.754', 64, 90, 20, { 'font-weight': '600' }))
    sheet.write(run('.', 90, 92, 20))
    sheet.write(run('column', 140, 180, 20))
    sheet.write(run('below', 10, 40, 40))
    const texts = parsed(`<svg>${sheet.toString()}</svg>`).root.children
    expect(texts.map(({ attributes }) => [attributes.get('x') ?? '', attributes.get('y') ?? ''])).toEqual([['0', '20'], ['130', '20'], ['0', '40']])
    expect(texts.map(({ whole }) => whole)).toEqual(['Half reach 0.754.', 'column', 'below'])
  })
})

describe('the line under a picture', () => {
  const wide = (text: string) => 6 * text.length
  it('is broken between its parts, and loses none of it', () => {
    const text = '355 networks · Digits 8×8 · Diffusion distance, last layer · PHATE knn 5 · seed 12'
    for (const width of [120, 200, 300, 1000]) {
      const lines = broken(text, width, wide)
      expect(lines.join(' ').replaceAll(/ · | ·| /g, ' ')).toBe(text.replaceAll(' · ', ' '))
      for (const line of lines) expect(wide(line)).toBeLessThanOrEqual(width + 12)
    }
    expect(broken(text, 1000, wide)).toEqual([text])
  })
  it('gives names of files from titles in any script', () => {
    expect(slugOf('Test accuracy')).toBe('test-accuracy')
    expect(slugOf('Distances between probes, D')).toBe('distances-between-probes-d')
    expect(slugOf('Пример ../etc')).toBe('пример-etc')
    expect(slugOf('…')).toBe('chart')
  })
})

function middleOf(name: string, attributes: ReadonlyMap<string, string>): [number, number] {
  if (name === 'circle') return [Number(attributes.get('cx')), Number(attributes.get('cy'))]
  const [xs, ys] = corners(attributes.get('d')!)
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2]
}

/** Corners of a path of M, L, l, h, v, H. */
function corners(d: string): [number[], number[]] {
  let [x, y] = [0, 0]
  const [xs, ys]: [number[], number[]] = [[], []]
  for (const [, letter, rest] of d.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const [a = 0, b = 0] = rest.trim().split(/[\s,]+/).map(Number)
    if (letter === 'M' || letter === 'L') [x, y] = [a, b]
    else if (letter === 'l') [x, y] = [x + a, y + b]
    else if (letter === 'h') x += a
    else if (letter === 'v') y += a
    else if (letter === 'H') x = a
    xs.push(x)
    ys.push(y)
  }
  return [xs, ys]
}
