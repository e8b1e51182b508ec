// A map file holds everything on screen: opened again it is as it was, and saved again it has the same bytes. Files are written and read by the real formats.
import { describe, expect, test } from 'vitest'
import { writeMap, readMap } from '../../formats/map.ts'
import { activationsOf, beginMap, detailOf, keptOf } from '../../formats/map-pieces.ts'
import type { MapFile } from '../../formats/map-file.ts'
import type { ReadMap } from '../../services/maps.ts'
import { slotOf } from '../answers.ts'
import type { Fakes } from '../fakes.ts'
import { createFakes, fakeMap } from '../fakes.ts'
import { createAppStore } from '../store.ts'

const bytesOf = async (file: Blob): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer())

/** As the service does with a large file, through the same pieces. */
async function piecewise(file: Blob): Promise<ReadMap> {
  const bytes = await bytesOf(file)
  const read = async (from: number, to: number): Promise<Uint8Array> => Promise.resolve(bytes.slice(from, to))
  const { head, has } = (await beginMap(bytes.length, read))!
  return {
    ...head, detail: null, activations: null,
    rest: { has, detail: () => detailOf(bytes.length, read), activations: () => activationsOf(bytes.length, read), kept: () => keptOf(bytes.length, read) },
  }
}

/** A page whose files are real; `large`: every file is taken for a large one. */
async function page(map: MapFile = fakeMap(12), large = false) {
  const fakes: Fakes = createFakes(map)
  const files: { blob: Blob, name: string }[] = []
  fakes.download = (blob, name) => { files.push({ blob, name }) }
  fakes.maps.write = async saved => new Blob([writeMap(saved) as Uint8Array<ArrayBuffer>])
  fakes.maps.read = async file => large ? piecewise(file) : readMap(await bytesOf(file))
  const store = createAppStore(fakes)
  await store.getState().start()
  const opens = (blob: Blob): Promise<void> => store.getState().openMapFile(new File([blob], 'map.npz'))
  return { fakes, files, store, state: store.getState, opens }
}

const looked = ({ state }: Awaited<ReturnType<typeof page>>) => {
  const { selection: { ids }, groups, colour, tab, dock, look, cut } = state()
  return { ids, groups, colour, tab, dock, look, cut }
}

async function arranged() {
  const here = await page()
  const { state } = here
  state().select([1, 3, 5], 'map')
  state().setGroup('a')
  state().select([2, 7, 9], 'map')
  state().setGroup('b')
  state().colourBy({ measure: 'width', log: true, palette: 'magma' })
  state().setDock('table')
  state().lookFrom({ centre: [3, 4.25], span: 7, turn: null })
  return here
}

describe('a saved map', () => {
  test('comes back with its places to the bit and everything that was chosen, and saved again it has the same bytes', async () => {
    const here = await arranged()
    await here.state().saveMap()
    const [{ blob, name }] = here.files
    expect(name).toBe('digits-12.npz')
    const there = await page(fakeMap(5))
    await there.opens(blob)
    expect(there.state().notices).toEqual([])
    expect(there.state().map!.positions).toEqual(here.state().map!.positions)
    expect(looked(there)).toEqual(looked(here))
    await there.state().saveMap()
    expect(await bytesOf(there.files[0].blob)).toEqual(await bytesOf(blob))
  })

  test('says what made it: version, engines and seeds', async () => {
    const here = await page()
    here.state().setRecipe({ count: 2 })
    await here.state().trainMore()
    await here.state().saveMap()
    const { manifest } = readMap(await bytesOf(here.files[0].blob))
    const { dataset, recipe, geometry } = manifest
    expect(manifest.provenance).toEqual({ version: 'test', devices: ['cpu'], seeds: { data: dataset!.seed, population: recipe!.seed, layout: geometry.seed } })
  })

  test('takes diagrams along once they are computed, and fills the panel’s slot with them', async () => {
    const here = await page()
    here.state().ask('diagrams', 'all')
    await expect.poll(() => here.state().answers.get(slotOf('diagrams', 'all'))?.whole).toBe(true)
    await here.state().saveMap()
    const saved = readMap(await bytesOf(here.files[0].blob))
    expect([...saved.diagrams!.keys()]).toEqual(saved.ids)
    const there = await page(fakeMap(5))
    await there.opens(here.files[0].blob)
    expect(there.state().answers.get(slotOf('diagrams', 'all'))).toMatchObject({ whole: true, value: here.state().answers.get(slotOf('diagrams', 'all'))!.value })
    await there.state().saveMap()
    expect(await bytesOf(there.files[0].blob)).toEqual(await bytesOf(here.files[0].blob))
  })

  test('goes without activations where one says so, and the lean file is as large as was said', async () => {
    const here = await arranged()
    const room = (await here.state().room('mapFiles'))!
    const { name, bytes, usual } = await room.describe()
    expect(name).toBe('digits-12.npz')
    expect(usual).toEqual({ activations: true, checkpoints: false })
    expect(bytes.checkpoints).toBe(0)
    await room.save({ activations: false, checkpoints: false })
    const lean = here.files[0].blob
    expect(readMap(await bytesOf(lean)).activations).toBe(null)
    expect(lean.size).toBe(bytes.lean)
  })
})

