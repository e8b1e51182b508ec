// Saved models dropped on the ready-made map, with the page's own readers, evaluator and geometry: where they land, what is told of them, and that they
// come and go without a trace.
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { StoreApi } from 'zustand'
import { distance } from './distance-between.ts'
import { readMap, writeMap } from '../src/formats/map.ts'
import { writeNpz } from '../src/formats/npz.ts'
import type { Revisited } from '../src/protocol/revisit.ts'
import type { Imported } from '../src/store/imports/imported.ts'
import type { AppStore, BroughtFile } from '../src/store/state.ts'
import { createAppStore } from '../src/store/store.ts'
import type { Fakes } from '../src/store/fakes.ts'
import { digits, readyMade, realServices } from './real-services.ts'

const made = new URL('../src/formats/fixtures/models/made/', import.meta.url)
const file = (path: string): BroughtFile => ({ path: path.split('/').at(-1)!, file: new Blob([new Uint8Array(readFileSync(new URL(path, made)))]) })
const text = (name: string, content: string | Uint8Array): BroughtFile => ({ path: name, file: new Blob([content as BlobPart]) })

const ONNX = ['mlp_relu/model.onnx']
const KERAS = ['mlp_relu/keras3_written_by_h5py.keras']
const TFJS = ['mlp_relu/tfjs/model.json', 'mlp_relu/tfjs/group1-shard1of1.bin']
const TORCH = ['mlp_relu/state_dict.pt']
const CNN = ['cnn8x8/model.onnx']

const map = readyMade(120)

interface Visit { store: StoreApi<AppStore>, services: Fakes, state: () => AppStore, drop: (...paths: string[]) => Promise<Imported>, one: (key: number) => Imported }

async function visit(): Promise<Visit> {
  const services = realServices(map)
  const store = createAppStore(services)
  await store.getState().start()
  const one = (key: number): Imported => store.getState().imports.find(other => other.key === key)!
  return {
    store, services, state: store.getState, one,
    drop: async (...paths) => {
      await store.getState().openFiles(paths.map(file))
      return store.getState().imports.at(-1)!
    },
  }
}

const placeOf = (state: AppStore, id: number): [number, number] => {
  const at = state.map!.networks.findIndex(row => row.id === id)
  return [state.map!.positions[2 * at], state.map!.positions[2 * at + 1]]
}

/** When whatever measures representations has come to its end. */
const measured = (store: StoreApi<AppStore>): Promise<void> => new Promise(resolve => {
  const look = (): void => { if (store.getState().portraits === null) resolve(); else setTimeout(look, 5) }
  look()
})

