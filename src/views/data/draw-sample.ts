// One sample that is a picture, as it was stored: ink for one channel, its own colours for three.

interface Samples { values: ArrayLike<number>, shape: readonly number[], fullScale: number | null }

/** Draws row `row` into a canvas of the picture's own size. `ink`: of pictures with one channel, over nothing. */
export function drawSample(canvas: HTMLCanvasElement, { values, shape, fullScale }: Samples, row: number, [red, green, blue]: readonly [number, number, number]): void {
  const [height, width, channels] = shape
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d')
  if (!pen) return
  const picture = pen.createImageData(width, height)
  const size = height * width * channels
  let [low, high] = [0, fullScale ?? 1]
  if (fullScale === null) {
    [low, high] = [Infinity, -Infinity]
    for (let at = row * size; at < (row + 1) * size; at++) [low, high] = [Math.min(low, values[at]), Math.max(high, values[at])]
  }
  const shade = (at: number): number => high > low ? Math.round(255 * (values[at] - low) / (high - low)) : 0
  for (let place = 0; place < height * width; place++) {
    const at = row * size + place * channels
    const colours = channels < 3 ? [red, green, blue, shade(at)] : [shade(at), shade(at + 1), shade(at + 2), channels > 3 ? shade(at + 3) : 255]
    for (let part = 0; part < 4; part++) picture.data[4 * place + part] = colours[part]
  }
  pen.putImageData(picture, 0, 0)
}

/** A colour of the page, “#1c1b18” or “rgb(…)”, as numbers. */
export function inkOf(canvas: HTMLCanvasElement): [number, number, number] {
  const text = getComputedStyle(canvas).color
  const [red = 0, green = 0, blue = 0] = (text.match(/[\d.]+/g) ?? []).map(Number)
  return [red, green, blue]
}
