// The map's picture when nothing moves any more, and two pictures held against each other, pixel by pixel, in a page of their own.
import type { Browser } from '@playwright/test'
import { expect } from '@playwright/test'
import type { Visitor } from './visitor.ts'

/** Of the map, with nothing on it that a pointer or the keyboard adds; as soon as two in a row are the same. */
export async function stillPicture({ page, map }: Visitor): Promise<Buffer> {
  await page.mouse.move(4, 4)
  await page.evaluate(() => { (document.activeElement as HTMLElement | null)?.blur() })
  const clip = (await map.boundingBox())!
  let now: Buffer = await page.screenshot({ clip })
  await expect(async () => {
    const last = now
    now = await page.screenshot({ clip })
    expect(now.equals(last)).toBe(true)
  }).toPass({ intervals: [500], timeout: 90_000 })
  return now
}

/** Share of the pixels of which some channel differs by more than `more` of 255; 1 where the sizes differ. */
export async function differing(browser: Browser, one: Buffer, other: Buffer, more = 40): Promise<number> {
  const page = await browser.newPage()
  try {
    return await page.evaluate(async ({ pictures, more: least }) => {
      const [a, b] = await Promise.all(pictures.map(async text => {
        const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(text), letter => letter.charCodeAt(0))], { type: 'image/png' }))
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
        const context = canvas.getContext('2d')!
        context.drawImage(bitmap, 0, 0)
        return context.getImageData(0, 0, bitmap.width, bitmap.height)
      }))
      if (a.width !== b.width || a.height !== b.height) return 1
      let count = 0
      for (let at = 0; at < a.data.length; at += 4) if ([0, 1, 2].some(channel => Math.abs(a.data[at + channel] - b.data[at + channel]) > least)) count++
      return count / (a.width * a.height)
    }, { pictures: [one.toString('base64'), other.toString('base64')], more })
  } finally {
    await page.close()
  }
}
