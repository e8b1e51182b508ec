// What stands under the map: one selection for the map, the panels, the lines and the table, whoever makes it; everything by keys too.
import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { Visitor } from './visitor.ts'

/** The ids of the networks that a file of the table marks as selected. */
async function selectedInTable(page: Page): Promise<number[]> {
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV' }).click()
  const [head, ...lines] = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n').map(line => line.split(','))
  return lines.filter(line => line[head.indexOf('selected')] === '1').map(line => Number(line[0])).sort((a, b) => a - b)
}

/** How many pixels of the map, legend and bars left out, have a colour. */
async function colourful(page: Page, map: { x: number, y: number, width: number, height: number }): Promise<number> {
  const shot = await page.screenshot({ clip: { x: map.x + 260, y: map.y + 60, width: map.width - 270, height: map.height - 140 } })
  return page.evaluate(async base64 => {
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))], { type: 'image/png' }))
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!
    context.drawImage(bitmap, 0, 0)
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height)
    let count = 0
    for (let at = 0; at < data.length; at += 4) if (Math.max(data[at], data[at + 1], data[at + 2]) - Math.min(data[at], data[at + 1], data[at + 2]) > 50) count++
    return count
  }, shot.toString('base64'))
}

test('a lasso on the map is in every panel, and the table agrees network by network', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await page.getByRole('tab', { name: 'Table' }).click()
  await expect(page.getByRole('grid', { name: 'Networks' })).toBeVisible()
  expect(await selectedInTable(page)).toEqual([])

  await page.getByRole('button', { name: 'Lasso' }).click()
  const map = (await visitor.map.boundingBox())!
  const at = (x: number, y: number): [number, number] => [map.x + x * map.width, map.y + y * map.height]
  await page.mouse.move(...at(0.6, 0.15))
  await page.mouse.down()
  for (const [x, y] of [[0.98, 0.15], [0.98, 0.65], [0.6, 0.65], [0.6, 0.2]]) await page.mouse.move(...at(x, y), { steps: 8 })
  await page.mouse.up()

  const ids = await selectedInTable(page)
  expect(ids.length).toBeGreaterThan(10)
  // The same number everywhere.
  await expect(visitor.status).toContainText(`${ids.length} of 360 selected`)
  await expect(page.getByRole('region', { name: 'Under the map' }).getByRole('status')).toContainText(`${ids.length} selected`)
  await expect(page.getByRole('tabpanel', { name: 'Selection' })).toContainText(`${ids.length}of 355 networks`)

  // Selected first: as many checked rows at the top, and none below them.
  await page.getByRole('button', { name: 'Selected first' }).click()
  const grid = page.getByRole('grid', { name: 'Networks' })
  await grid.focus()
  await page.keyboard.press('Control+Home')
  await expect(grid.getByRole('row').nth(1)).toHaveAttribute('aria-selected', 'true')
  const seen = new Set<number>()
  for (let k = 0; k < 80; k++) {
    const rows = await grid.locator('.Table-row').evaluateAll(all => all.map(row => ({ id: Number(row.getAttribute('data-id')), on: row.getAttribute('aria-selected') === 'true' })))
    for (const row of rows) if (row.on) seen.add(row.id)
    if (rows.some(row => !row.on)) break
    await page.keyboard.press('PageDown')
    // What the keys came to is drawn a frame later.
    await expect(page.locator(`[id="${await grid.getAttribute('aria-activedescendant')}"]`)).toBeAttached()
  }
  expect([...seen].sort((a, b) => a - b)).toEqual(ids)

  // And the lines: the same count without a brush.
  await page.getByRole('tab', { name: 'Hyper-parameters' }).click()
  await expect(page.getByText(`${ids.length} of 355 networks selected`)).toBeVisible()

  // Every panel of the rail that shows networks says of how many it speaks.
  for (const [tab, panel, words] of [
    ['Entropy', 'Entropy against', new RegExp(`Among the selected, .*n\\s=\\s${ids.length}; among all`)],
    ['Entropy', 'Eigenvalue decay', new RegExp(`${ids.length} networks`)],
    ['Persistence', 'Betti curves', new RegExp(`selected .*n\\s=\\s${ids.length}\\)`)],
    ['Persistence', 'Accuracy against', /Among the selected, .*among all/],
    ['Classes', 'Separation and accuracy', /Among the selected, .*among all/],
    ['Selection', 'Accuracy against', /Among the selected, .*among all/],
  ] as const) {
    await page.getByRole('tab', { name: tab, exact: true }).click()
    await expect(page.getByRole('region', { name: panel, exact: true }).first(), `${panel} of ${tab}`).toContainText(words)
  }
  await page.getByRole('tab', { name: 'Compare', exact: true }).click()
  await page.getByRole('group', { name: 'Group A' }).getByRole('button', { name: /^Hold/ }).click()
  await expect(page.getByRole('group', { name: 'Group A' })).toContainText(`${ids.length} networks`)
  await page.getByRole('tab', { name: 'Selection', exact: true }).click()

  // The other way: one network less by its check-box.
  await page.getByRole('tab', { name: 'Table' }).click()
  await grid.locator(`.Table-row[data-id="${[...seen][0]}"] .Table-check`).click()
  await expect(visitor.status).toContainText(`${ids.length - 1} of 360 selected`)
  expect(visitor.complaints).toEqual([])
})

