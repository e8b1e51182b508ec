// Nothing leaves the browser: in a long session every request, by whatever part of the browser, goes to the page's own host, and nothing is asked
// for that the page's policy stops.
import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { resolve } from 'node:path'
import { MODELS } from './dropped.ts'
import { recordingProxy } from './recording-proxy.ts'
import { SMALL, Visitor } from './visitor.ts'

/** What the policy stopped, in the page; written down from its first moment. */
async function listensToThePolicy(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const stopped: string[] = []
    Object.assign(window, { stopped })
    document.addEventListener('securitypolicyviolation', event => stopped.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample} ${event.sourceFile}:${event.lineNumber}`))
  })
  return () => page.evaluate(() => (window as unknown as { stopped: string[] }).stopped)
}

/** What this browser asks of its maker about any page with a text field. No page can: what pages, workers and service workers ask is listened to besides. */
const ITS_OWN = /^CONNECT content-autofill\.googleapis\.com:443$/

const closesDialog = async (page: Page): Promise<void> => {
  await page.keyboard.press('Escape')
  await expect(page.locator('dialog[open]')).toHaveCount(0)
}

test('a long session asks the page’s own host and nobody else, and the policy has nothing to stop', async ({ browser, baseURL }) => {
  test.slow()
  const origin = new URL(baseURL!).origin
  const proxy = await recordingProxy(origin)
  // A browser leaves its own machine out of proxies unless it is told.
  const context = await browser.newContext({ baseURL: baseURL!, viewport: { width: 1440, height: 900 }, serviceWorkers: 'allow', proxy: { server: proxy.server, bypass: '<-loopback>' } })
  const heard: string[] = []
  context.on('request', request => heard.push(request.url()))
  const page = await context.newPage()
  const stopped = await listensToThePolicy(page)
  const visitor = new Visitor(page)
  await visitor.opens()

  await visitor.findsADot()
  await page.mouse.down()
  await page.mouse.up()
  await expect(page.getByRole('region', { name: 'How it sees the digits' })).toContainText(/answered (wrongly|rightly)/)
  for (const tab of ['Compare', 'Entropy', 'Persistence', 'Classes', 'Selection']) {
    await page.getByRole('tab', { name: tab, exact: true }).click()
    await expect(page.getByRole('tabpanel').first()).toBeVisible()
  }
  for (const tab of ['Hyper-parameters', 'Table', 'Clusters']) await page.getByRole('tab', { name: tab, exact: true }).click()

  // Pages with formulas and tables, one after the other.
  await page.getByRole('button', { name: 'Commands and keys (?)' }).click()
  await page.getByRole('button', { name: 'How each number is made' }).click()
  for (const name of ['PHATE', 'Clusters']) {
    await page.getByRole('dialog').getByRole('button', { name }).first().click()
    await expect(page.locator('.MethodPage math').first()).toBeVisible()
    await page.getByRole('dialog').getByRole('button', { name: 'All pages' }).click()
  }
  await closesDialog(page)

  await visitor.files.setInputFiles(resolve(MODELS, 'made/mlp_relu/model.onnx'))
  await expect(page.getByRole('article', { name: 'model.onnx' })).toContainText('landed', { timeout: 90_000 })
  await visitor.types({ ...SMALL, 'Number of networks': '3' })
  await visitor.trains('Train more here')
  await visitor.waits()

  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await expect(page.getByRole('dialog', { name: 'Share' })).toBeVisible()
  await closesDialog(page)
  await page.getByRole('button', { name: 'Maps', exact: true }).click()
  const maps = page.getByRole('dialog', { name: 'Maps' })
  await maps.getByRole('listitem').last().getByRole('button').first().click()
  await expect(maps).toBeHidden()

  await page.getByRole('button', { name: 'Commands and keys (?)' }).click()
  await expect(page.getByText(/This page opens without a network/)).toBeVisible({ timeout: 90_000 })
  await closesDialog(page)

  expect(proxy.asked.length).toBeGreaterThan(100)
  expect(proxy.asked.filter(request => !request.startsWith(`GET ${origin}/`) && !ITS_OWN.test(request))).toEqual([])
  expect(heard.filter(address => !address.startsWith(`${origin}/`))).toEqual([])
  expect(proxy.asked.some(request => request.endsWith('/sw.js'))).toBe(true)
  expect(await stopped()).toEqual([])
  expect(visitor.complaints).toEqual([])
  await context.close()
  await proxy.close()
})

test('the policy stops what stands in the page, what is made from text, and other hosts without encryption', async ({ page }) => {
  const stopped = await listensToThePolicy(page)
  await page.goto('./')
  await new Visitor(page).seesAMap()
  const ran = await page.evaluate(async () => {
    const script = document.createElement('script')
    script.textContent = 'window.__ran = true'
    document.head.append(script)
    document.body.insertAdjacentHTML('beforeend', '<p style="color: red" onclick="window.__ran = true">x</p>')
    document.body.lastElementChild!.dispatchEvent(new MouseEvent('click'))
    const frame = document.createElement('iframe')
    frame.src = 'https://example.org/'
    document.body.append(frame)
    const fetched = await fetch('http://example.org/').then(() => true, () => false)
    return { fetched, ran: '__ran' in window, colour: getComputedStyle(document.body.querySelector('p[onclick]')!).color === 'rgb(255, 0, 0)' }
  })
  expect(ran).toEqual({ fetched: false, ran: false, colour: false })
  // A frame is stopped in a moment of its own.
  const directives = async (): Promise<string[]> => (await stopped()).map(text => text.replace(/:.*/, ''))
  await expect.poll(directives).toEqual(expect.arrayContaining(['script-src-elem', 'style-src-attr', 'script-src-attr', 'frame-src', 'connect-src']))
})
