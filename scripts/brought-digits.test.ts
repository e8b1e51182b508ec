// Other people's networks on a data set of the visitor's own: pictures are dropped, then models, and a map is made of them alone.
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Dataset } from '../src/core/data/dataset.ts'
import { makeDataset } from '../src/core/data/make.ts'
import type { OwnSource } from '../src/core/data/own.ts'
import { hashOf, lookOf, ownDataOf } from '../src/core/data/own.ts'
import { createAppStore } from '../src/store/store.ts'
import { readyMade, realServices } from './real-services.ts'

const models = new URL('../../shared/models/public/', import.meta.url)
const pictures = new URL('../../shared/data/mnist/', import.meta.url)
const file = (folder: URL, path: string) => ({ path, file: new Blob([new Uint8Array(readFileSync(new URL(path, folder)))]) })

const FILES = [
  'keras-h5/moonflower-h5/mnist_model.h5', 'keras-v3/moonflower-keras/mnist_model.keras', 'onnx/ort-mnist/mnist.onnx', 'torch-pt/burn-pt/mnist.pt',
  'safetensors/burn-safetensors/mnist.safetensors',
]
const there = existsSync(models) && existsSync(pictures)

describe.skipIf(!there)(there ? 'networks of other people' : 'networks of other people (not here: ../shared/models/public, ../shared/data/mnist)', () => {
  it('lie on one map of pictures that were dropped, alike where they were trained alike, and none on another', async () => {
    const services = realServices(readyMade(30))
    const digits = services.data.dataset
    let made: { source: OwnSource, dataset: Dataset | null } | null = null
    services.data.hold = async (source, rows) => {
      made = { source, dataset: null }
      return { own: ownDataOf(source, hashOf(source), rows), look: lookOf(source), kept: true }
    }
    services.data.dataset = async settings => {
      if (settings.id !== 'own') return digits(settings)
      made!.dataset ??= makeDataset(settings, null, made!.source)
      return made!.dataset
    }
    const store = createAppStore(services)
    const state = store.getState
    await state().start()
    await state().openFiles(['t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'].map(name => file(pictures, name)))
    state().setDraft({ rows: 2000 })
    await expect.poll(() => state().draft?.rows).toBe(2000)
    await state().acceptDraft()
    await state().openFiles(FILES.map(path => file(models, path)))
    expect(state().imports.map(({ landed, block }) => [landed, block?.includes('28×28')])).toEqual(FILES.map(() => [null, true]))
    for (const { key, confirmed } of state().imports) if (!confirmed) await state().setImport(key, { confirmed: true })
    await state().mapOfImports(state().imports.map(({ key }) => key))
    const { map, imports } = state()
    expect(map!.networks).toHaveLength(FILES.length)
    expect(map!.manifest.dataset).toMatchObject({ id: 'own' })
    for (const { outcome } of map!.networks) expect(outcome.testAccuracy).toBeGreaterThan(0.97)
    const scales = imports.map(({ how }) => how!.scale)
    expect(scales).toEqual(['255', '255', '255', 'standard', 'standard'])
    // The same makers' networks of another training: near, and never one.
    for (const [one, other] of [[0, 1], [3, 4]]) {
      const [nearest] = imports[one].landed!.nearest
      expect(nearest.distance).toBeGreaterThan(0.01)
      expect(imports[other].ids).toContain(nearest.id)
    }
  }, 180_000)
})
