// Samples that are pictures, as sprites: ink in one colour over nothing, so that they lie on any ground.
import type { Rgb } from '../ramps.ts'

/** Pictures of equal size, one behind the other, row-major; 0 is blank, 1 full ink. */
export interface Pictures { width: number, height: number, values: Float32Array }

/** One picture in a canvas of its own size, the ink in a colour. */
export function sprite({ width, height, values }: Pictures, which: number, [red, green, blue]: Rgb): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')!
  const image = context.createImageData(width, height)
  const from = which * width * height
  for (let pixel = 0; pixel < width * height; pixel++) image.data.set([red, green, blue, Math.round(255 * Math.min(1, Math.max(0, values[from + pixel])))], 4 * pixel)
  context.putImageData(image, 0, 0)
  return canvas
}

/** Rows of a table of samples as pictures, several channels as their mean; null where samples are none. */
export function picturesOf(inputs: Float32Array, image: { width: number, height: number, channels?: number } | null, rows: ArrayLike<number>): Pictures | null {
  if (!image) return null
  const { width, height, channels = 1 } = image
  const size = width * height
  const colours = Math.min(3, channels)
  const values = new Float32Array(rows.length * size)
  for (let k = 0; k < rows.length; k++) {
    for (let place = 0; place < size; place++) {
      const at = (rows[k] * size + place) * channels
      for (let part = 0; part < colours; part++) values[k * size + place] += inputs[at + part] / colours
    }
  }
  return { width, height, values }
}
