// How smoothly a map of 10,000 networks pans, zooms, turns, and answers the mouse, in the built page: time between frames, and inside one move.
import type { Page } from '@playwright/test'
import { chromium } from '@playwright/test'
import { build, preview } from 'vite'
import { DEFAULT_DATASET } from '../src/core/data/dataset.ts'
import { drawNetworks } from '../src/core/population.ts'
import { DEFAULT_RECIPE } from '../src/core/recipe.ts'
import { mulberry32, normals } from '../src/core/random.ts'
import { DEFAULT_GEOMETRY } from '../src/core/settings.ts'
import type { MapFile } from '../src/formats/map-file.ts'
import { MAP_FORMAT, MAP_VERSION } from '../src/formats/map-file.ts'
import { writeMap } from '../src/formats/map.ts'
import type { Bench } from '../scripts/bench.ts'
import { findChromium } from '../scripts/chromium.mjs'

const NETWORKS = 10_000

/** Three branches of a fork with noise about them, as trained networks lie; two- or three-dimensional. */
function forkOf(count: number, dimensions: 2 | 3): MapFile {
  const noise = normals(mulberry32(1))
  const recipe = { ...DEFAULT_RECIPE, count }
  const specs = drawNetworks(recipe, 0, count)
  const embedding = Float64Array.from({ length: dimensions * count }, (_, at) => {
    const [row, axis] = [Math.floor(at / dimensions), at % dimensions]
    const along = 20 * ((row * 0.618034) % 1)
    const angle = 2 * Math.PI * (row % 3) / 3
    return [along * Math.cos(angle), along * Math.sin(angle), 0.2 * along * (row % 2 ? 1 : -1)][axis] + noise()
  })
  return {
    manifest: {
      format: MAP_FORMAT, version: MAP_VERSION, title: 'A fork', madeBy: 'bench', dataset: DEFAULT_DATASET, datasetTitle: 'Digits', classNames: ['0', '1'], train: 10, test: 5, probes: 4,
      recipe, geometry: { ...DEFAULT_GEOMETRY, dimensions }, phate: { t: 5, stress: 0.1, components: 1 }, mapped: count, parts: {},
    },
    networks: specs.map(spec => ({
      ...spec, outcome: { divergedAt: null, steps: 10, parameters: 100, trainLoss: 0.2, trainAccuracy: 0.9, testLoss: 0.3, testAccuracy: ((spec.id * 37) % 101) / 100 },
    })),
    ids: specs.map(spec => spec.id),
    embedding,
    detail: null,
    activations: null,
  }
}

const QUIET = ['--no-sandbox', '--disable-background-networking', '--no-first-run', '--disable-component-update', '--disable-sync', '--disable-quic']

/** How the browser puts the canvas on the screen: through a GPU (here SwiftShader in its place), or by copying it on the main thread. */
const SCREENS = [
  { screen: 'GPU compositing (SwiftShader)', flags: ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'] },
  { screen: 'software compositing', flags: [] },
]

interface Watch { times: number[], on: boolean, note(now: number): void }

/** Milliseconds between the page's frames while something is done, ascending. */
async function frames(page: Page, act: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const watch: Watch = {
      times: [],
      on: true,
      note(now) {
        watch.times.push(now)
        if (watch.on) requestAnimationFrame(watch.note)
      },
    }
    Object.assign(window, { watch })
    requestAnimationFrame(watch.note)
  })
  await act()
  const times = await page.evaluate(() => {
    const { watch } = window as unknown as { watch: Watch }
    watch.on = false
    return watch.times
  })
  return times.slice(1).map((time, k) => time - times[k]).sort((a, b) => a - b)
}

const at = (sorted: readonly number[], share: number): number => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN)

const bench: Bench = async report => {
  await build({ logLevel: 'error' })
  const server = await preview({ preview: { port: 0 }, logLevel: 'error' })
  try {
    for (const dimensions of [2, 3] as const) for (const { screen, flags } of SCREENS) {
      const browser = await chromium.launch({ executablePath: findChromium(), args: [...QUIET, ...flags] })
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
      await page.goto(server.resolvedUrls!.local[0])
      await page.locator('.MapView-surface[aria-label*="Map of"] canvas').first().waitFor()
      await page.waitForTimeout(3000)
      await page.locator('input[type=file]').first().setInputFiles({ name: 'fork.npz', mimeType: 'application/zip', buffer: Buffer.from(writeMap(forkOf(NETWORKS, dimensions))) })
      await page.locator(`.MapView-surface[aria-label*="Map of ${NETWORKS}"]`).waitFor()
      await page.waitForTimeout(4000)
      const box = (await page.locator('.MapView-surface').boundingBox())!
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
      const drag = (button: 'left' | 'right') => async () => {
        await page.mouse.move(x, y)
        await page.mouse.down({ button })
        for (let k = 1; k <= 60; k++) await page.mouse.move(x + 2 * Math.round(60 * Math.sin(k / 8)), y + k, { steps: 1 })
        await page.mouse.up({ button })
      }
      const panning = await frames(page, drag('left'))
      const zooming = await frames(page, async () => { for (let k = 0; k < 40; k++) await page.mouse.wheel(0, k < 20 ? -60 : 60) })
      const turning = dimensions === 3 ? await frames(page, drag('right')) : []
      // What one move of the mouse costs the page before anything is drawn.
      const move = await page.evaluate(([left, top, width, height]) => {
        const surface = document.querySelector('.MapView-surface')!
        const times = Array.from({ length: 200 }, (_, k) => {
          const begun = performance.now()
          const place = { clientX: left + width * ((k * 0.618) % 1), clientY: top + height * ((k * 0.382) % 1) }
          surface.dispatchEvent(new PointerEvent('pointermove', { ...place, pointerId: 1, pointerType: 'mouse', bubbles: true }))
          return performance.now() - begun
        })
        return times.sort((a, b) => a - b)
      }, [box.x, box.y, box.width, box.height])
      report({
        screen, map: `${NETWORKS.toLocaleString('en-US')}, ${dimensions}-D`, 'pan, ms a frame': at(panning, 0.5), 'pan, slowest 5 %': at(panning, 0.95), 'zoom, ms a frame': at(zooming, 0.5),
        'zoom, slowest 5 %': at(zooming, 0.95), 'turn, ms a frame': turning.length ? at(turning, 0.5) : '–', 'a move of the mouse, ms': Number(move[100].toFixed(2)), 'slowest move, ms': Number(move[199].toFixed(2)),
      })
      await browser.close()
    }
  } finally {
    await server.close()
  }
}

export default bench
