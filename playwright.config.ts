// Journeys in a real browser, against the built page. Two browsers: one without WebGPU, one with a software adapter.
import { defineConfig } from '@playwright/test'
import { findChromium } from './scripts/chromium.mjs'

/** Without these a browser on a closed network keeps looking for hosts that do not answer. */
const quiet = ['--no-sandbox', '--disable-background-networking', '--no-first-run', '--disable-component-update', '--disable-sync', '--disable-quic']

const browser = (...more: string[]) => ({ browserName: 'chromium' as const, launchOptions: { executablePath: findChromium(), args: [...quiet, ...more] } })

const port = 4173

export default defineConfig({
  testDir: 'e2e',
  timeout: 180_000,
  expect: { timeout: 30_000 },
  fullyParallel: false,
  workers: 1,
  forbidOnly: Boolean(process.env['CI']),
  reporter: 'list',
  // Journeys are first visits, which nothing that an earlier one kept may answer; those that are about keeping allow it.
  use: { serviceWorkers: 'block', baseURL: `http://localhost:${port}`, viewport: { width: 1440, height: 900 } },
  webServer: { command: `npx vite preview --port ${port} --strictPort`, url: `http://localhost:${port}`, reuseExistingServer: !process.env['CI'] },
  projects: [
    { name: 'no WebGPU', testIgnore: /webgpu|twin/, use: browser() },
    { name: 'WebGPU in software', testMatch: /webgpu|twin/, use: browser('--enable-unsafe-webgpu') },
  ],
})
