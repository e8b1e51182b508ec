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

/** Rows of a table of samples as pictures; null where samples are none. */
export function picturesOf(inputs: Float32Array, image: { width: number, height: number } | null, rows: ArrayLike<number>): Pictures | null {
  if (!image) return null
  const size = image.width * image.height
  const values = new Float32Array(rows.length * size)
  for (let k = 0; k < rows.length; k++) values.set(inputs.subarray(rows[k] * size, (rows[k] + 1) * size), k * size)
  return { ...image, values }
}
