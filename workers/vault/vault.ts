// What the vault knows about its shelves: which sessions there are, which one is on screen, and which goes when room is short. What is written
// once is never half: networks come in whole transactions, and a record that cannot be read back counts as never written.
import type { Interim, TrainedNetwork } from '../../src/core/network.ts'
import type {
  Elsewhere, KeptColumns, KeptDistances, KeptEntry, KeptMap, KeptMeasures, KeptNetwork, KeptRoom, KeptRun, KeptSession, KeptStanding, KeptWeights, RoomMade, VaultReport,
} from '../../src/protocol/vault.ts'
import { bytesOf } from './bytes-of.ts'
import type { Card } from './cards.ts'
import { bytesOn, cardOf, freshCard, measured, standsNow } from './cards.ts'
import type { Desk } from './desk.ts'
import { deskKey, isDesk } from './desk.ts'
import { withWhole } from './old-checkpoints.ts'
import { wholeNetwork, wholeRun, wholeStanding } from './old-choices.ts'
import { makeRoom, MEMORY_ALLOWED, SHARE_OF_QUOTA } from './room.ts'
import type { Key, Part, Shelf } from './shelf.ts'
import { Shelves } from './shelves.ts'

/** What a vault asks of the world around it. */
export interface Surroundings {
  now(): number
  /** Which of the sites on this host the page is. */
  site: string
  /** Bytes that the browser allows this page; null where it does not say. */
  quota(): Promise<number | null>
}

export class Vault {
  private readonly shelves: Shelves
  private readonly deskKey: Key
  private desk: Desk = { session: null, before: null, elsewhere: null }
  /** Of the session on screen; without one, as if it were empty. */
  private ids = new Set<number>()
  private run: KeptRun | null = null
  private card: Card
  private sessions = 0
  /** The session on screen has had no network yet. */
  private fresh = false
  /** Not told yet. */
  private roomMade: RoomMade | null = null

  /** Without a disk, `why` says so in a sentence. */
  constructor(disk: Shelf | null, why: string | null, private readonly around: Surroundings) {
    this.shelves = new Shelves(disk, why)
    this.card = freshCard(around.now())
    this.deskKey = deskKey(around.site)
  }

  get report(): VaultReport {
    const { why } = this.shelves
    return { state: why ? 'memory' : 'kept', why, networks: this.ids.size, session: this.shelves.onDisk ? this.desk.session : null, sessions: this.sessions }
  }

  /** Finds what earlier visits left. */
  async open(): Promise<VaultReport> {
    const all = await this.all()
    const begun: number[] = []
    const filled: number[] = []
    for (const session of all) {
      if (!(await this.shelves.keys(session, 'about')).includes('run')) continue // closed before it counted
      begun.push(session)
      if ((await this.shelves.keys(session, 'network')).length > 0) filled.push(session)
    }
    const desk = await this.shelves.get(this.deskKey) as Desk | undefined
    const others = (await this.shelves.keys(0, 'about')).some(isDesk)
    const known = (session: number | null): number | null => session !== null && begun.includes(session) ? session : null
    // An older page knew no desk: the session that began last was on screen.
    this.desk = desk
      ? { ...desk, session: known(desk.session) ?? known(desk.before), before: known(desk.before) }
      : { session: others ? null : begun.at(-1) ?? null, before: others ? null : begun.at(-2) ?? null, elsewhere: null }
    await this.takeUp()
    if (this.desk.session !== null && this.ids.size === 0 && this.run?.state !== 'running') {
      // All that came of it was in memory: nothing to come back to, nor to go on with.
      this.desk = { ...this.desk, session: this.desk.before ?? filled.at(-1) ?? null, before: null }
      await this.takeUp()
    }
    const { session } = this.desk
    const stale = all.filter(one => one !== session && !filled.includes(one))
    if (stale.length > 0) await this.shelves.write({ clear: stale })
    this.fresh = session !== null && this.ids.size === 0
    if (!this.fresh) this.desk = { ...this.desk, before: null }
    return this.counted()
  }