describe('one network in three formats', () => {
  let here: Visit
  let brought: Imported[]
  beforeAll(async () => {
    here = await visit()
    brought = [await here.drop(...ONNX), await here.drop(...KERAS), await here.drop(...TFJS)]
    await measured(here.store)
  })

  it('lands on one place, and nobody moves', () => {
    expect(brought.map(({ block, phase }) => [block, phase])).toEqual([[null, 'still'], [null, 'still'], [null, 'still']])
    const [a, b, c] = brought.map(({ landed }) => placeOf(here.state(), landed!.id))
    expect(distance(a, b)).toBeLessThan(1e-6)
    expect(distance(a, c)).toBeLessThan(1e-6)
    const { networks } = here.state().map!
    expect(networks).toHaveLength(map.ids.length + 3)
    for (const [k, id] of map.ids.entries()) expect(placeOf(here.state(), id)).toEqual([map.embedding[2 * k], map.embedding[2 * k + 1]])
    expect([...here.state().map!.landed].sort()).toEqual(brought.map(({ landed }) => landed!.id).sort())
  })

  it('is run as its evidence says, and the scale that is right by far wins', () => {
    for (const { evidence, how } of brought) {
      const best = Math.max(...evidence!.trials.map(({ accuracy }) => accuracy))
      expect(evidence!.trials[evidence!.proposed!].accuracy).toBeGreaterThan(best - 0.0101)
      expect(how).toEqual(evidence!.trials[evidence!.proposed!].how)
      expect(how!.scale).toBe('16')
      expect(evidence!.rows).toBe(500)
    }
  })

  it('has the accuracy that its answers to the test rows have, and a table of what it takes for what', async () => {
    const [{ landed, ran }] = brought
    const row = here.state().map!.networks.find(({ id }) => id === landed!.id)!
    expect(ran).toMatchObject({ rows: digits.test.length, notFinite: 0 })
    expect(row.outcome.testAccuracy).toBe(ran!.right / digits.test.length)
    expect(row.outcome.testAccuracy).toBeGreaterThan(0.9)
    expect(row.brought).toMatchObject({ name: 'model.onnx', values: { format: 'ONNX', layers: 2, 'input scale': '16' } })
    await here.state().openNetwork(row.id)
    const confusion = here.state().open!.detail!.confusion
    expect(confusion.reduce((sum, count) => sum + count, 0)).toBe(digits.test.length)
    expect(Array.from({ length: 10 }, (_, k) => confusion[11 * k]).reduce((sum, count) => sum + count, 0)).toBe(ran!.right)
  })

  it('is nearest to itself in the other files, and its card says how lonely it is and whom it is ahead of', () => {
    const [{ landed }] = here.state().imports
    const others = brought.map(({ landed: other }) => other!.id)
    const last = here.state().imports[2].landed!
    expect(last.nearest.slice(0, 2).map(({ id, distance: apart }) => [others.includes(id), apart])).toEqual([[true, 0], [true, 0]])
    expect(last.nearest.length).toBeGreaterThanOrEqual(5)
    expect(last.loneliest).toBeGreaterThan(last.nearest[2].distance / 10)
    const accuracies = map.networks.filter(({ id }) => map.ids.includes(id)).map(({ outcome }) => outcome.testAccuracy)
    const told = landed!.percentiles.find(({ measure }) => measure === 'Test accuracy')!
    expect(told.share).toBe(accuracies.filter(accuracy => accuracy < told.value).length / accuracies.length)
    expect(landed!.percentiles.map(({ measure }) => measure)).toEqual(expect.arrayContaining(['Spectral entropy', 'Silhouette']))
  })

  it('is looked into as any other network', async () => {
    const id = brought[1].landed!.id
    here.state().ask('revisited', id)
    here.state().ask('study', { id, layer: null })
    await new Promise<void>(resolve => { const look = (): void => { if (here.state().answers.get(`revisited ${id}`)?.share === null) resolve(); else setTimeout(look, 5) }; look() })
    const answer = here.state().answers.get(`revisited ${id}`)!
    expect(answer.fault).toBeNull()
    const { layers, first, state, predicted, probabilities } = answer.value as Revisited
    expect(layers.map(({ columns }) => columns)).toEqual([32, 16])
    expect(first!.shape).toEqual([64, 32])
    expect(state).toBeNull()
    expect(probabilities.length).toBe(digits.probes.length * 10)
    expect([...predicted].filter((answered, row) => answered === digits.labels[digits.test[row]])).toHaveLength(here.one(brought[1].key).ran!.right)
  })

  it('goes onto the paper with its name and its columns, and comes back', async () => {
    await here.state().saveMap()
    const saved = readMap(writeMap(here.services.saved.at(-1)!))
    const ids = brought.map(({ landed }) => landed!.id)
    expect(saved.ids.filter(id => ids.includes(id))).toHaveLength(3)
    expect(saved.networks.find(({ id }) => id === ids[0])!.brought!.values['input scale']).toBe('16')
    expect(saved.activations!.find(({ id }) => id === ids[0])!.columns).toBe(16)
  })

  it('is embedded with the others when one asks, and its files still coincide', async () => {
    await here.state().embedAnew()
    const { map: now } = here.state()
    expect(now!.landed.size).toBe(0)
    expect(now!.networks).toHaveLength(map.ids.length + 3)
    const [a, b, c] = brought.map(({ landed }) => placeOf(here.state(), landed!.id))
    const size = Math.max(...now!.positions) - Math.min(...now!.positions)
    expect(distance(a, b)).toBeLessThan(1e-3 * size)
    expect(distance(a, c)).toBeLessThan(1e-3 * size)
  })

  it('is compared by what it answers, and by its first layer, where the map is', async () => {
    for (const change of [{ metric: 'bhattacharyya' }, { metric: 'cka', layer: 'first' }] as const) {
      here.state().setGeometry(change)
      const before = here.state().notices.length
      // The others would be made again from their seeds, which takes a real worker: they are given here.
      here.services.revisit.revisit = async (_, dataset, requests, onRevisited) => {
        for (const { spec } of requests) {
          const own = map.activations!.find(({ id }) => id === spec.id)!
          const none = new Float32Array(0)
          onRevisited({
            id: spec.id, state: { weights: none, first: none, second: none }, first: null, layers: [{ name: 'hidden 1', columns: own.columns, values: own.values }],
            probabilities: new Float32Array(10 * dataset.probes.length).fill(0.1), predicted: new Uint8Array(dataset.test.length),
          })
        }
      }
      await here.state().embedAnew()
      expect(here.state().notices.slice(before).filter(({ tone }) => tone === 'danger')).toEqual([])
      expect(here.state().map!.manifest.geometry).toMatchObject(change)
      const condensed = await here.services.geometry.nearest(brought[0].landed!.id, 2)
      expect(condensed.map(({ id }) => id).sort()).toEqual(brought.slice(1).map(({ landed }) => landed!.id).sort())
    }
  })

  it('leaves without a trace', async () => {
    await here.state().removeImports(here.state().imports.map(({ key }) => key))
    const { map: now, imports } = here.state()
    expect(imports).toEqual([])
    // Some have no place by the last metric.
    expect([...now!.networks, ...now!.diverged].map(({ id }) => id).sort((a, b) => a - b)).toEqual([...map.ids].sort((a, b) => a - b))
    expect(now!.positions).toHaveLength(2 * now!.networks.length)
    expect((await here.services.geometry.distances()).ids).toEqual(now!.networks.map(({ id }) => id))
  })
})

