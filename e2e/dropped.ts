// Files dropped on the page as a browser hands them over, made in the page from their bytes.
import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'

export const MODELS = 'src/formats/fixtures/models'

export interface Dropped { name: string, bytes: Uint8Array }

/** One of the samples, under its own name or another. */
export const sample = (path: string, name = basename(path)): Dropped => ({ name, bytes: readFileSync(`${MODELS}/${path}`) })

export async function drops(page: Page, files: readonly Dropped[], on = '.App-map'): Promise<void> {
  const coming = files.map(({ name, bytes }) => ({ name, text: Buffer.from(bytes).toString('base64') }))
  const dataTransfer = await page.evaluateHandle(list => {
    const transfer = new DataTransfer()
    for (const { name, text } of list) transfer.items.add(new File([Uint8Array.from(atob(text), letter => letter.charCodeAt(0))], name))
    return transfer
  }, coming)
  // What takes them comes a moment after the map.
  await expect(async () => {
    await page.dispatchEvent(on, 'dragenter', { dataTransfer })
    await expect(page.locator('.DropZone')).toBeVisible({ timeout: 500 })
  }).toPass()
  await page.dispatchEvent(on, 'drop', { dataTransfer })
}