test('checkpoints that lie beside a ready-made map go along, and are counted', async () => {
  const checkpoints = new Map([[2, { steps: Uint32Array.of(0, 10), probabilities: new Float32Array(16).fill(0.5), activations: null, train: null }]])
  const here = await page({ ...fakeMap(6), checkpoints })
  here.store.setState(({ map }) => ({ map: { ...map!, manifest: { ...map!.manifest, parts: { ...map!.manifest.parts, checkpoints: 'map.checkpoints.npz' } } } }))
  const room = (await here.state().room('mapFiles'))!
  expect((await room.describe()).bytes.checkpoints).toBe(32)
  await room.save()
  expect(readMap(await bytesOf(here.files[0].blob)).checkpoints).toEqual(checkpoints)
})

describe('a large file', () => {
  test('is shown from its head; distances, curves and activations follow, and saved again it has the same bytes', async () => {
    const here = await arranged()
    await here.state().saveMap()
    const [{ blob }] = here.files
    const there = await page(fakeMap(5), true)
    await there.opens(blob)
    expect(looked(there)).toEqual(looked(here))
    expect(there.state().map!.comparable).toBe(true)
    await there.state().saveMap()
    expect(await bytesOf(there.files[0].blob)).toEqual(await bytesOf(blob))
    await expect.poll(() => there.fakes.vault.session?.networks.length).toBe(12)
  })

  test('saved at once it goes without nothing of what is still in it', async () => {
    const here = await page(fakeMap(5))
    const checkpoints = new Map([[2, { steps: Uint32Array.of(0, 10), probabilities: new Float32Array(16).fill(0.5), activations: null, train: null }]])
    const probabilities = new Map([[3, new Float32Array(8).fill(0.5)]])
    await here.opens(new Blob([writeMap({ ...fakeMap(6), checkpoints, probabilities }) as Uint8Array<ArrayBuffer>]))
    await expect.poll(() => here.fakes.vault.weightsOf.size).toBe(2)
    await here.state().saveMap()
    const saved = readMap(await bytesOf(here.files[0].blob))
    expect([saved.checkpoints, saved.probabilities]).toEqual([checkpoints, probabilities])
    const there = await page(fakeMap(5), true)
    await there.opens(here.files[0].blob)
    await there.state().saveMap()
    expect(await bytesOf(there.files[0].blob)).toEqual(await bytesOf(here.files[0].blob))
  })

  test('with a bad member is shown without it, which is said once', async () => {
    const here = await arranged()
    await here.state().saveMap()
    const bytes = await bytesOf(here.files[0].blob)
    // The stored name in the member's own header and in the directory stays; its first bytes do not.
    const text = Buffer.from(bytes).indexOf('curves.npy')
    bytes[text + 'curves.npy'.length + 4] ^= 255
    const there = await page(fakeMap(5), true)
    await there.opens(new Blob([bytes as Uint8Array<ArrayBuffer>]))
    expect(there.state().map!.networks).toHaveLength(12)
    await expect.poll(() => there.state().notices.map(({ text: said }) => said)).toEqual([
      expect.stringMatching(/^map\.npz is shown without its distances and curves: curves\.npy is damaged: .*\.$/),
    ])
  })
})
