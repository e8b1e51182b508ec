// An SVG as a PNG, twice as many pixels each way as it is wide and high on the page, in the page's own typeface.
import greek from '@fontsource-variable/inter/files/inter-greek-wght-normal.woff2?url'
import latin from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url'
import { pngWith } from '../../formats/png.ts'
import type { DrawnPicture } from './document.ts'
import { svgText } from './document.ts'

export const SCALE = 2
/** A pixel of the page is the 96th part of an inch. */
const DENSITY = SCALE * 96 / 0.0254

let rules: Promise<string> | null = null

/** The typeface within the picture: one that is drawn as an image fetches nothing. */
const typeface = (): Promise<string> => rules ??= Promise.all([[latin, 'U+0-36F,U+400-FFFF'], [greek, 'U+370-3FF']].map(async ([url, range]) => {
  const data = await dataAddress(await (await fetch(url)).blob())
  return `@font-face{font-family:Inter;font-weight:100 900;src:url(${data.replace(/^data:[^;,]*/, 'data:font/woff2')}) format("woff2");unicode-range:${range}}`
})).then(faces => `${faces.join('')}svg{letter-spacing:-.003em}text{font-feature-settings:"tnum","cv05","ss03","calt"}`).catch(() => {
  rules = null
  return ' '
})

const dataAddress = (blob: Blob): Promise<string> => new Promise((resolve, reject) => {
  const reader = new FileReader()
  reader.onload = () => resolve(reader.result as string)
  reader.onerror = () => reject(new Error('The typeface could not be read.'))
  reader.readAsDataURL(blob)
})

/** Letters of either part of the typeface, apart from each other. */
const PROBE = '<text x="2" y="16" font-size="16" font-weight="700">H</text><text x="22" y="16" font-size="16" font-weight="700">σ</text>'
const [PROBE_WIDTH, PROBE_HEIGHT] = [40, 20]
/** Milliseconds between two looks, and looks until it is taken as it is. */
const [PAUSE, LOOKS] = [40, 60]

let ready: Promise<void> | null = null

/** An image shows no words until its typeface has been read, and tells nobody when: a small one is looked at until it shows some. */
const readable = (style: string): Promise<void> => ready ??= drawnImage(
  `<svg xmlns="http://www.w3.org/2000/svg" width="${PROBE_WIDTH}" height="${PROBE_HEIGHT}" font-family="Inter"><style>${style}</style>${PROBE}</svg>`,
  async image => {
    const context = contextOf(PROBE_WIDTH, PROBE_HEIGHT, true)
    for (let look = 0; look < LOOKS; look++) {
      context.clearRect(0, 0, PROBE_WIDTH, PROBE_HEIGHT)
      context.drawImage(image, 0, 0)
      const inked = (from: number) => context.getImageData(from, 0, PROBE_WIDTH / 2, PROBE_HEIGHT).data.some(value => value > 0)
      if (inked(0) && inked(PROBE_WIDTH / 2)) return
      await new Promise(resolve => { setTimeout(resolve, PAUSE) })
    }
  },
)

async function drawnImage<T>(text: string, take: (image: HTMLImageElement) => Promise<T>): Promise<T> {
  const address = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    return await take(image)
  } finally {
    URL.revokeObjectURL(address)
  }
}

function contextOf(width: number, height: number, read = false): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { willReadFrequently: read })
  if (!context) throw new Error('There is no room for so large a picture.')
  return context
}

/** Rejects where the browser has no room for so many pixels. `notes`: texts that the file carries. */
export async function pngOf(picture: DrawnPicture, notes: ReadonlyMap<string, string>): Promise<Uint8Array<ArrayBuffer>> {
  const style = await typeface()
  await readable(style)
  const [width, height] = [SCALE * Math.ceil(picture.width), SCALE * Math.ceil(picture.height)]
  const blob = await drawnImage(svgText(picture, style), async image => {
    const context = contextOf(width, height)
    context.drawImage(image, 0, 0, width, height)
    return new Promise<Blob | null>(resolve => { context.canvas.toBlob(resolve, 'image/png') })
  })
  if (!blob) throw new Error('There is no room for so large a picture.')
  return pngWith(new Uint8Array(await blob.arrayBuffer()), { texts: notes, density: DENSITY })
}