describe('weights without an architecture', () => {
  it('wait until somebody agrees to their layers; then they lie where the same network of another file does', async () => {
    const here = await visit()
    const whole = await here.drop(...ONNX)
    const weights = await here.drop(...TORCH)
    expect(weights).toMatchObject({ phase: 'still', confirmed: false, landed: null, ids: [] })
    expect(weights.how!.chain!.steps.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['dense', 'activation']))
    expect(here.state().map!.networks).toHaveLength(map.ids.length + 1)
    await here.state().setImport(weights.key, { confirmed: true })
    const now = here.one(weights.key)
    expect(now.block).toBeNull()
    expect(distance(placeOf(here.state(), now.landed!.id), placeOf(here.state(), whole.landed!.id))).toBeLessThan(1e-6)
    expect(here.state().map!.networks.find(({ id }) => id === now.landed!.id)!.brought!.values).toHaveProperty('assumed')
  })

  it('run in another way land elsewhere, under the id that they had', async () => {
    const here = await visit()
    const { key, landed } = await here.drop(...ONNX)
    const before = placeOf(here.state(), landed!.id)
    await here.state().setImport(key, { how: { scale: 'symmetric' } })
    const now = here.one(key)
    expect(now.landed!.id).toBe(landed!.id)
    expect(distance(placeOf(here.state(), landed!.id), before)).toBeGreaterThan(0.01)
    expect(here.state().map!.networks).toHaveLength(map.ids.length + 1)
    await here.state().setImport(key, { how: { scale: '16' } })
    expect(distance(placeOf(here.state(), landed!.id), before)).toBeLessThan(1e-9)
  })
})

/** As soon as the first of the brought files is so far. */
const whenIn = (store: StoreApi<AppStore>, phase: Imported['phase']): Promise<void> => new Promise(resolve => {
  const stop = store.subscribe(({ imports }) => {
    if (imports[0]?.phase !== phase) return
    stop()
    resolve()
  })
})

