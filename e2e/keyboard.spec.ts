// Without a mouse: from the address to a network's details, through the panels, the dock and the legend, and back by undo.
import type { Locator, Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { Visitor } from './visitor.ts'

test('Tab and arrows alone lead from load to a network, its panels, the dock and the colours', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  const { keyboard } = page
  const focused = page.locator(':focus')

  // The first thing that Tab reaches leads past the rail.
  await keyboard.press('Tab')
  await expect(focused).toHaveText('Skip to the map')
  await expect(focused).toBeInViewport()
  await keyboard.press('Enter')
  await expect(visitor.map).toBeFocused()

  await keyboard.press('ArrowRight')
  await keyboard.press('ArrowDown')
  await expect(page.getByRole('tooltip')).toBeVisible()
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /^Network \d+$/ })).toBeVisible()
  await expect(visitor.status).toContainText('1 of')
  await expect(visitor.map).toHaveAccessibleName(/1 selected/)

  // Its tab is one Tab stop; arrows walk the tabs, and the panel changes with them.
  const tab = page.getByRole('tab', { name: 'Network' })
  await tab.focus()
  await keyboard.press('ArrowRight')
  await expect(page.getByRole('tab', { name: 'Compare' })).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('tab', { name: 'Compare' })).toBeFocused()
  await keyboard.press('End')
  await expect(page.getByRole('tab', { name: 'Search' })).toHaveAttribute('aria-selected', 'true')
  await keyboard.press('Home')
  await expect(page.getByRole('tab', { name: 'Selection' })).toHaveAttribute('aria-selected', 'true')

  // A bar of the histogram selects its networks.
  const bars = page.getByRole('group', { name: 'Histogram of test accuracy' }).getByRole('button')
  await bars.last().focus()
  await keyboard.press('ArrowLeft')
  await keyboard.press('Enter')
  await expect(visitor.map).toHaveAccessibleName(/(?!\b1 )\b\d+ selected/)
  const chosen = await visitor.status.textContent()

  // Undo and redo, by key.
  await keyboard.press('Control+z')
  await expect(visitor.map).toHaveAccessibleName(/\b1 selected/)
  await keyboard.press('Control+Shift+z')
  await expect(visitor.status).toHaveText(chosen!)

  // A mark of a scatter goes into the selection and out of it.
  await page.getByRole('application', { name: /^Test accuracy against/ }).focus()
  await keyboard.press('ArrowRight')
  await keyboard.press('Space')
  await expect(visitor.status).not.toHaveText(chosen!)
  await keyboard.press('Space')
  await expect(visitor.status).toHaveText(chosen!)

  // What lies under the map: the first arrow opens it, the next goes on.
  await page.getByRole('tab', { name: 'Hyper-parameters' }).focus()
  await keyboard.press('ArrowRight')
  await keyboard.press('ArrowRight')
  await expect(page.getByRole('tab', { name: 'Table' })).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('tab', { name: 'Table' })).toBeFocused()
  await expect(page.getByRole('grid', { name: 'Networks' })).toBeVisible()

  // Colours, by the list and by a command. A browser that is slow between two letters takes the second for the first of another name.
  await expect(async () => {
    await page.getByRole('combobox', { name: 'Colour by' }).focus()
    await keyboard.type('Learn')
    await expect(visitor.map).toHaveAccessibleName(/coloured by learning rate/, { timeout: 2000 })
  }).toPass()
  await visitor.map.focus()
  await keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Find a command' })).toBeFocused()
  await keyboard.type('colour entropy')
  await keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(visitor.map).toHaveAccessibleName(/coloured by spectral entropy/)
  expect(visitor.complaints).toEqual([])
})

test('undo and redo say when there is nothing to take back', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  const [undo, redo] = [page.getByRole('button', { name: 'Undo' }), page.getByRole('button', { name: 'Redo' })]
  await expect(undo).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('combobox', { name: 'Colour by' }).selectOption({ label: 'Learning rate' })
  await expect(redo).toHaveAttribute('aria-disabled', 'true')
  await undo.click()
  await expect(visitor.map).toHaveAccessibleName(/coloured by test accuracy/)
  await redo.click()
  await expect(visitor.map).toHaveAccessibleName(/coloured by learning rate/)
})

/** A network is open, and a word of its panels has the focus. */
async function atAWord(page: Page): Promise<{ visitor: Visitor, word: Locator }> {
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.map.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  const word = page.getByRole('button', { name: 'probes', exact: true })
  await word.focus()
  return { visitor, word }
}

test('a word explains itself to the keyboard, leads to its page, and closes by Esc without losing the selection', async ({ page }) => {
  const { visitor, word } = await atAWord(page)
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('note')).toContainText('held-out inputs')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('note')).toBeHidden()
  await expect(word).toBeFocused()
  await expect(visitor.status).toContainText('1 of')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toContainText('Data sets')
})

test('a word that the keyboard reaches out of sight keeps its sentence while it is scrolled to, and loses it where it is scrolled away', async ({ page }) => {
  const { word } = await atAWord(page)
  await page.keyboard.press('Shift+Tab')
  await expect(page.getByRole('note')).toBeHidden()
  const toTheTop = () => word.evaluate(element => {
    for (let box = element.parentElement; box; box = box.parentElement) box.scrollTop = 0
  })
  await toTheTop()
  await expect(word).not.toBeInViewport()
  await page.keyboard.press('Tab')
  await expect(word).toBeInViewport()
  const note = page.getByRole('note')
  await expect(note).toContainText('held-out inputs')
  // Where the word now stands.
  const standsBeside = () => expect.poll(async () => {
    const [at, of] = [await note.boundingBox(), await word.boundingBox()]
    return at && of ? Math.min(Math.abs(at.y - of.y - of.height), Math.abs(of.y - at.y - at.height)) : Infinity
  }).toBeLessThan(40)
  await standsBeside()
  // Something above it that comes late: a little, which moves the word, and more than fits into the window.
  for (const height of ['60px', '1000px']) {
    await word.evaluate((element, late) => {
      const above = document.createElement('div')
      above.style.height = late
      element.closest('.Panel')!.before(above)
    }, height)
    await expect(word).toBeInViewport()
    await standsBeside()
    await expect(word).toBeFocused()
  }
  await toTheTop()
  await expect(note).toBeHidden()
})
