// Networks a second by the training kernel, by population size, and the share of the GPU's peak: `npm run bench -- train-gpu` on a machine with a
// GPU that its Chromium uses (CHROME_FLAGS adds flags, PEAK_TFLOPS says the peak in float32). Without one a few networks train on a software
// adapter: that the bench runs, and how long dispatches are there, not how fast a GPU is.
import { chromium } from '@playwright/test'
import type { Bench } from '../scripts/bench.ts'
import { findChromium } from '../scripts/chromium.mjs'
import { servePage } from './served-page.ts'
import type { SpeedQuestion, TrainPage } from './train/page.ts'

declare const training: TrainPage

const FLAGS = ['--no-sandbox', '--disable-background-networking', '--no-first-run', '--disable-component-update', '--disable-sync', '--disable-quic', '--enable-unsafe-webgpu']

const REAL: SpeedQuestion[] = [false, true].flatMap(mixed => [1, 16, 64, 256, 1000].map(count => ({ count, epochs: 20, mixed })))
const SOFTWARE: SpeedQuestion[] = [{ count: 1, epochs: 1, mixed: false }, { count: 4, epochs: 1, mixed: false }, { count: 4, epochs: 1, mixed: true }]

const bench: Bench = async report => {
  const peak = Number(process.env['PEAK_TFLOPS'] ?? NaN)
  const served = await servePage('train')
  const browser = await chromium.launch({ executablePath: findChromium(), args: [...FLAGS, ...(process.env['CHROME_FLAGS'] ?? '').split(' ').filter(Boolean)] })
  try {
    const page = await browser.newPage()
    await page.goto(served.address)
    const ask = (question: SpeedQuestion) => page.evaluate(asked => training.speed(asked), question)
    // Compiles the kernel and lets its pace be found.
    const { software } = await ask({ count: 2, epochs: 1, mixed: false })
    for (const question of software ? SOFTWARE : REAL) {
      const times = []
      for (let round = 0; round < (software ? 1 : 3); round++) times.push(await ask(question))
      const { adapter, seconds, multiplyAdds, dispatches, median, longest, busy } = times.sort((a, b) => a.seconds - b.seconds)[times.length >> 1]
      report({
        adapter: software ? `software (${adapter})` : adapter, population: question.mixed ? 'default recipe' : '64–32–32–10', networks: question.count, epochs: question.epochs,
        'median s': Number(seconds.toFixed(2)), 'networks/s': Number((question.count / seconds).toPrecision(3)), 'GFLOP/s': Number((2e-9 * multiplyAdds / seconds).toPrecision(3)),
        'of peak, %': Number.isFinite(peak) ? Number((2e-10 * multiplyAdds / seconds / peak).toPrecision(2)) : '–',
        dispatches, 'median ms': Number(median.toFixed(1)), 'longest ms': Number(longest.toFixed(1)), 'GPU busy, %': Math.round(busy / seconds / 10),
      })
    }
  } finally {
    await browser.close()
    await served.close()
  }
}

export default bench