  read(): Promise<KeptSession | null> {
    return this.desk.session === null ? Promise.resolve(null) : this.peek(this.desk.session)
  }

  async peek(session: number): Promise<KeptSession | null> {
    const about = new Map(await this.shelves.all(session, 'about'))
    const run = about.get('run') as KeptRun | undefined
    if (!run) return null
    const networks = (await this.shelves.all(session, 'network')).map(([, network]) => wholeNetwork(network as KeptNetwork))
    const standing = about.get('standing') as KeptStanding | undefined
    return {
      run: wholeRun(run),
      standing: standing ? wholeStanding(standing) : null,
      distances: about.get('distances') as KeptDistances | undefined ?? null,
      measures: about.get('measures') as KeptMeasures | undefined ?? null,
      columns: about.get('columns') as KeptColumns | undefined ?? null,
      networks: networks.sort((a, b) => a.id - b.id),
      interims: (await this.shelves.all(session, 'interim')).map(([id, interim]) => ({ id: id as number, interim: withWhole(interim as Interim) })),
      view: about.get('view') ?? null,
    }
  }

  async prepare(): Promise<VaultReport> {
    const { session, before } = this.desk
    const empty = session !== null && (this.ids.size === 0 || !this.run)
    const next = 1 + Math.max(session ?? 0, ...await this.all())
    this.desk = { ...this.desk, session: next, before: empty ? before : session }
    this.ids = new Set()
    this.run = null
    this.fresh = true
    this.card = freshCard(this.around.now())
    if (empty) await this.shelves.write({ clear: [session] })
    return this.counted()
  }

  async begin(run: KeptRun, map: KeptMap): Promise<VaultReport> {
    this.run = run
    this.card = standsNow(this.card, { ...map, run }, this.around.now())
    await this.shelves.write({ put: [[this.key('about', 'run'), run], ...this.mapRecords(map), this.cardRecord, this.deskRecord] })
    await this.settle()
    await this.counted()
    return this.told()
  }

  async put(networks: readonly TrainedNetwork[]): Promise<VaultReport> {
    if (this.desk.session === null) return this.report
    const put: [Key, unknown][] = []
    let heavy = this.card.heavy
    for (const { checkpoints, state, probabilities, ...light } of networks) {
      const network: KeptNetwork = light
      const weights: KeptWeights | null = checkpoints || state || probabilities ? { checkpoints, state, probabilities } : null
      const before = this.ids.has(light.id) ? await this.bytesOfNetwork(light.id) : 0
      if (heavy !== null) heavy += bytesOf(network) + (weights ? bytesOf(weights) : 0) - before
      put.push([this.key('network', light.id), network])
      if (weights) put.push([this.key('weights', light.id), weights])
      this.ids.add(light.id)
    }
    this.card = { ...this.card, heavy, changed: this.around.now() }
    await this.shelves.write({ put: [...put, this.cardRecord], drop: networks.map(({ id }) => this.key('interim', id)) })
    await this.settle()
    return this.told()
  }

  async interim(id: number, interim: Interim): Promise<VaultReport> {
    // Its own finished self may have overtaken it, or the end of its training: then whoever has its number next is another network.
    const inFlight = this.run?.state === 'running' && !this.ids.has(id) && this.run.specs.some(spec => spec.id === id)
    if (inFlight) await this.shelves.write({ put: [[this.key('interim', id), interim]] })
    return this.report
  }

  async stand(map: KeptMap): Promise<VaultReport> {
    if (this.desk.session === null) return this.report
    this.card = standsNow(this.card, map, this.around.now())
    await this.shelves.write({ put: [...this.mapRecords(map), this.cardRecord] })
    return this.report
  }

