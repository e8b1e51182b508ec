// Bad input ends in one clear sentence at its field or with its file's name; the session goes on and nothing is lost.
import { expect, test } from '@playwright/test'
import { Visitor } from './visitor.ts'

for (const [label, typed, sentence] of [
  ['Number of networks', '0', /0 .*choose 1 to 5,000/],
  ['Number of networks', '1000000', /1,?000,?000 is too many.*5,000/],
  ['Learning rate, from', '2', /Learning rate: .*2.*/],
  ['Learning rate, to', '-1', /Learning rate: .*1/],
  ['Width, to', 'wide', /“wide” is not a number/],
  ['Seed', '1.5', /[Ss]eed.*whole number/],
] as const) {
  test(`${label} ${typed}`, async ({ page }) => {
    const visitor = new Visitor(page)
    await visitor.opens()
    const before = await visitor.counts()
    const box = page.getByRole('textbox', { name: label, exact: true })
    await box.fill(typed)
    await box.press('Enter')
    await expect(page.getByText(sentence).first()).toBeVisible()
    if (typed !== 'wide') {
      await expect(box).toHaveAttribute('aria-invalid', 'true')
      await visitor.button('Train as a new map').click({ force: true })
      await expect(visitor.progress).toBeHidden()
    }
    expect(await visitor.counts()).toEqual(before)
    // The session goes on: the field can be mended.
    await box.fill(label === 'Number of networks' ? '5' : label === 'Seed' ? '3' : label.endsWith('from') ? '0.001' : label.startsWith('Width') ? '64' : '0.1')
    await box.press('Enter')
    await expect(page.getByText(sentence)).toHaveCount(0)
    expect(visitor.complaints).toEqual([])
  })
}

for (const [name, bytes, sentence] of [
  ['holiday.npz', Buffer.from('not a zip at all'), /holiday\.npz is text, not a model/],
  ['empty.npz', Buffer.alloc(0), /empty\.npz is empty \(0 bytes\)/],
  ['cut.npz', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), /cut\.npz: the zip is incomplete/],
] as const) {
  test(`a broken map file: ${name}`, async ({ page }) => {
    const visitor = new Visitor(page)
    await visitor.opens()
    const before = await visitor.counts()
    await visitor.files.setInputFiles({ name, mimeType: 'application/zip', buffer: bytes })
    await expect(page.getByRole('article', { name })).toContainText(sentence)
    expect(await visitor.counts()).toEqual(before)
    expect(visitor.complaints).toEqual([])
  })
}

test('a ready-made map that does not arrive leaves a sentence and a page that trains', async ({ page }) => {
  await page.route('**/maps/**', route => route.fulfill({ status: 404, body: 'gone' }))
  await page.goto('./')
  await expect(page.getByText(/The ready-made map could not be shown.*404/).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Train as a new map' })).toBeEnabled()
})

test('a link to nowhere in the hash breaks nothing', async ({ page }) => {
  const visitor = new Visitor(page)
  await page.goto('./#%%%not-a-state')
  await expect(visitor.map).toHaveAccessibleName(/Map of \d{3} networks/)
})

test('the page runs nothing that is made from text, and sends nothing by a form', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  // In a task of the page's own: what a test runs itself is let through.
  const made = await page.evaluate(() => new Promise<unknown[]>(resolve => {
    const tried = [() => new Function('return 1')() as unknown, () => (0, eval)('1') as unknown]
    setTimeout(() => resolve(tried.map(run => {
      try {
        return run()
      } catch (error) {
        return (error as Error).name
      }
    })))
  }))
  expect(made).toEqual(['EvalError', 'EvalError'])
  await expect(page.locator('meta[http-equiv="Content-Security-Policy"]')).toHaveAttribute('content', /form-action 'none'/)
})