test('a brush on an axis dims the map; it moves, names nobody where nobody is, and goes', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await page.getByRole('tab', { name: 'Hyper-parameters' }).click()
  const dock = page.getByRole('region', { name: 'Under the map' })
  const axis = dock.locator('[data-axis=learningRate] .Axis-hit')
  await expect(axis).toBeVisible()
  // When the map has followed its new height.
  const map = (await visitor.map.boundingBox())!
  let before = 0
  await expect(async () => {
    const last = before
    before = await colourful(page, map)
    expect(before).toBe(last)
  }).toPass({ intervals: [400] })

  const box = (await axis.boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + 8)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.3, { steps: 6 })
  await page.mouse.up()
  await expect(dock.getByRole('status').first()).toContainText(/\d+ of 355 networks have lr/)
  await expect(visitor.status).toContainText('of 360 selected')
  await expect.poll(() => colourful(page, map)).toBeLessThan(0.7 * before)

  // Undone and done again in one step each.
  await page.keyboard.press('Control+z')
  await expect(visitor.status).not.toContainText('selected')
  await expect.poll(() => colourful(page, map)).toBeGreaterThan(0.95 * before)
  await page.keyboard.press('Control+Shift+z')
  await expect(dock.getByRole('status').first()).toContainText('networks have lr')

  // A range that is typed, and a second brush, until nobody is left.
  await dock.getByRole('button', { name: /^Learning rate, axis/ }).focus()
  await page.keyboard.press('Enter')
  for (const [label, value] of [['Learning rate from', '0.4999'], ['Learning rate to', '0.5']]) {
    await page.getByRole('textbox', { name: label }).fill(value)
    await page.getByRole('textbox', { name: label }).press('Enter')
  }
  await page.keyboard.press('Escape')
  await expect(dock.getByRole('status').first()).toContainText(/No network has lr/)
  await dock.getByRole('button', { name: 'Clear the brush' }).click()
  await expect(visitor.status).not.toContainText('selected')
  await expect.poll(() => colourful(page, map)).toBeGreaterThan(0.95 * before)
  expect(visitor.complaints).toEqual([])
})

test('names are toggled, axes are moved by keys, and what explains accuracy comes to the front', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await page.getByRole('tab', { name: 'Hyper-parameters' }).click()
  const dock = page.getByRole('region', { name: 'Under the map' })
  const titles = () => dock.locator('.AxisTitle').evaluateAll(all => all
    .map(one => ({ key: one.getAttribute('data-axis'), x: one.getBoundingClientRect().x })).sort((a, b) => a.x - b.x).map(({ key }) => key))
  await expect(dock.locator('.AxisTitle').first()).toBeVisible()
  const first = await titles()
  expect(first[first.length - 1]).toBe('testAccuracy')

  await dock.getByRole('button', { name: /^Depth, axis/ }).focus()
  await page.keyboard.press('ArrowLeft')
  await expect.poll(async () => (await titles()).indexOf('depth')).toBe(first.indexOf('depth') - 1)
  await expect(dock.getByRole('button', { name: /^Depth, axis/ })).toBeFocused()

  await dock.getByRole('button', { name: /^Activation, axis/ }).click()
  await page.getByRole('checkbox', { name: /^tanh/ }).check()
  await page.keyboard.press('Escape')
  await expect(dock.getByRole('status').first()).toContainText('networks have activation tanh.')
  await dock.getByRole('button', { name: 'Clear the brush' }).click()

  // Another tab and back: the order is still there.
  await page.getByRole('tab', { name: 'Table' }).click()
  await page.getByRole('tab', { name: 'Hyper-parameters' }).click()
  await expect.poll(async () => (await titles()).indexOf('depth')).toBe(first.indexOf('depth') - 1)

  await dock.getByRole('button', { name: 'Importance' }).click()
  await expect(dock.getByText(/matters? most to accuracy \(R² \.\d+ out of bag, 355 networks\)/)).toBeVisible({ timeout: 60_000 })
  await expect(dock.getByRole('listitem').first().getByRole('button')).toHaveAccessibleName(/of R² lost when it is shuffled, 95 % interval/)
  const key = (await dock.getByRole('listitem').first().innerText()).split('\n')[0]
  await dock.getByRole('listitem').first().getByRole('button').click()
  await expect(visitor.map).toHaveAccessibleName(new RegExp(`coloured by ${key}`))
  await dock.getByRole('radio', { name: 'Position' }).click()
  await expect(dock.getByText(/where networks lie/)).toBeVisible({ timeout: 60_000 })
  expect(visitor.complaints).toEqual([])
})

test('the table by keys alone: find, sort, select, open', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await page.getByRole('tab', { name: 'Table' }).click()
  const dock = page.getByRole('region', { name: 'Under the map' })
  const find = dock.getByRole('searchbox', { name: 'Find networks' })
  await find.fill('lr > 0.05 relu')
  await expect(dock.getByRole('status')).toContainText(/^\d+ of 360 networks/)
  await find.fill('speed > 3')
  await expect(dock.getByRole('status')).toHaveText('“speed” is no column of this table: try lr, depth or accuracy.')
  await find.fill('diverged')
  await expect(dock.getByRole('status')).toContainText('5 of 360 networks')
  await find.press('Escape')
  await expect(find).toHaveValue('')

  const grid = dock.getByRole('grid', { name: 'Networks' })
  await grid.focus()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(grid.getByRole('columnheader', { name: 'Network' })).toHaveAttribute('aria-sort', 'ascending')
  await expect(grid.locator('.Table-row').first()).toHaveAttribute('data-id', '0')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press(' ')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(visitor.status).toContainText('3 of 360 selected')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { name: 'Network', exact: true })).toHaveAttribute('aria-selected', 'true')
  expect(visitor.complaints).toEqual([])
})