/** A LayersModel of one dense layer, its weights all 0.1. */
function dense(name: string, inputs: number, outputs: number): BroughtFile[] {
  const weights = new Float32Array(inputs * outputs + outputs).fill(0.1)
  const layer = { class_name: 'Dense', config: { name: 'out', units: outputs, activation: 'softmax', use_bias: true, batch_input_shape: [null, inputs] } }
  const manifest = [{ paths: [`${name}.bin`], weights: [{ name: 'out/kernel', shape: [inputs, outputs], dtype: 'float32' }, { name: 'out/bias', shape: [outputs], dtype: 'float32' }] }]
  const model = { format: 'layers-model', modelTopology: { model_config: { class_name: 'Sequential', config: { name: 'm', layers: [layer] } } }, weightsManifest: manifest }
  return [text(`${name}.json`, JSON.stringify(model)), text(`${name}.bin`, new Uint8Array(weights.buffer))]
}

/** Row k of a network's activations as a member of a bundle. */
const bundle = (ids: readonly number[], labels: Int32Array | null): Uint8Array => writeNpz([
  ...labels ? [['labels.npy', { dtype: 'int32', shape: [labels.length], data: labels }] as const] : [],
  ...ids.map(id => {
    const own = map.activations!.find(network => network.id === id)!
    return [`activations/net${id}.npy`, { dtype: 'float32', shape: [own.rows, own.columns], data: own.values }] as [`${string}.npy`, never]
  }),
] as never)
const labels = Int32Array.from(digits.probes, probe => digits.labels[probe])

describe('a bundle', () => {
  it('of the map’s own probes lands: each network on the one that it is a copy of', async () => {
    const here = await visit()
    await here.state().openFiles([text('copies.npz', bundle([3, 17, 40], labels))])
    const [one] = here.state().imports
    expect(one.block).toBeNull()
    expect(one.ids).toHaveLength(3)
    for (const [k, id] of [3, 17, 40].entries()) expect(distance(placeOf(here.state(), one.ids[k]), placeOf(here.state(), id))).toBeLessThan(0.01)
  })

  it('of other probes, or of none that are told, stays off and offers a map of its own', async () => {
    const here = await visit()
    await here.state().openFiles([text('other.npz', bundle([3, 17, 40, 50], labels.map(label => 9 - label)))])
    await here.state().openFiles([text('untold.npz', bundle([3, 17], null))])
    const [other, untold] = here.state().imports
    expect(other.block).toMatch(/^Its probes are not this map’s: probe 0 is of class 9 there and 0 here\. A map of its own can be made\.$/)
    expect(untold.block).toMatch(/brings no labels.*takes 3 networks with activations or predictions, and it has 2\.$/)
    await here.state().mapOfImports([other.key])
    const { map: own, imports } = here.state()
    expect(own!.networks.map(({ brought }) => brought!.name)).toEqual(['net3', 'net17', 'net40', 'net50'])
    expect(own!.manifest).toMatchObject({ dataset: null, recipe: null, title: 'other.npz', probes: 200 })
    expect(imports[0]).toMatchObject({ block: null, ids: own!.networks.map(({ id }) => id) })
    expect(here.state().training).toBeNull()
  })
})

describe('brought models alone', () => {
  it('make a map on the probes of the form’s data; fewer than three make none', async () => {
    const here = await visit()
    const keys = [(await here.drop(...ONNX)).key, (await here.drop(...CNN)).key]
    await here.state().mapOfImports(keys)
    expect(here.state().map!.networks).toHaveLength(map.ids.length + 2)
    expect(here.state().notices.at(-1)!.text).toMatch(/takes 3 networks at least, and only 2 of these/)
    keys.push((await here.drop('mlp_bn/model.onnx')).key)
    await here.state().mapOfImports(keys)
    const { map: own, imports } = here.state()
    expect(own!.networks).toHaveLength(3)
    expect(own!.manifest).toMatchObject({ recipe: null, dataset: { id: 'digits' }, classNames: digits.classNames })
    expect(imports.every(({ landed, block }) => landed !== null && block === null)).toBe(true)
  })
})

