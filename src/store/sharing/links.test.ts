// Links from one visitor to another: the same map, looked at in the same way; networks of one's own are trained again and held against the sender's.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linkFrom, linkText } from '../../formats/link-text.ts'
import { createFakes, fakeMap, fakeTrained } from '../fakes.ts'
import type { Fakes } from '../fakes.ts'
import { specOf } from '../network-again.ts'
import { createAppStore } from '../store.ts'
import type { MadeLink } from './rooms.ts'

const ALL = { selection: true, camera: true, hideRail: false }

async function visiting(hash = '', change: (fakes: Fakes) => void = () => undefined) {
  const fakes = createFakes(fakeMap(40))
  change(fakes)
  const { readyMade } = fakes.maps
  fakes.maps.readyMade = async name => {
    const head = await readyMade(name)
    return { ...head, manifest: { ...head.manifest, parts: { detail: 'd.npz', activations: 'a.npz' }, lineage: { base: name, runs: [] } } }
  }
  const store = createAppStore(fakes)
  await store.getState().start(false, hash)
  const room = (await store.getState().room('links'))!
  const state = () => store.getState()
  return { fakes, store, state, room, link: (options = ALL): Promise<MadeLink> => room.link(options) }
}

const hashOf = ({ address }: MadeLink): string => address.slice(address.indexOf('#'))

test('a page as everybody finds it needs no link', async () => {
  const { link } = await visiting()
  expect(await link()).toEqual({ address: 'https://example.org/netfold/', characters: 28, missing: [] })
})

test('a ready-made map is seen by the receiver as by the sender', async () => {
  const sender = await visiting()
  sender.state().select([1, 5, 7], 'map')
  sender.state().setGroup('a', [1, 2])
  sender.state().setGroup('b', [30])
  sender.state().colourBy({ measure: 'width', palette: 'magma', range: [10, 20] })
  sender.state().setDock('table')
  sender.state().setTab('compare')
  sender.state().lookFrom({ centre: [3, 4], span: 12, turn: null })
  const made = await sender.link()
  expect(made.characters).toBeLessThan(250)
  const receiver = await visiting(hashOf(made))
  const { selection, groups, colour, dock, tab, look, map, notices } = receiver.state()
  expect({ selected: selection.ids, groups, colour, dock, tab, look }).toEqual({ selected: new Set([1, 5, 7]), groups: sender.state().groups, colour: sender.state().colour, dock: 'table', tab: 'compare', look: sender.state().look })
  expect(map!.origin).toBe('ready-made')
  expect(notices).toEqual([])
})

test('what the sender leaves out is as the page begins', async () => {
  const sender = await visiting()
  sender.state().select([1, 5], 'map')
  sender.state().lookFrom({ centre: [3, 4], span: 12, turn: null })
  const receiver = await visiting(hashOf(await sender.link({ selection: false, camera: false, hideRail: true })))
  expect(receiver.state()).toMatchObject({ look: null, leftFolded: true })
  expect(receiver.state().selection.ids.size).toBe(0)
})

test('networks trained by the sender are trained again by the receiver, to the last bit, and looked at in the same way', async () => {
  const failing = (fakes: Fakes): void => {
    fakes.onTrain = async (_, job, events) => { for (const spec of job.specs) events.onFinished(fakeTrained(spec, spec.id % 7 === 3 ? 5 : null)) }
  }
  const sender = await visiting('', failing)
  sender.state().setRecipe({ count: 20, seed: 77, activation: ['tanh'] })
  await sender.state().trainNew()
  sender.state().setRecipe({ count: 6, seed: 9, augmentation: ['noise'], start: ['labels', 'subset'] })
  await sender.state().trainMore()
  expect(sender.state().map!.manifest.lineage).toMatchObject({ base: null, runs: [{ from: 0, count: 20 }, { from: 20, count: 6 }] })
  sender.state().select([2, 21], 'map')
  sender.state().setGroup('b', [3, 4])
  const made = await sender.link()
  expect(made.missing).toEqual([])
  expect(made.characters).toBeLessThan(2000)

  const receiver = await visiting(hashOf(made), failing)
  expect(receiver.state().map).toBeNull()
  expect(receiver.state().followed).toMatchObject({ networks: 26, phase: 'offered', base: null })
  await receiver.room.trainAgain()
  expect(receiver.state().followed).toMatchObject({ phase: 'done', verdict: { same: true, words: 'Reproduced exactly: every network and every place, to the last bit.' } })
  const [one, other] = [sender.state().map!, receiver.state().map!]
  expect(other.networks.map(specOf)).toEqual(one.networks.map(specOf))
  expect(other.diverged.map(({ id }) => id)).toEqual([3, 10, 17, 24])
  expect(one.networks.filter(({ hyper }) => hyper!.augmentation === 'noise' && hyper!.start !== 'fresh').map(({ id }) => id)).toEqual([20, 21, 22, 23, 25])
  expect(other.positions).toEqual(one.positions)
  expect(receiver.state().selection.ids).toEqual(new Set([2, 21]))
  expect(receiver.state().groups.b).toEqual(new Set([3, 4]))
  // And from there the link goes on.
  expect(linkFrom(hashOf(await receiver.link()))).toEqual(linkFrom(hashOf(made)))
})

