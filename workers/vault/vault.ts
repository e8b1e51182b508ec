// What the vault knows about its shelves: which session is the kept one, and how to go on when the disk takes no more. What is written
// once is never half: networks come in whole transactions, and a record that cannot be read back counts as never written.
import type { Interim, TrainedNetwork } from '../../src/core/network.ts'
import type { KeptColumns, KeptDistances, KeptMap, KeptMeasures, KeptNetwork, KeptRun, KeptSession, KeptStanding, KeptWeights, VaultReport } from '../../src/protocol/vault.ts'
import type { Key, Part, Shelf, Write } from './shelf.ts'
import { MemoryShelf } from './shelf.ts'

export class Vault {
  private readonly memory = new MemoryShelf()
  private session = 1
  /** The kept session before a fresh one of which no network has come yet. */
  private before: number | null = null
  private ids = new Set<number>()
  private run: KeptRun | null = null
  /** Networks that only this worker knows, and why. */
  private why: string | null

  /** Without a disk, `why` says so in a sentence. */
  constructor(private readonly disk: Shelf | null, why: string | null) {
    this.why = why
  }

  get report(): VaultReport {
    return { state: this.why ? 'memory' : 'kept', why: this.why, networks: this.ids.size }
  }

  /** Finds what an earlier visit left. */
  async open(): Promise<VaultReport> {
    try {
      const sessions = await this.disk?.sessions() ?? []
      const begun: number[] = []
      for (const session of sessions) if (await this.disk?.get([session, 'about', 'run'])) begun.push(session)
      this.session = begun.at(-1) ?? sessions.at(-1) ?? 1
      await this.look()
      // Where the page was closed between the beginning of a session and its first network, the one before stays for a while.
      this.before = begun.at(-2) ?? null
      const stale = sessions.filter(session => session !== this.session && session !== this.before)
      if (stale.length > 0) await this.write({ clear: stale })
      await this.settle()
    } catch (error) {
      this.fall(error)
    }
    return this.report
  }

  async read(): Promise<KeptSession | null> {
    const { run } = this
    if (!run) return null
    const about = new Map(await this.all('about'))
    const networks = (await this.all('network')).map(([, network]) => network as KeptNetwork)
    return {
      run,
      standing: about.get('standing') as KeptStanding | undefined ?? null,
      distances: about.get('distances') as KeptDistances | undefined ?? null,
      measures: about.get('measures') as KeptMeasures | undefined ?? null,
      columns: about.get('columns') as KeptColumns | undefined ?? null,
      networks: networks.sort((a, b) => a.id - b.id),
      interims: (await this.all('interim')).map(([id, interim]) => ({ id: id as number, interim: interim as Interim })),
    }
  }

  async prepare(): Promise<VaultReport> {
    const clear: number[] = []
    if (this.run && this.ids.size > 0) this.before = this.session
    else clear.push(this.session)
    this.session++
    this.ids = new Set()
    this.run = null
    return this.write({ clear })
  }

  async begin(run: KeptRun, map: KeptMap): Promise<VaultReport> {
    this.run = run
    await this.write({ put: [[this.key('about', 'run'), run], ...this.mapRecords(map)] })
    await this.settle()
    return this.report
  }

  async put(networks: readonly TrainedNetwork[]): Promise<VaultReport> {
    const put: [Key, unknown][] = []
    for (const { checkpoints, state, probabilities, ...light } of networks) {
      const network: KeptNetwork = light
      put.push([this.key('network', light.id), network])
      if (checkpoints || state || probabilities) put.push([this.key('weights', light.id), { checkpoints, state, probabilities } satisfies KeptWeights])
      this.ids.add(light.id)
    }
    const report = await this.write({ put, drop: networks.map(({ id }) => this.key('interim', id)) })
    await this.settle()
    return { ...report, ...this.report }
  }

  interim(id: number, interim: Interim): Promise<VaultReport> {
    // Its own finished self may have overtaken it, or the end of its training: then whoever has its number next is another network.
    const inFlight = this.run?.state === 'running' && !this.ids.has(id) && this.run.specs.some(spec => spec.id === id)
    return inFlight ? this.write({ put: [[this.key('interim', id), interim]] }) : Promise.resolve(this.report)
  }

  stand(map: KeptMap): Promise<VaultReport> {
    return this.write({ put: this.mapRecords(map) })
  }

