// A link carries what one sees to somebody else: the same map, the same choice, the same picture; and networks of one's own as what makes them again.
import type { Browser, Locator, Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { differing, stillPicture } from './same-picture.ts'
import { SMALL, Visitor } from './visitor.ts'

const address = (page: Page): Locator => page.getByRole('textbox', { name: 'Link to what is on screen' })

/** From the Share dialog's field, when what is on screen has come to rest: the address bar says the same, and goes on saying it. */
async function linkOf({ page }: Visitor): Promise<string> {
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await expect(address(page)).toHaveValue(/#v1\./)
  let link = ''
  await expect(async () => {
    const last = link
    link = await address(page).inputValue()
    expect(link).toBe(last)
    expect(page.url()).toBe(link)
  }).toPass({ intervals: [800], timeout: 60_000 })
  await page.getByRole('button', { name: 'Copy link' }).click()
  await expect(page.getByText(/^Copied\.|the link is marked/)).toBeVisible()
  await page.keyboard.press('Escape')
  return link
}

/** In a browser that remembers nothing. */
async function somebodyElse(browser: Browser, link: string, viewport = { width: 1440, height: 900 }): Promise<Visitor> {
  const context = await browser.newContext({ viewport })
  const visitor = new Visitor(await context.newPage())
  await visitor.page.goto(link)
  return visitor
}

async function lassoes({ page, map }: Visitor): Promise<void> {
  const { x, y, width, height } = (await map.boundingBox())!
  await page.keyboard.press('l')
  const at = (k: number): [number, number] => [x + width * (0.5 + 0.22 * Math.cos(k / 5)), y + height * (0.5 + 0.28 * Math.sin(k / 5))]
  await page.mouse.move(...at(0))
  await page.mouse.down()
  for (let k = 1; k <= 31; k++) await page.mouse.move(...at(k))
  await page.mouse.up()
  await page.keyboard.press('v')
}

test('selection, groups, colour, zoom, panel and dock reach a fresh browser, and its picture is the same', async ({ page, browser }) => {
  test.slow()
  const sender = new Visitor(page)
  await sender.opens()
  expect(new URL(page.url()).hash).toBe('')
  const pages = await page.evaluate(() => history.length)
  await page.getByRole('tab', { name: 'Hyper-parameters' }).click()
  await expect(page.locator('.App-dock, .Dock').first()).toBeVisible()
  await lassoes(sender)
  await expect(sender.map).toHaveAccessibleName(/\d+ selected/)
  await page.getByRole('button', { name: 'Hold as A', exact: true }).click({ timeout: 30_000 })
  await expect(page.getByRole('button', { name: /^Select group A/ })).toBeVisible()
  await page.getByRole('combobox', { name: /colour/i }).selectOption({ label: 'Learning rate' })
  const { x, y, width, height } = (await sender.map.boundingBox())!
  await page.mouse.move(x + width * 0.45, y + height * 0.5)
  await page.mouse.wheel(0, -300)
  await page.getByRole('tab', { name: 'Compare' }).click()
  const link = await linkOf(sender)
  expect(link.length).toBeLessThan(600)
  // The address bar says it, and nothing was added to the history.
  expect(await page.evaluate(() => history.length)).toBe(pages)
  const words = await sender.map.getAttribute('aria-label')
  const seen = await stillPicture(sender)

  const receiver = await somebodyElse(browser, link)
  await expect(receiver.map).toHaveAccessibleName(words!)
  await expect(receiver.page.getByRole('tab', { name: 'Compare' })).toHaveAttribute('aria-selected', 'true')
  await expect(receiver.page.getByRole('tab', { name: 'Hyper-parameters' })).toHaveAttribute('aria-selected', 'true')
  await expect(receiver.page.getByRole('combobox', { name: /colour/i })).toHaveValue('learningRate')
  await expect(receiver.page.getByRole('button', { name: /^Select group A/ })).toBeVisible()
  await expect.poll(async () => differing(browser, seen, await stillPicture(receiver)), { timeout: 60_000 }).toBeLessThan(0.005)
  expect(receiver.page.url()).toBe(link)

  // It is the picture that says so: another view is another one.
  await receiver.page.keyboard.press('0')
  expect(await differing(browser, seen, await stillPicture(receiver))).toBeGreaterThan(0.005)
  expect([...sender.complaints, ...receiver.complaints]).toEqual([])

  const phone = await somebodyElse(browser, link, { width: 390, height: 844 })
  await expect(phone.map).toHaveAccessibleName(words!)
  await expect(phone.page.getByRole('tab', { name: 'Compare' })).toHaveAttribute('aria-selected', 'true')
  expect(phone.complaints).toEqual([])
})

test('networks that the sender trained are trained again elsewhere, to the last bit, and so is the map', async ({ page, browser }) => {
  test.slow()
  const sender = new Visitor(page)
  await sender.opens()
  await sender.types({ ...SMALL, 'Number of networks': '12', Seed: '31' })
  await sender.trains('Train as a new map')
  await sender.waits()
  await lassoes(sender)
  const link = await linkOf(sender)
  const words = await sender.map.getAttribute('aria-label')
  const sent = await sender.saves()
  expect(sender.complaints).toEqual([])
  await page.close()

  const receiver = await somebodyElse(browser, link)
  await expect(receiver.notices).toContainText('12 networks are trained from their seeds')
  await receiver.button(/Train them here/).click()
  await expect(receiver.notices).toContainText('Reproduced exactly: every network and every place, to the last bit.', { timeout: 120_000 })
  await expect(receiver.map).toHaveAccessibleName(words!)
  const made = await receiver.saves()
  expect(made.networks).toEqual(sent.networks)
  expect(made.embedding).toEqual(sent.embedding)
  expect(receiver.complaints).toEqual([])
})

test('networks trained onto the ready-made map: the link shows that map at once, and the others when they are trained', async ({ page, browser }) => {
  test.slow()
  const sender = new Visitor(page)
  await sender.opens()
  const { mapped, diverged } = await sender.counts()
  await sender.types({ ...SMALL, 'Number of networks': '3' })
  await sender.trains('Train more here')
  await sender.waits()
  const link = await linkOf(sender)
  const counted = await sender.counts()
  expect(sender.complaints).toEqual([])
  await page.close()

  const receiver = await somebodyElse(browser, link)
  await expect(receiver.notices).toContainText('other 3 networks are trained from their seeds')
  expect(await receiver.counts()).toEqual({ mapped, diverged })
  await receiver.button(/Train them here/).click()
  await expect(receiver.notices).toContainText('Reproduced exactly', { timeout: 120_000 })
  expect(await receiver.counts()).toEqual(counted)
  expect(receiver.complaints).toEqual([])
})

/** Each in an address that somebody opens. */
const NASTY = ['#v1.', '#<img src=x onerror=alert(1)>', '#%E0%A4%A', `#v1.${'A'.repeat(15_000)}`]
/** Each put into the address of a page that stands. */
const NASTIER = ['#v1.AAAA', '#v99.AAAA', '#v0.x', '#__proto__', '#v1.__proto__', `#v1.${'-_'.repeat(9_000)}`, '#../../maps/digits', '#v1.wyUO97qxnrE', '#javascript:alert(1)', '#v1.broken']

test('no address breaks the page: a notice, and the map that everybody sees', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  const words = await visitor.map.getAttribute('aria-label')
  for (const hash of NASTY) {
    await page.goto('about:blank')
    await page.goto(`./${hash}`)
    await expect(visitor.map, hash.slice(0, 40)).toHaveAccessibleName(words!)
    await expect(visitor.notices, hash.slice(0, 40)).toContainText('This link could not be followed.')
  }
  for (const hash of NASTIER) {
    await page.locator('.Notice').getByRole('button').first().click()
    await expect(page.locator('.Notice'), hash.slice(0, 40)).toHaveCount(0)
    await page.evaluate(next => { location.hash = next }, hash)
    await expect(visitor.notices, hash.slice(0, 40)).toContainText('This link could not be followed.')
    await expect(visitor.map, hash.slice(0, 40)).toHaveAccessibleName(words!)
  }
  await expect(visitor.notices).toContainText('cut short or damaged')
  expect(visitor.complaints).toEqual([])
})