describe('what is in the way is told', () => {
  it('of a file that is none, while its companions land', async () => {
    const here = await visit()
    await here.state().openFiles([text('photo.onnx', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0])), file(ONNX[0])])
    const [photo, model] = here.state().imports
    expect(photo.opened).toMatchObject({ kind: 'refused' })
    expect(photo.block).toMatch(/photo\.onnx is a PNG image/)
    expect(model.landed).not.toBeNull()
    expect(here.state().tab).toBe('models')
  })

  it('of weights that are no numbers, of an input of another size, of a network without a hidden layer; each is listed all the same', async () => {
    const here = await visit()
    await here.state().openFiles([{ ...file('../bad/onnx_nan.onnx'), path: 'nan.onnx' }])
    await here.state().openFiles(dense('iris', 4, 3))
    await here.state().openFiles(dense('flat', 64, 10))
    const [nan, iris, flat] = here.state().imports
    expect(nan.block).toMatch(/not finite.*The network is listed and kept off the map\.$/)
    expect(iris.block).toMatch(/4/)
    expect(iris.block).toMatch(/8×8/)
    expect(flat.block).toBe('flat.json has no hidden layer, so there is no representation to compare.')
    expect(flat.ran!.rows).toBe(digits.test.length)
    for (const one of [nan, iris, flat]) expect(one).toMatchObject({ phase: 'still', landed: null, ids: [], opened: { kind: 'model' } })
    expect(here.state().map!.networks).toHaveLength(map.ids.length)
  })

  it('of a training under way; it lands when that has ended', async () => {
    const here = await visit()
    here.store.setState({ training: { phase: 'training', done: 0, total: 1, share: 0, rate: null, secondsLeft: null, device: 'cpu', workers: 1, inFlight: [], justFinished: [] } })
    const coming = here.drop(...ONNX)
    await expect.poll(() => here.state().imports[0]?.block).toMatch(/^A map is being made/)
    expect(here.state().map!.networks).toHaveLength(map.ids.length)
    here.store.setState({ training: null })
    expect((await coming).landed).not.toBeNull()
  })

  it('of a map without data of ours', async () => {
    const here = await visit()
    here.store.setState(({ map: now }) => ({ map: { ...now!, manifest: { ...now!.manifest, dataset: null } } }))
    const one = await here.drop(...ONNX)
    expect(one).toMatchObject({ landed: null, phase: 'still' })
    expect(one.block).toMatch(/trained elsewhere, on data that Netfold does not have/)
    expect(one.evidence).not.toBeNull()
  })
})

describe('a table of runs', () => {
  it('is joined by file name, by name and by id; what names nobody is counted', async () => {
    const here = await visit()
    await here.drop(...ONNX)
    await here.state().openFiles([text('runs.csv', 'id,lr,note\nmodel,0.1,mine\n3,0.2,third\nnobody,0.3,gone\n')])
    const table = here.state().imports.at(-1)!
    here.state().joinTable(table.key)
    await expect.poll(() => here.state().notices.at(-1)?.text).toBe('2 networks have a row of runs.csv now. 1 of its 3 rows names no network of this map.')
    const { networks } = here.state().map!
    expect(networks.find(({ id }) => id === 3)!.brought).toEqual({ name: '#3', values: { lr: 0.2, note: 'third' } })
    expect(networks.at(-1)!.brought!.values).toMatchObject({ lr: 0.1, note: 'mine', 'input scale': '16' })
  })
})

describe('undo', () => {
  it('brings no network back that was taken off the map, and goes on over a landing', async () => {
    const here = await visit()
    here.state().select([map.ids[0]], 'map')
    const { key, landed } = await here.drop(...ONNX)
    here.state().select([landed!.id, map.ids[1]], 'map')
    here.state().setGroup('a')
    await here.state().removeImports([key])
    expect([...here.state().selection.ids]).toEqual([map.ids[1]])
    expect([...here.state().groups.a]).toEqual([map.ids[1]])
    while (here.state().history.undo > 0) {
      here.state().undo()
      expect([...here.state().selection.ids, ...here.state().groups.a]).not.toContain(landed!.id)
    }
    expect([...here.state().selection.ids]).toEqual([])
    here.state().redo()
    expect([...here.state().selection.ids]).toEqual([map.ids[0]])
  })
})

