// A dropped bundle keeps what its networks said on their way: where they land, and on a map of their own, which predictions alone are enough for.
import { describe, expect, it } from 'vitest'
import { FIRST_BROUGHT } from '../../core/network.ts'
import type { Bundle } from '../../formats/bundle.ts'
import { readBundle } from '../../formats/bundle.ts'
import type { Member } from '../../formats/npz.ts'
import { writeNpz } from '../../formats/npz.ts'
import { fakeVault } from '../fake-vault.ts'
import { createFakes, fakeMap } from '../fakes.ts'
import { createAppStore } from '../store.ts'

const SHARES = [0.4, 0.6, 0.9]

/** Networks that see `probes` probes of two classes, the second of them twice as sure of the truth at its end. */
function bundle(probes: number, inside: boolean): Bundle {
  const table = (share: number): number[] => Array.from({ length: 2 * probes }, (_, k) => k % 2 === 0 ? share : 1 - share)
  const members = [0, 1, 2].flatMap((k): Member[] => [
    [`checkpoints/n${k}.npy`, { dtype: 'float32', shape: [3, probes, 2], data: Float32Array.from(SHARES.flatMap(share => table(share - 0.1 * k))) }],
    [`steps/n${k}.npy`, { dtype: 'int32', shape: [3], data: Int32Array.of(0, 5, 9 + k) }],
    ...inside ? [[`activations/n${k}.npy`, { dtype: 'float32', shape: [probes, 2], data: Float32Array.from({ length: 2 * probes }, (_, at) => at * (k + 1)) }] satisfies Member] : [],
  ])
  return readBundle(writeNpz([['labels.npy', { dtype: 'int32', shape: [probes], data: new Int32Array(probes) }], ...members]))
}

async function drop(dropped: Bundle) {
  const vault = fakeVault()
  const fakes = createFakes(fakeMap(6), vault)
  fakes.importing.open = async () => [{ kind: 'bundle', files: ['runs.npz'], bytes: 1, bundle: dropped }]
  const store = createAppStore(fakes)
  await store.getState().start()
  await store.getState().openFiles([{ path: 'runs.npz', file: new File(['x'], 'runs.npz') }])
  return { vault, state: store.getState }
}

describe('a bundle of checkpoints alone', () => {
  it('says that it has a map of its own by what its networks answer, and that their training is seen there', async () => {
    const { state } = await drop(bundle(7, false))
    expect(state().imports[0].block).toContain('A map of its own can be made, by what its networks answer; there their training is seen as trajectories.')
  })

  it('is that map: by predictions, nothing to compare others with, and all that was said on the way is kept', async () => {
    const { state, vault } = await drop(bundle(7, false))
    await state().mapOfImports([state().imports[0].key])
    const { map, geometry } = state()
    expect([map!.networks.length, map!.comparable, map!.manifest.geometry.metric, geometry.metric]).toEqual([3, false, 'bhattacharyya', 'bhattacharyya'])
    expect(map!.manifest.labels).toEqual([0, 0, 0, 0, 0, 0, 0])
    await expect.poll(() => vault.weightsOf.size).toBe(3)
    const ids = map!.networks.map(({ id }) => id)
    expect(ids.every(id => id >= FIRST_BROUGHT)).toBe(true)
    expect(ids.map(id => [...vault.weightsOf.get(id)!.checkpoints!.steps])).toEqual([[0, 5, 9], [0, 5, 10], [0, 5, 11]])
    for (const id of ids) expect(vault.weightsOf.get(id)!.probabilities).toEqual(vault.weightsOf.get(id)!.checkpoints!.probabilities.slice(28))
    expect(vault.session!.networks.every(({ activations }) => activations === null)).toBe(true)
    // The bundle itself is as it was: nothing of it was handed away.
    const { opened } = state().imports[0]
    expect(opened?.kind === 'bundle' && opened.bundle.networks[0].checkpoints!.values).toHaveLength(42)
  })
})

it('networks that land keep what they said on their way', async () => {
  const { state, vault } = await drop(bundle(4, true))
  expect(state().imports[0].block).toBeNull()
  expect(state().imports[0].ids).toHaveLength(3)
  await expect.poll(() => vault.weightsOf.get(state().imports[0].ids[2])?.checkpoints?.steps).toEqual(Uint32Array.of(0, 5, 11))
})