  async end(how: 'stopped' | 'finished'): Promise<VaultReport> {
    if (!this.run) return this.report
    this.run = { ...this.run, state: how }
    const interims = await this.keys('interim')
    return this.write({ put: [[this.key('about', 'run'), this.run]], drop: interims.map(id => this.key('interim', id)) })
  }

  async abandon(): Promise<VaultReport> {
    if (this.run && this.ids.size > 0) return this.end('finished')
    const { session, before } = this
    this.session = before ?? session
    this.before = null
    const report = await this.write({ clear: [session] })
    await this.look().catch(error => this.fall(error))
    return { ...report, ...this.report }
  }

  async weights(id: number): Promise<KeptWeights | null> {
    const key = this.key('weights', id)
    return (await this.memory.get(key) ?? await this.disk?.get(key).catch(() => undefined) ?? null) as KeptWeights | null
  }

  async forget(): Promise<VaultReport> {
    const all = [...await this.memory.sessions(), ...await this.disk?.sessions().catch(() => []) ?? []]
    this.ids = new Set()
    this.run = this.before = null
    await this.memory.write({ clear: all })
    await this.disk?.write({ clear: all }).catch(error => this.fall(error))
    this.session++
    return this.report
  }

  private mapRecords(map: KeptMap): [Key, unknown][] {
    return Object.entries(map).filter(([, value]) => value !== undefined).map(([name, value]) => [this.key('about', name), value])
  }

  private key(part: Part, which: string | number): Key {
    return [this.session, part, which]
  }

  /** What the standing session holds. */
  private async look(): Promise<void> {
    const key = this.key('about', 'run')
    this.run = (await this.memory.get(key) ?? await this.disk?.get(key) ?? null) as KeptRun | null
    this.ids = new Set(this.run ? await this.keys('network') as number[] : [])
  }

  /** A session with networks of its own needs no forerunner. */
  private async settle(): Promise<void> {
    const { before } = this
    if (before === null || this.ids.size === 0 || !this.run) return
    this.before = null
    await this.write({ clear: [before] })
  }

  /** To the disk; where that takes it no more, into memory, from now on. What is on the disk stays there, and may still be cleared. */
  private async write(change: Write): Promise<VaultReport> {
    if (this.disk && !this.why) {
      try {
        await this.disk.write(change)
        return this.report
      } catch (error) {
        this.fall(error)
      }
    } else if (this.disk) await this.tidy(change)
    await this.memory.write(change)
    return this.report
  }

  /** Of a full disk: what goes makes room, and that a training ended is a few bytes that spare the next visit its repetition. */
  private async tidy({ put = [], drop = [], clear = [] }: Write): Promise<void> {
    const small = put.filter(([[, part, which]]) => part === 'about' && which === 'run')
    if (small.length || drop.length || clear.length) await this.disk!.write({ put: small, drop, clear }).catch(() => undefined)
  }

  private fall(error: unknown): void {
    this.why ??= sentence(error)
  }

  private async keys(part: Part): Promise<(string | number)[]> {
    const there = this.disk ? await this.disk.keys(this.session, part).catch(() => []) : []
    return [...new Set([...there, ...await this.memory.keys(this.session, part)])]
  }

  private async all(part: Part): Promise<[string | number, unknown][]> {
    const there = this.disk ? await this.readable(this.disk, part) : []
    return [...new Map([...there, ...await this.memory.all(this.session, part)])]
  }

  /** One damaged record makes the browser refuse them all: then each is asked for by itself. */
  private async readable(disk: Shelf, part: Part): Promise<[string | number, unknown][]> {
    try {
      return await disk.all(this.session, part)
    } catch {
      const found: [string | number, unknown][] = []
      for (const which of await disk.keys(this.session, part).catch(() => [])) {
        const value = await disk.get(this.key(part, which)).catch(() => undefined)
        if (value !== undefined) found.push([which, value])
      }
      return found
    }
  }
}

function sentence(error: unknown): string {
  const { name, message } = error instanceof Error || error instanceof DOMException ? error : { name: '', message: String(error) }
  if (name === 'QuotaExceededError') return 'The browser\'s storage is full: what comes now is kept in memory only, until this page is closed.'
  return `The browser gives no storage (${message.replace(/\.$/, '')}): networks are kept in memory only, until this page is closed.`
}
