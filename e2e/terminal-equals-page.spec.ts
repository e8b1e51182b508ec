// The same description names the same networks in the page and in the terminal: what the page trained and saved, the terminal trains again, to the bit.
import { expect, test } from '@playwright/test'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { MapFile } from '../src/formats/map-file.ts'
import { readMap } from '../src/formats/map.ts'
import { SMALL, Visitor } from './visitor.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Trains, in the terminal, the population that a map's manifest describes. */
async function inTheTerminal({ dataset, recipe, geometry }: MapFile['manifest']): Promise<MapFile> {
  const folder = await mkdtemp(join(tmpdir(), 'netfold-journey-'))
  try {
    const [spec, out] = [join(folder, 'spec.json'), join(folder, 'M.npz')]
    await writeFile(spec, JSON.stringify({ dataset, recipe, geometry }))
    await promisify(execFile)(process.execPath, ['--import', 'tsx', join(root, 'cli/netfold.ts'), 'train', spec, '--out', out], { cwd: root })
    return readMap(new Uint8Array(await readFile(out)))
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('a map saved by the page holds the networks that the terminal trains from its description, to the bit', async ({ page }) => {
  const visitor = new Visitor(page)
  await visitor.opens()
  await visitor.choosesConvolutions()
  await visitor.types({ ...SMALL, 'Number of networks': '8', Seed: '77' })
  await visitor.trains('Train as a new map')
  await visitor.waits()
  const made = await visitor.saves()
  const again = await inTheTerminal(made.manifest)
  expect(new Set(made.networks.map(row => row.hyper!.family)).size).toBe(2) // perceptrons and convolutions both
  expect(again.ids).toEqual(made.ids)
  // Measures may not all have been taken when the page saved; they lie apart from the row.
  expect(again.networks).toEqual(made.networks)
  expect(again.activations).toEqual(made.activations)
  expect(again.detail!.details).toEqual(made.detail!.details)
  expect(again.detail!.distances).toEqual(made.detail!.distances)
  if (made.checkpoints) expect(again.checkpoints).toEqual(made.checkpoints)
})
