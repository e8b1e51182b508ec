// `npx tsx scripts/make-icons.ts`: the web-app manifest's PNG icons, drawn from public/icon.svg by a browser. They are kept in the repository; this is
// run again only where the mark changes.
import { chromium } from '@playwright/test'
import { readFileSync, writeFileSync } from 'node:fs'
import { crc32, deflateSync } from 'node:zlib'
import { findChromium } from './chromium.mjs'

const PAPER = '#f3f1ec'

/** `inset`: the share of the side that is left free round the mark; a system may cut a maskable icon to a circle of 80 %. `square`: paper out to the corners. */
const ICONS = [
  { file: 'icon-192.png', side: 192, inset: 0, square: false },
  { file: 'icon-512.png', side: 512, inset: 0, square: false },
  { file: 'icon-maskable-512.png', side: 512, inset: 0.12, square: true },
  { file: 'icon-180.png', side: 180, inset: 0.04, square: true },
]

function chunk(name: string, body: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body])
  const framed = Buffer.alloc(named.length + 8)
  framed.writeUInt32BE(body.length)
  framed.set(named, 4)
  framed.writeUInt32BE(crc32(named), named.length + 4)
  return framed
}

/** Colours that cover less than this share of an icon are smoothed edges. */
const EDGE = 0.002

/** The colour (0xRRGGBBAA) that stands for each pixel: flat areas keep theirs, edges are rounded until a palette holds them all. */
function fewColours(pixels: Buffer): number[] {
  const exact = Array.from({ length: pixels.length / 4 }, (_, k) => pixels.readUInt32BE(4 * k))
  const counts = new Map<number, number>()
  for (const colour of exact) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  for (const step of [1, 8, 16, 32, 64]) {
    const rounded = (colour: number): number => {
      if (counts.get(colour)! > EDGE * exact.length) return colour
      const [r, g, b, a] = [colour >>> 24, colour >>> 16 & 255, colour >>> 8 & 255, colour & 255].map(part => Math.min(255, Math.round(part / step) * step))
      return a === 0 ? 0 : ((r << 24 | g << 16 | b << 8 | a) >>> 0)
    }
    const colours = exact.map(rounded)
    if (new Set(colours).size <= 256) return colours
  }
  throw new Error('The mark has more colours than a palette holds.')
}

/** A PNG of these pixels (RGBA, side × side) with a palette: a flat drawing is a third as large so. */
function palettePng(pixels: Buffer, side: number): Buffer {
  const places = new Map<number, number>()
  // Each row begins with its filter: none.
  const rows = Buffer.alloc(side * (side + 1))
  fewColours(pixels).forEach((colour, k) => {
    if (!places.has(colour)) places.set(colour, places.size)
    rows[k + 1 + Math.floor(k / side)] = places.get(colour)!
  })
  const colours = [...places.keys()]
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side)
  head.writeUInt32BE(side, 4)
  head.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(colours.flatMap(colour => [colour >>> 24, colour >>> 16 & 255, colour >>> 8 & 255]))),
    chunk('tRNS', Buffer.from(colours.map(colour => colour & 255))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const folder = new URL('../public/', import.meta.url)
const mark = readFileSync(new URL('icon.svg', folder), 'utf8')
const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-background-networking'] })
try {
  for (const { file, side, inset, square } of ICONS) {
    const page = await browser.newPage({ viewport: { width: side, height: side } })
    const edge = Math.round(side * inset)
    await page.setContent(`<body style="margin:0;background:${square ? PAPER : 'transparent'}"><div style="position:absolute;inset:${edge}px">${mark.replace('<svg ', '<svg width="100%" height="100%" ')}</div>`)
    const shot = (await page.screenshot({ omitBackground: true })).toString('base64')
    const pixels = await page.evaluate(async ([png, size]) => {
      const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob())
      const canvas = new OffscreenCanvas(size, size).getContext('2d')!
      canvas.drawImage(picture, 0, 0)
      return Array.from(canvas.getImageData(0, 0, size, size).data)
    }, [shot, side] as const)
    const bytes = palettePng(Buffer.from(pixels), side)
    writeFileSync(new URL(file, folder), bytes)
    console.log(`${file}: ${bytes.length} bytes`)
    await page.close()
  }
} finally {
  await browser.close()
}
