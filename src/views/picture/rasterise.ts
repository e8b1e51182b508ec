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

/** Rejects where the browser has no room for so many pixels. `notes`: texts that the file carries. */
export async function pngOf(picture: DrawnPicture, notes: ReadonlyMap<string, string>): Promise<Uint8Array<ArrayBuffer>> {
  const text = svgText(picture, await typeface())
  const address = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = SCALE * Math.ceil(picture.width)
    canvas.height = SCALE * Math.ceil(picture.height)
    const context = canvas.getContext('2d')
    if (!context) throw new Error('no canvas')
    context.drawImage(image, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'))
    if (!blob) throw new Error('no room')
    return pngWith(new Uint8Array(await blob.arrayBuffer()), { texts: notes, density: DENSITY })
  } finally {
    URL.revokeObjectURL(address)
  }
}
