// Saving a site: what is packed is the map as it is looked at; what stands in the way is said in a sentence; what was stopped is not an error.
import { beforeEach, describe, expect, it } from 'vitest'
import type { SiteFile } from '../../formats/site/site-files.ts'
import type { SiteOrder } from '../../protocol/site.ts'
import { aborted } from '../../services/spawn.ts'
import type { Fakes } from '../fakes.ts'
import { createFakes, fakeMap } from '../fakes.ts'
import { createAppStore } from '../store.ts'
import type { SiteRoom } from './rooms.ts'

const file = (name: string, packed: number): SiteFile => ({ name, bytes: 2 * packed, packed, crc: '00000000' })
const FILES = [
  file('index.html', 1000), file('assets/a-1.js', 100_000), file('maps/index.json', 500), file('maps/digits.npz', 40_000), file('maps/digits.detail.npz', 20_000), file('maps/digits.activations.npz', 900_000),
  file('maps/spirals.npz', 30_000),
]
type Order = Omit<SiteOrder, 'base'>

describe('a site of the map on screen', () => {
  let services: Fakes
  let site: SiteRoom
  let state: () => ReturnType<ReturnType<typeof createAppStore>['getState']>
  let orders: Order[]
  let downloads: string[]
  const never = new AbortController().signal

  beforeEach(async () => {
    const map = fakeMap(6)
    services = createFakes({ ...map, manifest: { ...map.manifest, lineage: { base: 'digits', runs: [] } } })
    orders = []
    downloads = []
    services.site = {
      files: async () => FILES, address: async () => 'https://a.example/n/',
      pack: async (_, order, hear) => {
        orders.push(order)
        hear(1)
        return new Blob(['site'])
      },
    }
    services.download = (_, name) => downloads.push(name)
    const store = createAppStore(services)
    state = store.getState
    await state().start()
    site = (await state().room('site'))!
  })

  it('is packed as it is looked at, with its own story, and given as one file', async () => {
    state().select([2, 3], 'map')
    state().setTab('compare')
    const shares: number[] = []
    expect(await site.save({ activations: true, others: false }, share => shares.push(share), never)).toBe(true)
    expect(downloads).toEqual(['site.zip'])
    expect(shares).toEqual([1])
    const [order] = orders
    expect(order).toMatchObject({ files: FILES, others: false, stem: 'digits-6', title: 'A map', replaced: 'digits' })
    expect(order.map.manifest.view).toMatchObject({ tab: 'compare' })
    expect(order.map.manifest.view).toHaveProperty('selection')
    expect(order.map.activations).toHaveLength(6)
    await site.save({ activations: false, others: true }, () => undefined, never)
    expect(orders[1].others).toBe(true)
    expect(orders[1].map.activations).toBeNull()
  })

  it('is measured beforehand: the page, this map as the server has it, and the others without it', async () => {
    const size = await site.describe()
    if ('why' in size) throw new Error(size.why)
    const { page, map, activations, others } = size.bytes
    expect([map, activations]).toEqual([60_000, 900_000])
    expect(page).toBeGreaterThan(101_000)
    expect(page).toBeLessThan(102_000)
    expect(others).toBeGreaterThan(30_500)
    expect(others).toBeLessThan(31_500)
  })

  it('says what stands in the way where there is no list, no answer, or no map', async () => {
    services.site.files = async () => null
    expect(await site.describe()).toEqual({ why: expect.stringMatching(/^A site is saved from a built page\..*npm start/) })
    expect(await site.save({ activations: true, others: false }, () => undefined, never)).toBe(false)
    expect(state().notices.at(-1)).toMatchObject({ tone: 'danger', text: expect.stringMatching(/^The site could not be saved: A site is saved from a built page/) })
    services.site.files = () => Promise.reject(new Error('files.json could not be fetched: the server did not answer.'))
    expect(await site.describe()).toEqual({ why: 'files.json could not be fetched: the server did not answer.' })
    expect(downloads).toEqual([])
    const empty = createAppStore(Object.assign(createFakes(fakeMap(3)), { failReadyMade: true }))
    await empty.getState().start()
    expect(await (await empty.getState().room('site'))!.describe()).toEqual({ why: 'There is no map to put into a site yet.' })
  })

  it('that was stopped is no error, and one that failed leaves nothing behind', async () => {
    services.site.pack = () => Promise.reject(aborted())
    expect(await site.save({ activations: true, others: false }, () => undefined, never)).toBe(false)
    expect(state().notices).toEqual([])
    services.site.pack = () => Promise.reject(new Error('assets/a-1.js is not as this page was built: there is a newer page on the server.'))
    expect(await site.save({ activations: true, others: false }, () => undefined, never)).toBe(false)
    expect(state().notices.map(({ text }) => text)).toEqual(['The site could not be saved: assets/a-1.js is not as this page was built: there is a newer page on the server.'])
    expect(downloads).toEqual([])
  })

  it('is embedded by lines that show what is on screen, or say why they would not', async () => {
    const { snippet, why } = await site.embed(['network'])
    expect(snippet).toMatch(/^<iframe src="[^"#]*\?embed=network/)
    expect(why).toBeNull()
    services.files.set('mine', fakeMap(4))
    await state().openMapFile(new File(['mine'], 'mine.npz'))
    expect((await site.embed([])).why).toMatch(/^An embedded page shows the maps that it has inside: save the site/)
  })
})

describe('an embedded page', () => {
  it('that a link offers networks to be trained shows the first map, and says where they are trained', async () => {
    const sender = createAppStore(createFakes(fakeMap(5)))
    await sender.getState().start()
    await sender.getState().trainNew()
    const { address } = await (await sender.getState().room('links'))!.link({ selection: true, camera: true, hideRail: false })
    const store = createAppStore(createFakes(fakeMap(5)))
    await store.getState().start(true, address.slice(address.indexOf('#')))
    expect(store.getState().map).toMatchObject({ origin: 'ready-made' })
    expect(store.getState().training).toBeNull()
    expect(store.getState().notices.map(({ text }) => text)).toContainEqual(expect.stringMatching(/Open it in Netfold to train them\.$/))
  })

  it('shows the first map, and neither asks what is kept nor tries an engine nor keeps anything', async () => {
    const services = createFakes(fakeMap(5))
    const asked: string[] = []
    for (const name of Object.keys(services.vault) as (keyof typeof services.vault)[]) {
      const question: unknown = services.vault[name]
      if (typeof question === 'function' && name !== 'onReport') Object.assign(services.vault, { [name]: (...with_: unknown[]) => { asked.push(name); return (question as (...all: unknown[]) => unknown)(...with_) } })
    }
    services.training.detectGpu = () => { asked.push('gpu'); return Promise.resolve(services.gpu) }
    services.training.tryOut = () => { asked.push('engine'); return Promise.resolve({ multiplyAdds: 1, milliseconds: 1 }) }
    const store = createAppStore(services)
    await store.getState().start(true)
    expect(store.getState().map!.networks).toHaveLength(5)
    store.getState().select([1, 2], 'map')
    await store.getState().openNetwork(1)
    expect(asked).toEqual([])
    expect(store.getState().gpu).toBeNull()
    const remembered: string[] = []
    services.remember.set = key => remembered.push(key)
    store.getState().setTheme('dark', false)
    expect(store.getState().theme).toBe('dark')
    expect(remembered).toEqual([])
  })
})
