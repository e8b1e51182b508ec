// Damaged files by the thousand, opened in processes that are held to their memory and their time: never a crash, never a hang, always an answer or a sentence.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Report } from './run.ts'
import { allSamples } from './samples.ts'

const CASES = 12_000
const SHARES = 2
const SEED = 20_240
/** One share's whole time, in ms: many times what it takes, for slow machines; what hangs ends here. */
const PATIENCE = 400_000

function share(number: number): Promise<Report> {
  const run = fileURLToPath(new URL('run.ts', import.meta.url))
  // The heap's own bound; numbers outside of it are counted by the process.
  const child = spawn(process.execPath, ['--max-old-space-size=700', '--import', 'tsx', run, ...[number, SHARES, CASES, SEED].map(String)], { timeout: PATIENCE })
  let [out, last] = ['', '']
  child.stdout.on('data', (piece: Buffer) => { out += piece.toString() })
  child.stderr.on('data', (piece: Buffer) => { last = (last + piece.toString()).slice(-2000) })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === 0) resolve(JSON.parse(out) as Report)
      else reject(new Error(`It ended with ${signal ?? code} at: ${last}`))
    })
  })
}

const { samples, withShared } = allSamples()

describe(`${CASES} damaged files of ${samples.length} samples${withShared ? '' : ' (without ../shared, which is absent)'}`, () => {
  let reports: Report[]
  beforeAll(async () => { reports = await Promise.all(Array.from({ length: SHARES }, (_, k) => share(k))) }, PATIENCE + 20_000)

  test('all are opened', () => expect(reports.reduce((sum, { cases }) => sum + cases, 0)).toBe(CASES))
  test('every answer is one, and every sentence a sentence', () => expect(reports.flatMap(({ odd }) => odd)).toEqual([]))
  test('every refusal is meant: nothing is thrown but a FormatError', () => expect(reports.flatMap(({ faults }) => faults)).toEqual([]))
  test('none takes 5 seconds', () => { for (const { slowest } of reports) expect(slowest.ms, slowest.what).toBeLessThan(5000) })
  test('none takes a gigabyte', () => { for (const { peakBytes } of reports) expect(peakBytes).toBeLessThan(1e9) })
  test('many are still read, so that the damage reaches past the first bytes', () => {
    const kinds = new Map<string, number>()
    for (const report of reports) for (const [kind, count] of report.kinds) kinds.set(kind, (kinds.get(kind) ?? 0) + count)
    for (const kind of ['model', 'bundle', 'table', 'data']) expect(kinds.get(kind) ?? 0, kind).toBeGreaterThan(CASES / 200)
  })
})