  async end(how: 'paused' | 'stopped' | 'finished'): Promise<VaultReport> {
    if (!this.run) return this.report
    this.run = { ...this.run, state: how }
    const interims = how === 'paused' ? [] : await this.shelves.keys(this.desk.session!, 'interim')
    await this.shelves.write({ put: [[this.key('about', 'run'), this.run]], drop: interims.map(id => this.key('interim', id)) })
    return this.report
  }

  async abandon(): Promise<VaultReport> {
    const { session, before, elsewhere } = this.desk
    if (session === null) return this.report
    if (this.run && this.ids.size > 0) return this.end('finished')
    this.desk = { session: before, before: null, elsewhere }
    await this.shelves.write({ put: [this.deskRecord], clear: [session] })
    await this.takeUp()
    return this.counted()
  }

  async look(view: unknown): Promise<VaultReport> {
    if (this.desk.session !== null) {
      if (!this.run) return this.report
      this.card = { ...this.card, about: new Map(this.card.about).set('view', bytesOf(view)) }
      await this.shelves.write({ put: [[this.key('about', 'view'), view], this.cardRecord] })
    } else if (this.desk.elsewhere) {
      this.desk = { ...this.desk, elsewhere: { ...this.desk.elsewhere, view } }
      await this.shelves.write({ put: [this.deskRecord] })
    }
    return this.report
  }

  async leave(elsewhere: Elsewhere): Promise<VaultReport> {
    const { session } = this.desk
    const empty = session !== null && this.ids.size === 0
    this.desk = { session: null, before: null, elsewhere }
    await this.shelves.write({ put: [this.deskRecord], clear: empty ? [session] : [] })
    await this.takeUp()
    return this.counted()
  }

  async elsewhere(): Promise<Elsewhere | null> {
    return this.desk.session === null ? this.desk.elsewhere : null
  }

  async weights(id: number, session: number | null = this.desk.session): Promise<KeptWeights | null> {
    const found = session === null ? undefined : await this.shelves.get([session, 'weights', id]) as KeptWeights | undefined
    return found ? withWhole(found) : null
  }

  async list(): Promise<KeptEntry[]> {
    const entries: KeptEntry[] = []
    for (const session of await this.all()) {
      const entry = await this.entry(session)
      if (entry) entries.push(entry)
    }
    return entries.sort((a, b) => b.changed - a.changed || b.id - a.id)
  }

  async room(): Promise<KeptRoom> {
    return { allowed: await this.allowed(), sessions: this.sessions }
  }

  async enter(session: number): Promise<KeptSession | null> {
    const { session: from } = this.desk
    const found = await this.peek(session)
    if (!found || session === from) return found
    const empty = from !== null && this.ids.size === 0
    this.desk = { session, before: null, elsewhere: null }
    await this.takeUp()
    this.fresh = this.ids.size === 0
    this.card = { ...this.card, going: false }
    await this.shelves.write({ put: [this.deskRecord, this.cardRecord], clear: empty ? [from] : [] })
    await this.counted()
    return found
  }

  async rename(session: number, name: string): Promise<VaultReport> {
    if (!(await this.all()).includes(session)) return this.report
    const here = session === this.desk.session
    const card: Card = { ...here ? this.card : await cardOf(this.shelves, session, this.around.now()), name: name.trim() || null, going: false }
    await this.shelves.amend([session, 'about', 'card'], card)
    if (here) this.card = card
    return this.report
  }

  async remove(session: number): Promise<VaultReport> {
    const { desk } = this
    this.desk = { ...desk, session: desk.session === session ? null : desk.session, before: desk.before === session ? null : desk.before }
    await this.shelves.write({ put: [this.deskRecord], clear: [session] })
    if (desk.session === session) await this.takeUp()
    await this.shelves.recover()
    return this.counted()
  }

  async forget(): Promise<VaultReport> {
    this.desk = { session: null, before: null, elsewhere: null }
    await this.shelves.write({ clear: [0, ...await this.all()] })
    await this.takeUp()
    await this.shelves.recover()
    return this.counted()
  }

  /** What became of other sessions is told once. */
  private told(): VaultReport {
    const room = this.roomMade
    this.roomMade = null
    return room ? { ...this.report, room } : this.report
  }

