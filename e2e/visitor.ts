// What a visitor does, in the visitor's words; the journeys are written in these.
import type { Frame, Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import type { MapFile } from '../src/formats/map-file.ts'
import { readMap } from '../src/formats/map.ts'
import { scatteredPlaces } from './scattered-places.ts'

/** A population that trains in seconds on one thread of a slow machine. */
export const SMALL = { 'Width, from': '4', 'Width, to': '16', 'Epochs, from': '1', 'Epochs, to': '3' }

/** One that leaves time to look, or to break something. */
export const SLOWER = { 'Width, from': '32', 'Width, to': '64', 'Epochs, from': '15', 'Epochs, to': '20' }

/** Until the tooltip, which goes with its dot, has stood in one place for some frames, or is gone. */
export async function tooltipRests(where: Page | Frame): Promise<void> {
  await where.evaluate(async () => {
    const frame = () => new Promise(resolve => { requestAnimationFrame(() => { setTimeout(resolve) }) })
    const place = () => {
      const box = document.querySelector('[role=tooltip]')?.getBoundingClientRect()
      return box ? `${box.x} ${box.y}` : null
    }
    for (let last = place(), still = 0; still < 3;) {
      await frame()
      const now = place()
      still = now === last ? still + 1 : 0
      last = now
    }
  })
}

export class Visitor {
  /** Everything the page complained of, for a journey to look at when it ends. */
  readonly complaints: string[] = []

  constructor(readonly page: Page) {
    page.on('pageerror', error => this.complaints.push(error.message))
    page.on('console', message => { if (message.type() === 'error') this.complaints.push(message.text()) })
  }

  get status(): Locator { return this.page.locator('.StatusLine') }
  /** All that are side by side: a view may bring a second one along, a moment after the first. */
  get maps(): Locator { return this.page.locator('.MapView-surface') }
  /** The first of them, which is always there. */
  get map(): Locator { return this.maps.first() }
  get notices(): Locator { return this.page.locator('.Notices') }
  get progress(): Locator { return this.page.getByRole('progressbar') }
  /** What the button for files of one's own takes; others take data sets, and come in no certain order. */
  get files(): Locator { return this.page.getByLabel('Files to open') }
  button(name: string | RegExp): Locator { return this.page.getByRole('button', { name }) }

  async opens(): Promise<void> {
    await this.page.goto('./')
    await this.seesAMap()
  }

  /** The ready-made map, or the one that this browser kept. */
  async seesAMap(): Promise<void> {
    await expect(this.map).toHaveAccessibleName(/Map of \d+ networks, coloured by test accuracy/)
    await this.takesALook()
  }

  /** Back to the map, as it was looked at. */
  async reloads(): Promise<void> {
    await this.page.reload()
    await expect(this.map).toHaveAccessibleName(/Map of \d+ networks?, coloured by/)
    await this.takesALook()
  }

  /** As long as anybody takes at least: a page listens to keys from the moment after its first picture. */
  private async takesALook(): Promise<void> {
    await this.page.evaluate(async () => {
      for (let k = 0; k < 2 && !document.hidden; k++) await new Promise(resolve => { requestAnimationFrame(() => { setTimeout(resolve) }) })
    })
  }

  /** Types into the form's number boxes, by their labels. */
  async types(fields: Record<string, string>): Promise<void> {
    for (const [label, text] of Object.entries(fields)) {
      const box = this.page.getByRole('textbox', { name: label, exact: true })
      await box.fill(text)
      await box.press('Enter')
    }
  }

  /** Both families, whatever the map's own recipe has. */
  async choosesConvolutions(): Promise<void> {
    const chip = this.page.getByRole('button', { name: 'Conv', exact: true })
    if (await chip.getAttribute('aria-pressed') === 'false') await chip.click()
    await expect(chip).toHaveAttribute('aria-pressed', 'true')
  }

  async trains(how: 'Train more here' | 'Train as a new map'): Promise<void> {
    const before = await this.map.getAttribute('aria-label')
    await this.button(how).first().click()
    // A small one may be over before anybody looks; then the map tells of others than before.
    await expect.poll(async () => await this.busy() || await this.map.getAttribute('aria-label') !== before).toBe(true)
  }

  /** Waits until nothing is being trained, measured or laid out. */
  async waits(timeout = 150_000): Promise<void> {
    await expect(this.map).toHaveAttribute('aria-busy', 'false', { timeout })
    await expect(this.progress).toBeHidden()
  }

  /** The map says so from the first moment; what shows how far it is comes a little later. */
  private async busy(): Promise<boolean> {
    return await this.map.getAttribute('aria-busy') === 'true'
  }

  /** How many networks the map says that it shows, and how many diverged. */
  async counts(): Promise<{ mapped: number, diverged: number }> {
    const words = await this.map.getAttribute('aria-label') ?? ''
    return { mapped: Number(/Map of (\d+)/.exec(words)?.[1] ?? 0), diverged: Number(/(\d+) more diverged/.exec(words)?.[1] ?? 0) }
  }

  /** Runs the mouse over the map until a dot answers; leaves it there. Returns the tooltip's title. */
  async findsADot(): Promise<string> {
    const frame = (await this.map.boundingBox())!
    const tooltip = this.page.getByRole('tooltip')
    // Legend and toolbar lie over the map: what is under them is not the map's.
    for (const [x, y] of scatteredPlaces({ x: frame.x + 20, y: frame.y + 100, width: frame.width - 40, height: frame.height - 140 }, 14)) {
      await this.page.mouse.move(x, y)
      if (!await tooltip.isVisible()) continue
      // Not one that still stands from the place before, nor one whose dot a flight of the map carries off: asked again when it stands still.
      await tooltipRests(this.page)
      await this.page.mouse.move(x + 1, y)
      await tooltipRests(this.page)
      if (await tooltip.isVisible()) return await tooltip.locator('.Tooltip-title').innerText()
    }
    throw new Error('No dot answered the mouse anywhere on the map.')
  }

  /** A box over part of the map, in shares of its frame. Returns how many networks it selects. */
  async boxes([x1, y1, x2, y2]: readonly [number, number, number, number]): Promise<number> {
    const frame = (await this.map.boundingBox())!
    const to = (x: number, y: number) => this.page.mouse.move(frame.x + frame.width * x, frame.y + frame.height * y)
    await this.page.keyboard.press('b')
    await to(x1, y1)
    await this.page.mouse.down()
    await to((x1 + x2) / 2, (y1 + y2) / 2)
    await to(x2, y2)
    await this.page.mouse.up()
    const count = this.page.locator('.SelectionBar-count')
    await expect(count).toContainText(/[1-9]\d*/)
    return Number(/\d+/.exec(await count.innerText())![0])
  }

  /** Opens the Share dialog and takes the map's file. */
  async savesMap(): Promise<void> {
    await this.page.getByRole('button', { name: 'Share', exact: true }).click()
    await this.page.getByRole('dialog', { name: 'Share' }).getByRole('button', { name: /^Save map/ }).click()
    await this.page.keyboard.press('Escape')
  }

  /** Saves the map and reads the file back, as another program would. */
  async saves(): Promise<MapFile> {
    const download = this.page.waitForEvent('download')
    await this.savesMap()
    return readMap(new Uint8Array(await readFile(await (await download).path())))
  }
}
