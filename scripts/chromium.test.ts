// The browser that journeys run in: the one that was named, and a sentence where the name leads nowhere.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const run = (chromePath: string) => spawnSync(process.execPath, [fileURLToPath(new URL('chromium.mjs', import.meta.url))], { env: { ...process.env, CHROME_PATH: chromePath }, encoding: 'utf8' })

test('CHROME_PATH comes before all others', () => {
  const { status, stdout } = run(process.execPath)
  expect([status, stdout]).toEqual([0, `${process.execPath}\n`])
})

test('a CHROME_PATH that leads nowhere is not passed over in silence', () => {
  const { status, stderr } = run('/no/such/browser')
  expect([status, stderr]).toEqual([1, 'CHROME_PATH is /no/such/browser, and no program is there.\n'])
})
