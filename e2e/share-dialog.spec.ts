// The Share dialog by keyboard, and with a wrong file dropped upon it: the focus is never lost, and what became of the file is seen.
import { expect, test } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { drops } from './dropped.ts'
import { Visitor } from './visitor.ts'

test('everything in the Share dialog is reached and left by keyboard, and a dropped file uncovers what becomes of it', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  const visitor = new Visitor(page)
  await visitor.opens()
  const share = page.getByRole('button', { name: 'Share', exact: true })
  const dialog = page.getByRole('dialog', { name: 'Share' })
  await share.focus()
  await page.keyboard.press('Enter')
  await expect(dialog.getByText(/^Every export carries /)).toBeVisible()

  // What opens below the fold comes into view.
  await page.setViewportSize({ width: 1024, height: 640 })
  await dialog.getByRole('button', { name: 'Cite', exact: true }).press('Enter')
  await expect(dialog.getByRole('heading', { name: 'Methods' })).toBeInViewport()
  await dialog.getByRole('button', { name: 'Cite', exact: true }).press('Enter')

  // A dark page gives a picture on white.
  await dialog.getByRole('checkbox', { name: 'Pictures on white paper' }).check()
  const coming = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'SVG', exact: true }).press('Enter')
  expect(await readFile(await (await coming).path(), 'utf8')).toMatch(/<rect[^>]*fill="#ffffff"/)

  // Save gives its place to Cancel and gets it back, and the focus with it.
  let go: (() => void) | undefined
  const held = new Promise<void>(resolve => { go = resolve })
  await expect(dialog.getByRole('button', { name: 'Save site.zip' })).not.toHaveAttribute('aria-disabled', 'true')
  await page.route('**/assets/*', async route => {
    await held
    await route.continue().catch(() => undefined)
  })
  await dialog.getByRole('button', { name: 'Save site.zip' }).press('Enter')
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Enter')
  go?.()
  await expect(dialog.getByRole('button', { name: 'Save site.zip' })).toBeFocused()

  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(share).toBeFocused()

  await page.keyboard.press('Enter')
  await expect(dialog).toBeVisible()
  await drops(page, [{ name: 'notes.txt', bytes: new TextEncoder().encode('hello') }], 'dialog .Dialog-body')
  await expect(dialog).toBeHidden()
  await expect(page.getByText(/notes\.txt is text, not a model/)).toBeVisible()
  expect(visitor.complaints).toEqual([])
})
