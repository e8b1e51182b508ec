// A panel, or a chart that stands without one, as it is on the page: its title, its sentence, its chart, and where it comes from.
import type { DrawnPicture } from './document.ts'
import { broken, drawFoot, widthOf } from './foot.ts'
import { inkOf } from './ink-of.ts'
import { paint } from './paint-html.ts'
import type { PictureSource } from './provenance.ts'
import { Sheet } from './sheet.ts'
import { words } from './svg-words.ts'
import { token } from './tokens.ts'

export interface Chart {
  root: HTMLElement
  title: string
  /** For a chart whose panel says neither of them where it is drawn. */
  say?: string | null
  /** Whether the title stands in what is drawn. */
  titled: boolean
}

const EDGE = 16
const LEADING = 16

/** Null where nothing of it is on the page. */
export function chartPicture({ root, title, say = null, titled }: Chart, source: PictureSource, exactWeights: boolean): DrawnPicture | null {
  const { left, top, width, height } = root.getBoundingClientRect()
  if (width === 0 || height === 0) return null
  // A panel has its own edges.
  const edge = titled ? 0 : EDGE
  const sheet = new Sheet(left - edge, top, exactWeights)
  const across = width + 2 * edge
  let head = titled ? 0 : EDGE
  if (!titled) {
    sheet.add(words(title, { x: EDGE, y: head + 13, 'font-size': 13, 'font-weight': exactWeights ? '620' : '600', fill: token('--ink-1') }))
    head += 22
    for (const line of say ? broken(say, across - 2 * EDGE, text => widthOf(text, 12)) : []) {
      sheet.add(words(line, { x: EDGE, y: head + 11, fill: token('--ink-2') }))
      head += LEADING
    }
    head += 6
  }
  sheet.top -= head
  paint(root, sheet)
  const foot = head + height + (titled ? 8 : 12)
  const down = drawFoot(sheet, source.line, { left: EDGE, top: foot, width: across - 2 * EDGE, colour: token('--ink-3') })
  return {
    sheet, width: across, height: foot + down + 12, ground: groundUnder(root), title: `${title}: ${source.title}`,
    description: [say ?? root.querySelector('.Panel-say')?.textContent ?? '', source.line].filter(Boolean).join(' — '),
    record: { chart: title, ...source.record },
  }
}

/** The first ground that is not seen through. */
function groundUnder(element: HTMLElement): string {
  for (let at: HTMLElement | null = element; at; at = at.parentElement) {
    const { colour, opacity } = inkOf(getComputedStyle(at).backgroundColor)
    if (opacity === 1) return colour
  }
  return token('--surface')
}
