// A pen for tests that writes down what it was told, one entry for each stroke, fill and word.
import type { Pen } from './runs-drawing.ts'

export interface Mark {
  what: 'fill' | 'stroke' | 'text'
  colour: string
  width: number
  dash: readonly number[]
  /** Places of moves, lines and middles of arcs, x, y, … */
  path: readonly number[]
  radii: readonly number[]
  text: string
}

export function recordingPen(): { pen: Pen, marks: Mark[] } {
  const marks: Mark[] = []
  let [path, radii, dash]: [number[], number[], readonly number[]] = [[], [], []]
  const pen = {
    fillStyle: '', strokeStyle: '', lineWidth: 1, globalAlpha: 1,
    save() { /* nothing is kept */ }, restore() { /* nothing is kept */ }, clip() { /* everything is seen */ },
    beginPath() { [path, radii] = [[], []] },
    moveTo(x: number, y: number) { path.push(x, y) },
    lineTo(x: number, y: number) { path.push(x, y) },
    rect(x: number, y: number, width: number, height: number) { path.push(x + width / 2, y + height / 2) },
    closePath() { /* a corner more says nothing */ },
    arc(x: number, y: number, radius: number) {
      // The move to its rim is no place of its own.
      path.splice(-2, 2, x, y)
      radii.push(radius)
    },
    setLineDash(next: readonly number[]) { dash = next },
    fill() { marks.push({ what: 'fill', colour: pen.fillStyle, width: 0, dash: [], path, radii, text: '' }) },
    stroke() { marks.push({ what: 'stroke', colour: pen.strokeStyle, width: pen.lineWidth, dash, path, radii, text: '' }) },
    fillText(text: string, x: number, y: number) { marks.push({ what: 'text', colour: pen.fillStyle, width: 0, dash: [], path: [x, y], radii: [], text }) },
    strokeText() { /* a halo says nothing */ },
  }
  return { pen: pen as unknown as Pen, marks }
}
