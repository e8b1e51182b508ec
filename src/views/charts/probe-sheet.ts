// All probe images on one hidden canvas, in the ink of the palette, so that a chart draws any of them with one call.

export interface ProbeSheet { canvas: HTMLCanvasElement, width: number, height: number }

/** `inputs`: probes × pixels; dark ink is what is largest. `ink`: a colour as getComputedStyle writes it. */
export function probeSheet(inputs: Float32Array, features: number, { width, height }: { width: number, height: number }, ink: string): ProbeSheet {
  const count = Math.floor(inputs.length / features)
  const canvas = document.createElement('canvas')
  canvas.width = width * count
  canvas.height = height
  const pen = canvas.getContext('2d', { willReadFrequently: true })!
  pen.fillStyle = ink
  pen.fillRect(0, 0, 1, 1)
  const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data
  const [low, high] = inputs.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity])
  const picture = pen.createImageData(canvas.width, height)
  for (let probe = 0; probe < count; probe++) {
    for (let pixel = 0; pixel < features; pixel++) {
      const at = 4 * (Math.floor(pixel / width) * canvas.width + probe * width + pixel % width)
      picture.data.set([red, green, blue, Math.round(255 * (inputs[probe * features + pixel] - low) / (high - low || 1))], at)
    }
  }
  pen.putImageData(picture, 0, 0)
  return { canvas, width, height }
}
