// From what is to be seen to deck's layers. Pure: the same scene gives layers that deck finds unchanged.
import type { Marks } from './dots.ts'
import type { DotData } from './dot-layer.ts'
import { DotLayer } from './dot-layer.ts'

/** Where every row comes from and goes to (x, y, x, y, …), and how far it has come. */
export interface Passage { from: Float32Array, to: Float32Array, share: number }

/** Marks at their rows' places, as the layer wants them. */
export function dotData(marks: Marks, from: Float32Array, to: Float32Array): DotData {
  const gather = (places: Float32Array) => {
    const value = new Float32Array(2 * marks.rows.length)
    marks.rows.forEach((row, k) => {
      value[2 * k] = places[2 * row]
      value[2 * k + 1] = places[2 * row + 1]
    })
    return value
  }
  return {
    length: marks.rows.length,
    attributes: {
      instanceFrom: { value: gather(from), size: 2 },
      instanceTo: { value: gather(to), size: 2 },
      instanceForms: { value: marks.forms, size: 3 },
      instanceFills: { value: marks.fills, size: 4 },
      instanceEdges: { value: marks.edges, size: 4 },
    },
  }
}

/** Nothing on a flat map hides anything by depth: the order of drawing decides. */
const parameters = { depthCompare: 'always', depthWriteEnabled: false } as const

/** From the lowest: halos of arrivals, dots, rings about the selected and the hovered one. */
export function layersOf(halos: DotData, dots: DotData, rings: DotData, share: number, ground: readonly [number, number, number]): DotLayer[] {
  return [
    new DotLayer({ id: 'halos', data: halos, share, ground, parameters }),
    new DotLayer({ id: 'dots', data: dots, share, ground, parameters }),
    new DotLayer({ id: 'rings', data: rings, share, ground, parameters }),
  ]
}
