// Saved models dropped on the ready-made map, with the page's own readers, evaluator and geometry: where they land, and that they come and go without
// a trace.
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AppStore, BroughtFile } from '../src/store/state.ts'
import { createAppStore } from '../src/store/store.ts'
import type { StoreApi } from 'zustand'
import { readyMade, realServices } from './real-services.ts'

const made = new URL('../src/formats/fixtures/models/made/', import.meta.url)
const dropped = (...paths: string[]): BroughtFile[] => paths.map(path => ({ path: path.split('/').at(-1)!, file: new Blob([new Uint8Array(readFileSync(new URL(path, made)))]) }))

const map = readyMade()

async function visit(): Promise<{ store: StoreApi<AppStore>, services: ReturnType<typeof realServices> }> {
  const services = realServices(map)
  const store = createAppStore(services)
  await store.getState().start()
  return { store, services }
}

describe('one network in three formats', () => {
  let store: StoreApi<AppStore>
  beforeAll(async () => {
    ({ store } = await visit())
    for (const files of [dropped('mlp_relu/model.onnx'), dropped('mlp_relu/keras3_written_by_h5py.keras'), dropped('mlp_relu/tfjs/model.json', 'mlp_relu/tfjs/group1-shard1of1.bin')]) await store.getState().openFiles(files)
  })

  it('lands on one place', () => {
    const { imports, map: now } = store.getState()
    console.log(JSON.stringify(imports.map(({ name, phase, block, landed, ran, evidence, how }) => ({ name, phase, block, landed, ran, evidence, how })), null, 1).slice(0, 6000))
    expect(imports.map(({ block }) => block)).toEqual([null, null, null])
    const places = imports.map(({ ids: [id] }) => { const k = now!.networks.findIndex(row => row.id === id); return [...now!.positions.subarray(2 * k, 2 * k + 2)] })
    const [a, b, c] = places
    expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeLessThan(1e-6)
    expect(Math.hypot(a[0] - c[0], a[1] - c[1])).toBeLessThan(1e-6)
  })
})