  private mapRecords(map: KeptMap): [Key, unknown][] {
    return Object.entries(map).filter(([, value]) => value !== undefined).map(([name, value]) => [this.key('about', name), value])
  }

  private get deskRecord(): [Key, unknown] {
    return [this.deskKey, this.desk]
  }

  private get cardRecord(): [Key, unknown] {
    return [this.key('about', 'card'), this.card]
  }

  private key(part: Part, which: string | number): Key {
    return [this.desk.session!, part, which]
  }

  private async bytesOfNetwork(id: number): Promise<number> {
    const parts = await Promise.all((['network', 'weights'] as const).map(part => this.shelves.get(this.key(part, id))))
    return parts.reduce<number>((sum, value) => sum + (value === undefined ? 0 : bytesOf(value)), 0)
  }

  private async all(): Promise<number[]> {
    return (await this.shelves.sessions()).filter(session => session > 0)
  }

  /** How many sessions there are: with networks, as the list has them. */
  private async counted(): Promise<VaultReport> {
    let sessions = 0
    for (const session of await this.all()) if ((await this.shelves.keys(session, 'network')).length > 0) sessions++
    this.sessions = sessions
    return this.report
  }

  /** What the session on screen holds. */
  private async takeUp(): Promise<void> {
    const { session } = this.desk
    this.run = session === null ? null : (await this.shelves.get([session, 'about', 'run']) ?? null) as KeptRun | null
    this.ids = new Set(session !== null && this.run ? await this.shelves.keys(session, 'network') as number[] : [])
    this.card = session === null ? freshCard(this.around.now()) : await cardOf(this.shelves, session, this.around.now())
  }

  /** Null of one that has no network. */
  private async entry(session: number): Promise<KeptEntry | null> {
    const here = session === this.desk.session
    const ids = here ? this.ids : new Set(await this.shelves.keys(session, 'network') as number[])
    if (ids.size === 0) return null
    const run = here ? this.run : await this.shelves.get([session, 'about', 'run']) as KeptRun | undefined
    if (!run) return null
    const before = here ? this.card : await cardOf(this.shelves, session, this.around.now())
    const card = await measured(this.shelves, session, before)
    if (here) this.card = card
    if (card !== before) await this.shelves.amend([session, 'about', 'card'], card).catch(() => undefined)
    const left = run.state === 'running' || run.state === 'paused' ? run.specs.filter(({ id }) => !ids.has(id)).length : 0
    const { name, dataset, created, changed, going } = card
    return { id: session, name, dataset, created, changed, networks: ids.size, left, bytes: bytesOn(card), here, going }
  }

  private async allowed(): Promise<number | null> {
    if (!this.shelves.onDisk) return MEMORY_ALLOWED
    const quota = await this.around.quota().catch(() => null)
    return quota === null ? null : Math.floor(quota * SHARE_OF_QUOTA)
  }

  /** A session with networks of its own needs no forerunner to fall back to: that is a past session now, and all of them may be too many. */
  private async settle(): Promise<void> {
    const { session } = this.desk
    if (!this.fresh || session === null || this.ids.size === 0 || !this.run) return
    this.fresh = false
    this.desk = { session, before: null, elsewhere: null }
    await this.shelves.write({ put: [this.deskRecord] })
    const made = makeRoom(await this.list(), await this.allowed())
    for (const { id, going } of made.going) if (!going) await this.announce(id)
    if (made.gone.length > 0) {
      await this.shelves.write({ clear: made.gone.map(({ id }) => id) })
      await this.shelves.recover()
    }
    if (made.gone.length + made.going.length > 0 || made.crowded) this.roomMade = made
    await this.counted()
  }

  private async announce(session: number): Promise<void> {
    const card = await cardOf(this.shelves, session, this.around.now())
    await this.shelves.amend([session, 'about', 'card'], { ...card, going: true }).catch(() => undefined)
  }
}