test('networks that a search proposed are trained again together, those that are open are proposed again, and what was foretold is told', async () => {
  const sender = await visiting()
  sender.state().setRecipe({ count: 14, seed: 78 })
  await sender.state().trainNew()
  const search = (await sender.state().room('search'))!
  search.setSettings({ count: 3 })
  await search.propose()
  await search.train()
  await search.propose()
  const made = await sender.link()
  expect(made.missing).toEqual([])
  expect(made.characters).toBeLessThan(2000)

  const receiver = await visiting(hashOf(made))
  const orders: number[] = []
  const { onTrain } = receiver.fakes
  receiver.fakes.onTrain = (signal, job, events) => {
    orders.push(job.specs.length)
    return onTrain(signal, job, events)
  }
  await receiver.room.trainAgain()
  expect(orders).toEqual([14, 3])
  expect(receiver.state().followed).toMatchObject({ phase: 'done', verdict: { same: true } })
  expect(receiver.state().map!.networks.map(specOf)).toEqual(sender.state().map!.networks.map(specOf))
  const told = ({ state }: typeof sender) => state().search!.shown.map(({ key, id, proposal: { hyper, seed }, landed }) => ({ key, id, hyper, seed, score: landed?.score }))
  expect(told(receiver)).toEqual(told(sender))
  expect(receiver.state().search!.shown[0].proposal.predicted.score).toBeCloseTo(sender.state().search!.shown[0].proposal.predicted.score, 3)
})

test('a layout that was slid to another time is slid there again by the receiver', async () => {
  const sender = await visiting()
  sender.state().setRecipe({ count: 12, seed: 41 })
  await sender.state().trainNew()
  await sender.state().slideTime(10)
  const slid = sender.state().map!
  expect(slid.manifest).toMatchObject({ geometry: { t: 10 }, phate: { slid: true } })
  const made = await sender.link()
  expect(linkFrom(hashOf(made))).toMatchObject({ map: { slid: 10 } })

  const receiver = await visiting(hashOf(made))
  await receiver.room.trainAgain()
  const { map, followed } = receiver.state()
  expect(map!.manifest).toMatchObject({ geometry: { t: 10 }, phate: { slid: true } })
  expect(map!.positions).toEqual(slid.positions)
  expect(followed).toMatchObject({ phase: 'done', verdict: { same: true } })
  expect(linkFrom(hashOf(await receiver.link()))).toEqual(linkFrom(hashOf(made)))
})

test('a training that was stopped is trained again without what never came', async () => {
  const sender = await visiting('', fakes => {
    fakes.onTrain = async (_, job, events) => { for (const spec of job.specs) if (spec.id < 9 && spec.id !== 4) events.onFinished(fakeTrained(spec)) }
  })
  sender.state().setRecipe({ count: 20, seed: 77 })
  await sender.state().trainNew()
  const receiver = await visiting(hashOf(await sender.link()))
  expect(receiver.state().followed!.networks).toBe(8)
  await receiver.room.trainAgain()
  expect(receiver.state().map!.networks.map(({ id }) => id)).toEqual([0, 1, 2, 3, 5, 6, 7, 8])
  expect(receiver.state().followed!.verdict!.same).toBe(true)
})

test('networks trained onto a ready-made map: the receiver sees it at once, and the others when they are trained', async () => {
  const sender = await visiting()
  sender.state().setRecipe({ count: 5 })
  await sender.state().trainMore()
  sender.state().select([41, 44], 'map')
  const receiver = await visiting(hashOf(await sender.link()))
  expect(receiver.state().map!.networks).toHaveLength(40)
  expect(receiver.state().selection.ids.size).toBe(0)
  await receiver.room.trainAgain()
  expect(receiver.state().followed!.verdict).toEqual({ same: true, words: 'Reproduced exactly: every network and every place, to the last bit.' })
  expect(receiver.state().map!.networks).toHaveLength(45)
  expect(receiver.state().selection.ids).toEqual(new Set([41, 44]))
})

