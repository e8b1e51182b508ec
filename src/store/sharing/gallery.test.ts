// Choosing a ready-made map: its own view, the standing map until it is there, and a refusal while networks are trained.
import { describe, expect, it } from 'vitest'
import { createFakes, fakeMap } from '../fakes.ts'
import { createAppStore } from '../store.ts'

const entry = (name: string, view: object = {}) =>
  ({ name, title: `The ${name}`, about: `Look at ${name}. It is so.`, networks: 9, datasetTitle: 'Digits', bytes: { head: 10, all: 20 }, view, picture: 'AAAA', files: [] })
const listOf = (...maps: object[]) => ({ format: 'netfold-gallery', version: 1, maps })

async function visit(gallery: unknown = listOf(entry('digits'), entry('other', { dock: 'table', colour: { by: 'width' } }))) {
  const fakes = createFakes(fakeMap(6))
  fakes.gallery = gallery
  const asked: string[] = []
  const first = fakes.maps.readyMade.bind(fakes.maps)
  fakes.maps.readyMade = async name => {
    asked.push(name)
    const head = name === 'digits' ? await first(name) : { ...fakeMap(9), manifest: { ...fakeMap(9).manifest, title: 'Other' } }
    return { ...head, manifest: { ...head.manifest, lineage: { base: name, runs: [] } } }
  }
  const store = createAppStore(fakes)
  await store.getState().start()
  return { fakes, asked, state: store.getState, gallery: (await store.getState().room('gallery'))! }
}

describe('opening one', () => {
  it('shows it with its view, what its card says, and a form that follows it', async () => {
    const { state, gallery } = await visit()
    state().select([1, 2], 'map')
    state().setRecipe({ seed: 77 })
    const { series, version } = state().map!
    expect(await gallery.open('other')).toBe(true)
    const { map, dock, colour, selection, recipe } = state()
    expect([map!.networks.length, map!.origin, map!.manifest.about, map!.manifest.lineage]).toEqual([9, 'ready-made', 'Look at other. It is so.', { base: 'other', runs: [] }])
    expect([map!.series > series, map!.version > version]).toEqual([true, true])
    expect([dock, colour.measure, selection.ids.size, recipe.seed]).toEqual(['table', 'width', 0, 12])
    expect(await gallery.open('digits')).toBe(true)
    expect([state().map!.networks.length, state().dock, state().colour.measure]).toEqual([6, null, 'testAccuracy'])
    expect(state().notices).toEqual([])
  })

  it('with another view where one is given', async () => {
    const { state, gallery } = await visit()
    await gallery.open('other', { tab: 'compare' })
    expect([state().tab, state().dock]).toEqual(['compare', null])
  })

  it('of several that are asked for, the last is shown', async () => {
    const { state, gallery } = await visit()
    expect(await Promise.all([gallery.open('other'), gallery.open('digits')])).toEqual([false, true])
    expect(state().map!.networks).toHaveLength(6)
  })

  it('that cannot be fetched leaves the standing one, and says why', async () => {
    const { fakes, state, gallery } = await visit()
    const before = state().map
    fakes.maps.readyMade = () => Promise.reject(new Error('other.npz could not be fetched: the server did not answer.'))
    expect(await gallery.open('other')).toBe(false)
    expect(state().map).toBe(before)
    expect(state().notices.map(({ text }) => text)).toEqual(['“The other” could not be opened: other.npz could not be fetched: the server did not answer.'])
  })

  it('waits for no training: it is refused, before anything is fetched', async () => {
    const { fakes, asked, state, gallery } = await visit()
    let finish = (): void => undefined
    fakes.onTrain = () => new Promise(resolve => { finish = resolve })
    const training = state().trainMore()
    await expect.poll(() => state().training?.phase).toBe('training')
    expect(await gallery.open('other')).toBe(false)
    expect(asked).toEqual(['digits'])
    expect(state().notices.map(({ text }) => text)).toEqual(['“The other” was not opened: stop the training first.'])
    finish()
    await training
  })
})

describe('the list', () => {
  it('is asked for once, and again where that went wrong', async () => {
    const { fakes, gallery } = await visit()
    let times = 0
    fakes.maps.gallery = async () => ++times === 1 ? Promise.reject(new Error('index.json could not be fetched: the server did not answer.')) : listOf(entry('digits'))
    await expect(gallery.list()).rejects.toThrow('the server did not answer')
    expect((await gallery.list()).map(({ title }) => title)).toEqual(['The digits'])
    await gallery.list()
    expect(times).toBe(2)
  })

  it('that is none of ours is refused in a sentence, and a map can be opened all the same', async () => {
    const { state, gallery } = await visit([1, 2])
    await expect(gallery.list()).rejects.toThrow('index.json is [1,2]; it should be a JSON object.')
    expect(await gallery.open('other')).toBe(true)
    expect(state().map!.networks).toHaveLength(9)
  })
})
