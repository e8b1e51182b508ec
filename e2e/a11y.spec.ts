// Nothing serious or critical for axe in any of the page's main states, in both palettes and on a phone.
import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { seriousFindings } from './axe.ts'
import { Visitor } from './visitor.ts'

const findings = async (page: Page, state: string, part?: string): Promise<string[]> => (await seriousFindings(page, part)).map(found => `${state}: ${found}`)

const TABS = ['Network', 'Compare', 'Entropy', 'Persistence', 'Classes', 'Search', 'Selection'] as const
const DOCKS = ['Hyper-parameters', 'Table', 'Clusters', 'Diverged'] as const

const dialogClosed = (page: Page) => expect(page.getByRole('dialog')).toBeHidden()

async function walk(page: Page, look: (state: string, part?: string) => Promise<void>) {
  await look('first map')
  for (const name of TABS) {
    await page.getByRole('tab', { name }).click()
    await look(`${name}, nothing selected`, '.RightRail')
  }
  await page.locator('.MapView-surface').first().focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /^Network \d+$/ })).toBeVisible()
  await look('a network open')
  for (const name of TABS.slice(1)) {
    await page.getByRole('tab', { name }).click()
    await look(`${name}, a network selected`, '.RightRail')
  }
  for (const name of DOCKS) {
    await page.getByRole('tablist', { name: /under the map/i }).getByRole('tab', { name }).click()
    await look(`${name} under the map`, '.Dock')
  }
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, reducedMotion: 'reduce' })
    test('map, panels and dock', async ({ page }) => {
      test.slow()
      const visitor = new Visitor(page)
      await visitor.opens()
      const found: string[] = []
      await walk(page, async (state, part) => { found.push(...await findings(page, state, part)) })
      expect(found).toEqual([])
    })

    test('dialogs, method pages, a term and the tour', async ({ page }) => {
      const visitor = new Visitor(page)
      await visitor.opens()
      const found: string[] = []
      const look = async (state: string, part?: string) => { found.push(...await findings(page, state, part)) }
      await page.keyboard.press('?')
      await page.getByRole('combobox', { name: 'Find a command' }).fill('colour')
      await look('commands', 'dialog')
      await page.getByRole('button', { name: 'How each number is made' }).click()
      await look('list of pages', 'dialog')
      for (const name of ['PHATE', 'Diffusion spectral entropy']) {
        await page.getByRole('dialog').getByRole('button', { name, exact: true }).first().click()
        await expect(page.getByRole('dialog').locator('math').first()).toBeVisible()
        await look(name, 'dialog')
        await page.getByRole('dialog').getByRole('button', { name: 'Back' }).click()
      }
      await page.keyboard.press('Escape')
      await dialogClosed(page)
      const inDialog = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true })
      await page.getByRole('button', { name: 'Share', exact: true }).click()
      await inDialog('Embed in a page').click()
      await inDialog('NumPy').click()
      await expect(inDialog('Save NumPy arrays')).toBeVisible()
      await look('Share', 'dialog')
      await inDialog('Cite').click()
      await look('Share, Cite', '.ShareDialog-foot')
      await page.keyboard.press('Escape')
      await dialogClosed(page)
      await page.getByRole('button', { name: 'Maps', exact: true }).click()
      await expect(page.getByRole('dialog').getByText(/to see it/).first()).toBeVisible()
      await look('Maps', 'dialog')
      await page.keyboard.press('Escape')
      await dialogClosed(page)
      await page.locator('.Term-word').first().click()
      await look('a term', '.RightRail')
      await page.keyboard.press('Escape')
      await visitor.button('Take the tour').click()
      for (let at = 1; at <= 6; at++) {
        await expect(page.locator('.Tour')).toContainText(`${at} of 6`)
        await look(`tour, ${at}`, '.Tour')
        await page.locator('.Tour').getByRole('button', { name: 'Next' }).click()
      }
      await look('tour, end')
      expect(found).toEqual([])
    })

    test('training beside the map, its timeline and the experiments', async ({ page }) => {
      const visitor = new Visitor(page)
      await visitor.opens()
      const found: string[] = []
      const look = async (state: string, part?: string) => { found.push(...await findings(page, state, part)) }
      const opensMaps = () => page.getByRole('button', { name: 'Maps', exact: true }).click()
      await opensMaps()
      await page.getByRole('dialog', { name: 'Maps' }).getByRole('button', { name: '48 networks caught sixteen times on their way', exact: true }).click()
      await expect(visitor.maps.last()).toHaveAccessibleName(/InPCA of predictions: 48 runs/, { timeout: 90_000 })
      await page.getByRole('tab', { name: 'Training', exact: true }).click()
      await expect(page.getByRole('region', { name: 'Progress', exact: true })).toContainText('Spearman')
      await expect(page.getByRole('region', { name: 'Between runs', exact: true })).toContainText('48 runs in', { timeout: 90_000 })
      await look('Training')
      await opensMaps()
      await visitor.button('Show the experiments').click()
      const list = page.getByRole('dialog', { name: 'Experiments' })
      await expect(list.getByRole('listitem')).toHaveCount(5)
      await look('experiments', 'dialog')
      await list.getByRole('button', { name: 'Digits against sloppy data' }).click()
      await expect(page.getByRole('textbox', { name: 'Decay c, typed' })).toBeVisible()
      await look('an experiment', 'dialog')
      expect(found).toEqual([])
    })

    test.describe('on a phone', () => {
      test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })
      test('map, menu, recipe and panels', async ({ page }) => {
        const visitor = new Visitor(page)
        await visitor.opens()
        const found: string[] = []
        const look = async (state: string, part?: string) => { found.push(...await findings(page, state, part)) }
        await look('phone')
        await page.getByRole('button', { name: 'More', exact: true }).click()
        await look('phone, menu')
        await page.keyboard.press('Escape')
        await page.getByRole('button', { name: 'Recipe: what to train next' }).click()
        await look('phone, recipe')
        await page.getByRole('button', { name: 'Close the recipe' }).click()
        await page.getByRole('button', { name: /^Panels/ }).click()
        for (const name of TABS) {
          await page.getByRole('tab', { name }).click()
          await look(`phone, ${name}`, '.RightRail')
        }
        expect(found).toEqual([])
      })
    })
  })
}
