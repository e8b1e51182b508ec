// The line under a picture that says where it comes from, broken where the picture ends.
import type { Sheet } from './sheet.ts'
import { words } from './svg-words.ts'

const SIZE = 11
const LEADING = 15

let ruler: CanvasRenderingContext2D | null = null

/** Pixels that a text takes; a little more than measured, for another typeface may stand in for ours. */
export function widthOf(text: string, size = SIZE, weight = 400): number {
  ruler ??= document.createElement('canvas').getContext('2d')!
  ruler.font = `${weight} ${size}px "Inter Variable", Inter, system-ui, sans-serif`
  return 1.03 * ruler.measureText(text).width
}

/** Lines of at most `width` pixels, broken between parts (" · "), or between words where a part is too long for one. */
export function broken(text: string, width: number, measure: (text: string) => number = widthOf): string[] {
  const lines: string[] = []
  let line = ''
  const put = (piece: string, joint: string): boolean => {
    const longer = line === '' ? piece : line + joint + piece
    if (line !== '' && measure(longer) > width) return false
    line = longer
    return true
  }
  for (const part of text.split(' · ')) {
    if (put(part, ' · ') && measure(line) <= width) continue
    if (line !== part && measure(part) <= width) {
      lines.push(line)
      line = part
      continue
    }
    // A part that is longer than a line by itself.
    if (line === part) line = ''
    else line += ' ·'
    for (const word of part.split(' ')) {
      if (put(word, ' ')) continue
      lines.push(line)
      line = word
    }
  }
  return line === '' ? lines : [...lines, line]
}

/** Draws the line from a height on; returns how high it is. */
export function drawFoot(sheet: Sheet, text: string, { left, top, width, colour }: { left: number, top: number, width: number, colour: string }): number {
  // A typeface that stands in for ours may be wider by so much.
  const lines = broken(text, sheet.exactWeights ? width : width / 1.16)
  lines.forEach((line, k) => sheet.add(words(line, { x: left, y: top + 11 + LEADING * k, 'font-size': SIZE, fill: colour, class: 'provenance' })))
  return LEADING * lines.length
}
