// A whole SVG: its size, its ground, what it is in words and for programs, and what is drawn. Nothing in it is run and nothing fetched from elsewhere.
import type { Sheet } from './sheet.ts'
import { content, element } from './svg-words.ts'

export interface DrawnPicture {
  sheet: Sheet
  width: number
  height: number
  /** What it is drawn on, as a colour. */
  ground: string
  title: string
  description: string
  /** JSON for programs. */
  record: unknown
}

/** The family as the page has it; the picture does not carry the typeface, so that editors and papers may put their own. */
export const FAMILY = 'Inter, \'Inter Variable\', system-ui, sans-serif'
export const MONOSPACE = 'ui-monospace, Menlo, Consolas, monospace'

/** `style`: rules for rasterising alone. */
export function svgText({ sheet, width, height, ground, title, description, record }: DrawnPicture, style = ''): string {
  const [w, h] = [Math.ceil(width), Math.ceil(height)]
  return '<?xml version="1.0" encoding="UTF-8"?>\n' + element('svg', {
    xmlns: 'http://www.w3.org/2000/svg', width: w, height: h, viewBox: `0 0 ${w} ${h}`, 'font-family': FAMILY, 'font-size': 12, 'font-feature-settings': style ? '"tnum"' : null, role: 'img',
  }, [
    '',
    element('title', {}, content(title)),
    element('desc', {}, content(description)),
    element('metadata', { id: 'netfold' }, content(JSON.stringify(record))),
    style ? `<style>${style}</style>` : '',
    element('rect', { width: w, height: h, fill: ground }),
    sheet.toString(),
    '',
  ].join('\n'))
}