test('where a machine reckons otherwise, the receiver hears what differs', async () => {
  const sender = await visiting()
  sender.state().setRecipe({ count: 20, seed: 5 })
  await sender.state().trainNew()
  const hash = hashOf(await sender.link())
  const off = async (by: number): Promise<string> => {
    const receiver = await visiting(hash, fakes => {
      fakes.onTrain = async (_, job, events) => {
        for (const spec of job.specs) {
          const made = fakeTrained(spec)
          events.onFinished({ ...made, row: { ...made.row, outcome: { ...made.row.outcome, testAccuracy: Math.max(0, made.row.outcome.testAccuracy - by) } } })
        }
      }
    })
    await receiver.room.trainAgain()
    return receiver.state().followed!.verdict!.words
  }
  expect(await off(0.001)).toMatch(/^Reproduced within tolerance: test accuracies are up to 0\.1 % apart/)
  expect(await off(0.2)).toMatch(/^This differs from what was sent: test accuracies are up to 20\.0 % apart/)
})

test('a network that was trained further is in no recipe: the link goes without it, and says so', async () => {
  const sender = await visiting()
  sender.state().setRecipe({ count: 8, seed: 5 })
  await sender.state().trainNew()
  await sender.state().trainOn(3, 2)
  expect(sender.state().map!.networks).toHaveLength(9)
  sender.state().select([2, 8], 'map')
  const made = await sender.link()
  expect(made.missing).toEqual(['1 network trained further here cannot travel in a link: send the map as a file.'])
  const receiver = await visiting(hashOf(made))
  expect(receiver.state().followed!.networks).toBe(8)
  await receiver.room.trainAgain()
  expect(receiver.state().selection.ids).toEqual(new Set([2]))
})

test('a map from a file whose networks no recipe names waits for its file', async () => {
  const strange = fakeMap(12)
  strange.manifest.recipe = null
  const withFile = (fakes: Fakes): void => void fakes.files.set('strange', strange)
  const sender = await visiting('', withFile)
  await sender.state().openMapFile(new File(['strange'], 'strange.npz'))
  sender.state().select([3, 4], 'map')
  const made = await sender.link()
  expect(made.missing).toHaveLength(1)
  const receiver = await visiting(hashOf(made), withFile)
  expect(receiver.state().notices[0].text).toContain('whose 12 networks only its file holds')
  expect(receiver.state().map!.networks).toHaveLength(40)
  await receiver.state().openMapFile(new File(['strange'], 'strange.npz'))
  expect(receiver.state().selection.ids).toEqual(new Set([3, 4]))
})

test('a link that would be too long says what it goes without', async () => {
  const sender = await visiting()
  sender.state().setBrushes([{ measure: 'activation', kind: 'category', values: Array.from({ length: 200 }, (_, k) => `${Math.sin(k)}`) }])
  sender.state().setTab('compare')
  const made = await sender.link()
  expect(made.characters).toBeLessThanOrEqual(2000)
  expect(made.missing).toEqual(['To stay within 2,000 characters the link goes without brushes.'])
  const receiver = await visiting(hashOf(made))
  expect(receiver.state().tab).toBe('compare')
})

test('no hash breaks the page: a sentence, and what everybody sees', async () => {
  const bad = ['#', '#v1.', '#v1.AAAA', '#v9.AAAA', '#/../../etc', '#%00', `#v1.${'A'.repeat(20_000)}`, ...[{}, null, 3, [], { map: 'no such map/../x' }, { map: {} }, { map: { runs: [{ count: 1e9 }] } },
    { map: { runs: [{ count: 5, recipe: { width: { from: -1, to: 4 } } }] } }, { map: { base: '../x', runs: [] } }, { map: { data: { id: 'own' }, runs: [{ count: 3 }] } }, { map: 'digits', print: 4 }].map(json => `#${linkText(json)}`)]
  for (const hash of bad) {
    const { state } = await visiting(hash)
    expect(state().map!.networks, hash.slice(0, 60)).toHaveLength(40)
    expect(state().notices.map(({ text }) => text), hash.slice(0, 60)).toHaveLength(1)
    expect(state().notices[0].text).toMatch(/^This link could not be followed\. .*\.$/s)
  }
})

test('whatever JSON a link holds, the page shows a map or an offer', async () => {
  const visitor = await visiting()
  await fc.assert(fc.asyncProperty(fc.oneof(fc.jsonValue(), fc.record({ map: fc.oneof(fc.constant('digits'), fc.jsonValue(), fc.record({ runs: fc.array(fc.record({ count: fc.jsonValue(), recipe: fc.jsonValue() })), base: fc.option(fc.constant('digits')) })), view: fc.jsonValue(), print: fc.jsonValue() }, { requiredKeys: [] })), async json => {
    await visitor.room.follow(`#${linkText(json)}`)
    const { map, followed, notices } = visitor.state()
    expect(map !== null || followed !== null).toBe(true)
    for (const { id } of notices) visitor.state().dismiss(id)
  }), { numRuns: 600, seed: 11 })
})
