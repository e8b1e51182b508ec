// The Python example of docs/terminal.md, run as it stands and opened as a map. Needs a Python with NumPy; without one it is skipped, and says so.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readMap } from '../src/formats/map.ts'
import { netfold } from './main.ts'

const python = ['python3', '/usr/bin/python3'].find(program => {
  try {
    return execFileSync(program, ['-c', 'import numpy'], { stdio: 'ignore' }) !== undefined || true
  } catch {
    return false
  }
})
const folder = mkdtempSync(join(tmpdir(), 'netfold-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe.skipIf(!python)(python ? 'the example in docs/terminal.md' : 'the example in docs/terminal.md (skipped: no python3 with NumPy here)', () => {
  it('makes a bundle that becomes a map with its names, columns and measures', async () => {
    const page = readFileSync(new URL('../docs/terminal.md', import.meta.url), 'utf8')
    const code = /```python\n([\s\S]*?)```/.exec(page)![1]
    execFileSync(python!, ['-c', code], { cwd: folder })
    const { code: exit, err } = await netfold(['map', join(folder, 'bundle.npz'), '--out', join(folder, 'map.npz')])
    expect([exit, err]).toEqual([0, ''])
    const { networks, detail } = readMap(readFileSync(join(folder, 'map.npz')))
    expect(networks.map(row => row.brought!.name)).toEqual(Array.from({ length: 30 }, (_, k) => `net${k}`))
    expect(networks.map(row => row.brought!.values['spread'])).toEqual(Array.from({ length: 30 }, (_, k): unknown => expect.closeTo(0.2 + 0.1 * k, 12)))
    // More spread within classes, less apart: the measures see what was made.
    const silhouette = detail!.measures.get('silhouette')!
    expect(silhouette[0]).toBeGreaterThan(silhouette[29] + 0.3)
    // The page asks this map by this score: those with the least spread did best.
    const { code: asked, out } = await netfold(['suggest', join(folder, 'map.npz'), '--score', 'val_accuracy', '--count', '4'])
    const { region, proposals } = JSON.parse(out) as { region: string[], proposals: { params: Record<string, number>, from: string }[] }
    expect([asked, region.toSorted()]).toEqual([0, ['net0', 'net1', 'net2', 'net3', 'net4', 'net5']])
    for (const { params } of proposals.filter(({ from }) => from === 'region')) expect(params['spread']).toBeLessThan(1.2)
  })

  it('makes a bundle of checkpoints, which are laid out, and read again', async () => {
    const page = readFileSync(new URL('../docs/terminal.md', import.meta.url), 'utf8')
    const [, write, read] = Array.from(page.matchAll(/```python\n([\s\S]*?)```/g), match => match[1])
    execFileSync(python!, ['-c', write], { cwd: folder })
    const { code: exit, err } = await netfold(['inpca', join(folder, 'runs.npz'), '--out', join(folder, 'O.npz'), '--dims', '3'])
    expect([exit, err]).toEqual([0, ''])
    const seen = execFileSync(python!, ['-c', `${read}\nprint(json.dumps([{name: list(path.shape) for name, path in paths.items()}, ends, runs['steps'].tolist()]))`], { cwd: folder, encoding: 'utf8' })
    const [shapes, ends, steps] = JSON.parse(seen) as [Record<string, number[]>, Record<string, number>, number[]]
    expect(shapes).toEqual(Object.fromEntries(Array.from({ length: 6 }, (_, k) => [`net${k}`, [12, 3]])))
    expect(steps).toEqual(Array.from({ length: 72 }, (_, k) => (k % 12) ** 2))
    for (const end of Object.values(ends)) expect(end).toBeGreaterThan(0.7)
    const { code: made } = await netfold(['map', join(folder, 'runs.npz'), '--out', join(folder, 'way.npz'), '--metric', 'bhattacharyya', '--knn', '2'])
    expect([made, [...readMap(readFileSync(join(folder, 'way.npz'))).checkpoints!.values()].map(kept => kept.steps.length)]).toEqual([0, [12, 12, 12, 12, 12, 12]])
  })
})
