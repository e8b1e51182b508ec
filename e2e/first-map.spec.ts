// A newcomer opens the page: the ready-made map is there, it answers, and nothing asks for a GPU or a training.
import { expect, test } from '@playwright/test'
import { gzipSync } from 'node:zlib'
import { Visitor } from './visitor.ts'

test('the ready-made map is on screen, coloured by test accuracy, with legend, count and settings', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  const { mapped, diverged } = await visitor.counts()
  expect(mapped + diverged).toBeGreaterThanOrEqual(300)
  await expect(visitor.status).toContainText(`${mapped} networks`)
  await expect(visitor.status).toContainText('scale mean, σ 0.5')
  await expect(visitor.status).toContainText('No WebGPU')
  await expect(page.getByText('Each dot is a trained neural network.')).toBeVisible()
  expect(visitor.complaints).toEqual([])
})

test('what arrives before the map is at most 300 kB of script, gzipped, and no TensorFlow.js', async ({ page }) => {
  const scripts = new Map<string, Promise<Buffer>>()
  page.on('response', response => {
    if (!response.url().endsWith('.js')) return
    const body = response.body()
    body.catch(() => undefined) // of what still arrives when this test ends
    scripts.set(response.url(), body)
  })
  // When the canvas came is noted in the page itself: what is asked for after it must not be counted, however late this test looks.
  await page.addInitScript(() => {
    const watch = new MutationObserver(() => {
      if (!document.querySelector('.MapView-canvas canvas')) return
      performance.mark('canvas')
      watch.disconnect()
    })
    watch.observe(document, { childList: true, subtree: true })
  })
  const visitor = new Visitor(page)
  await visitor.opens()
  await expect(page.locator('.MapView-canvas canvas')).toBeVisible()
  const early = await page.evaluate(() => {
    const [canvas] = performance.getEntriesByName('canvas')
    return performance.getEntriesByType('resource').filter(entry => entry.startTime <= canvas.startTime).map(entry => entry.name)
  })
  const names = [...scripts.keys()].filter(name => early.includes(name))
  const own = names.filter(name => !name.includes('worker'))
  expect(own.some(name => name.includes('/first-'))).toBe(true)
  expect(own.some(name => name.includes('/drawing-'))).toBe(true)
  const bytes = await Promise.all(own.map(async name => gzipSync(await scripts.get(name)!).length))
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(300_000)
  expect(names.filter(name => /gpu|tfjs|tensorflow/i.test(name) && !name.includes('webgl'))).toEqual([])
})

test('the diffusion time slides: the map follows, its entropy curve shows, and auto comes back', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  const slider = page.getByRole('slider', { name: /Diffusion time/ })
  const before = await slider.getAttribute('aria-valuetext')
  const stress = async () => /stress (\d\.\d+)/.exec(await visitor.status.textContent() ?? '')?.[1]
  const stood = await stress()
  await slider.focus()
  for (let k = 0; k < 4; k++) await slider.press('ArrowRight')
  const wanted = String(Number(before) + 4)
  await expect(visitor.status).toContainText(new RegExp(`t ${wanted}, stress`))
  await expect(page.getByRole('img', { name: /Entropy of the diffusion falls/ })).toHaveAccessibleName(new RegExp(`t is ${wanted};`))
  await expect(page.getByText('This layout slid here from another t.')).toBeVisible()
  expect(await stress()).not.toBe(stood)
  await visitor.button('auto').click()
  await expect(visitor.status).toContainText(`t ${before} (auto), stress ${stood}`)
  await expect(visitor.button('Embed anew')).toBeHidden()
  await page.getByRole('button', { name: 'How it works: PHATE and its diffusion time' }).click()
  await expect(page.getByRole('dialog')).toContainText('potential')
  expect(visitor.complaints).toEqual([])
})

test('hovering tells, and moves no panel; a click opens a network with its numbers', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  const title = await visitor.findsADot()
  expect(title).toMatch(/^#\d+ · (relu|tanh|gelu|sigmoid) (conv )?\d+/)
  await expect(page.getByRole('tab', { name: 'Selection' })).toHaveAttribute('aria-selected', 'true')

  await page.mouse.down()
  await page.mouse.up()
  const id = /#(\d+)/.exec(title)![1]
  await expect(page.getByRole('heading', { name: `Network ${id}`, exact: true })).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Network' })).toHaveAttribute('aria-selected', 'true')
  await expect(visitor.status).toContainText('1 of')
  for (const panel of ['Hyper-parameters', 'Confusion', 'Nearest networks']) await expect(page.getByRole('heading', { name: panel })).toBeVisible()

  // The matrix counts every test image once.
  await expect(page.getByRole('group', { name: /of 540/ })).toBeVisible()

  // Its nearest networks lead on.
  await page.getByRole('button', { name: /^Open network \d+/ }).first().click()
  await expect(page.getByRole('heading', { name: `Network ${id}`, exact: true })).toBeHidden()
  expect(visitor.complaints).toEqual([])
})

test('pan, zoom and whole map by mouse and by key', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  const scale = page.locator('.ScaleBar')
  const whole = await scale.innerText()
  const frame = (await visitor.map.boundingBox())!
  await page.mouse.move(frame.x + frame.width / 2, frame.y + frame.height / 2)
  for (let k = 0; k < 6; k++) await page.mouse.wheel(0, -300)
  await expect(scale).not.toHaveText(whole)
  await page.keyboard.press('0')
  await expect(scale).toHaveText(whole)
})

test('the keyboard alone goes from the page to a network', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.map.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('tooltip')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /^Network \d+$/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(visitor.status).not.toContainText('selected')
})

test('colour by a hyper-parameter changes the legend', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await page.getByRole('combobox', { name: /colour/i }).selectOption({ label: 'Learning rate' })
  await expect(visitor.map).toHaveAccessibleName(/coloured by learning rate/)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })
  test('the map stands above its panels and nothing spills over the side', async ({ page }) => {
    const visitor = new Visitor(page)
    await visitor.opens()
    await expect(visitor.map).toBeInViewport()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(visitor.complaints).toEqual([])
  })
})