describe('another map', () => {
  it('has brought networks land anew, under an architecture that was agreed to before', async () => {
    const here = await visit()
    const whole = await here.drop(...ONNX)
    const weights = await here.drop(...TORCH)
    await here.state().setImport(weights.key, { confirmed: true })
    const chain = here.one(weights.key).how!.chain
    here.services.files.set('a smaller map', readyMade(40))
    await here.state().openMapFile(new File(['a smaller map'], 'small.npz'))
    await expect.poll(() => here.state().imports.map(({ phase, landed }) => [phase, landed !== null])).toEqual([['still', true], ['still', true]])
    const { map: small } = here.state()
    expect(small!.networks).toHaveLength(42)
    expect(here.one(weights.key).how!.chain).toEqual(chain)
    const [a, b] = [whole, weights].map(({ key }) => placeOf(here.state(), here.one(key).landed!.id))
    expect(distance(a, b)).toBeLessThan(1e-6)
  })

  it('of which nothing comes gives the first one back, with the brought network where it lay', async () => {
    const here = await visit()
    const one = await here.drop(...ONNX)
    const place = placeOf(here.state(), one.landed!.id)
    here.services.onTrain = () => Promise.resolve() // nobody finishes
    await here.state().trainNew()
    await expect.poll(() => here.one(one.key)).toMatchObject({ phase: 'still', block: null, ids: one.ids })
    expect(placeOf(here.state(), one.landed!.id)).toEqual(place)
    expect(here.state().map!.networks).toHaveLength(map.ids.length + 1)
    await here.state().removeImports([one.key])
    expect((await here.services.geometry.distances()).ids).toHaveLength(map.ids.length)
  })

  it('that is opened while one is on its way gets it, and the first does not', async () => {
    const here = await visit()
    here.services.files.set('a smaller map', readyMade(40))
    const coming = here.drop(...ONNX)
    await whenIn(here.store, 'running')
    await here.state().openMapFile(new File(['a smaller map'], 'small.npz'))
    await coming
    await expect.poll(() => here.state().imports[0].landed !== null).toBe(true)
    expect(here.state().map!.networks).toHaveLength(41)
    expect(here.state().map!.networks.at(-1)!.id).toBe(here.state().imports[0].landed!.id)
  })

  it('one taken away while it is read, tried or run leaves nothing behind', async () => {
    for (const phase of ['reading', 'trying', 'running'] as const) {
      const here = await visit()
      const coming = here.drop(...ONNX)
      await whenIn(here.store, phase)
      await here.state().removeImports([here.state().imports[0].key])
      await coming
      expect(here.state().imports).toEqual([])
      expect(here.state().map!.networks).toHaveLength(map.ids.length)
    }
  })
})

describe('the next visit', () => {
  it('finds a brought network where it lay, and says that its file is not at hand; one that was taken off is gone', async () => {
    const here = await visit()
    const one = await here.drop(...ONNX)
    const off = await here.drop(...CNN)
    await here.state().removeImports([off.key])
    const place = placeOf(here.state(), one.landed!.id)
    await new Promise(resolve => setTimeout(resolve, 50))
    const services = Object.assign(realServices(map), { vault: here.services.vault.nextVisit() })
    const again = createAppStore(services)
    await again.getState().start()
    const { networks, diverged, landed } = again.getState().map!
    expect(networks.at(-1)).toMatchObject({ id: one.landed!.id, brought: { name: 'model.onnx' } })
    expect([...networks, ...diverged].filter(({ id }) => id >= 1_000_000)).toHaveLength(1)
    expect(landed.has(one.landed!.id)).toBe(true)
    expect(placeOf(again.getState(), one.landed!.id)).toEqual(place)
    await again.getState().embedAnew()
    expect(again.getState().map!.networks).toHaveLength(map.ids.length + 1)
  })
})
