// The disk, and memory for what it does not take, as one shelf: what was put last is what one gets. Where the disk takes no more it keeps
// what it has, and may still be cleared.
import { bytesOf } from './bytes-of.ts'
import type { Desk } from './desk.ts'
import { isDesk } from './desk.ts'
import type { Key, Part, Shelf, Write } from './shelf.ts'
import { MemoryShelf } from './shelf.ts'

export class Shelves {
  private readonly memory = new MemoryShelf()

  /** Without a disk, `why` says so in a sentence; else it is null until the disk has refused something. */
  constructor(private readonly disk: Shelf | null, public why: string | null) {}

  get onDisk(): boolean { return this.disk !== null }

  /** To the disk; where that takes it no more, into memory, from now on. Never rejects. */
  async write(change: Write): Promise<void> {
    if (this.disk && !this.why) {
      try {
        return await this.disk.write(change)
      } catch (error) {
        this.fall(error)
      }
    } else if (this.disk) await this.tidy(this.disk, change)
    await this.memory.write(change)
  }

  /** Of one session's small records, wherever the session lies: a full disk has room for a name that takes another's place. Rejects with a sentence where it has not. */
  async amend(key: Key, value: unknown): Promise<void> {
    const [session] = key
    if ((await this.memory.sessions()).includes(session)) await this.memory.write({ put: [[key, value]] })
    try {
      if (this.disk && (await this.disk.sessions()).includes(session)) await this.disk.write({ put: [[key, value]] })
    } catch (error) {
      throw new Error(sentence(error))
    }
  }

  async get(key: Key): Promise<unknown> {
    return await this.memory.get(key) ?? await this.disk?.get(key).catch(() => undefined)
  }

  async keys(session: number, part: Part): Promise<(string | number)[]> {
    const there = this.disk ? await this.disk.keys(session, part).catch(() => []) : []
    return [...new Set([...there, ...await this.memory.keys(session, part)])]
  }

  async all(session: number, part: Part): Promise<[string | number, unknown][]> {
    const there = this.disk ? await readable(this.disk, session, part) : []
    return [...new Map([...there, ...await this.memory.all(session, part)])]
  }

  /** Ascending. */
  async sessions(): Promise<number[]> {
    const there = await this.disk?.sessions().catch(error => {
      this.fall(error)
      return []
    }) ?? []
    return [...new Set([...there, ...await this.memory.sessions()])].sort((a, b) => a - b)
  }

  /** Bytes of a part: one record after the other, however many they are together. */
  async measure(session: number, part: Part): Promise<number> {
    let sum = 0
    for (const which of await this.keys(session, part)) sum += bytesOf(await this.get([session, part, which]))
    return sum
  }

  /** The disk may have room again: what only memory has is written, a session at a time, each whole. */
  async recover(): Promise<void> {
    if (!this.disk || !this.why) return
    try {
      for (const session of await this.memory.sessions()) {
        const put: [Key, unknown][] = []
        for (const part of PARTS) for (const [which, value] of await this.memory.all(session, part)) put.push([[session, part, which], value])
        await this.disk.write({ put })
        await this.memory.write({ clear: [session] })
      }
      this.why = null
    } catch (error) {
      this.why = sentence(error)
    }
  }

  private fall(error: unknown): void {
    this.why ??= sentence(error)
  }

  /** Of a full disk: what goes makes room, and what says that a training ended, or what was on screen, is a few bytes that the next visit needs. */
  private async tidy(disk: Shelf, { put = [], drop = [], clear = [] }: Write): Promise<void> {
    const there = await disk.sessions().catch((): number[] => [])
    const rests = (session: number | null): boolean => session === null || there.includes(session)
    const small = put.filter(([[session, part, which], value]) => part === 'about' && (which === 'run' ? rests(session) : isDesk(which) && rests((value as Desk).session)))
    if (small.length || drop.length || clear.length) await disk.write({ put: small, drop, clear }).catch(() => undefined)
  }
}

const PARTS: readonly Part[] = ['about', 'network', 'weights', 'interim']

/** One damaged record makes the browser refuse them all: then each is asked for by itself. */
async function readable(disk: Shelf, session: number, part: Part): Promise<[string | number, unknown][]> {
  try {
    return await disk.all(session, part)
  } catch {
    const found: [string | number, unknown][] = []
    for (const which of await disk.keys(session, part).catch(() => [])) {
      const value = await disk.get([session, part, which]).catch(() => undefined)
      if (value !== undefined) found.push([which, value])
    }
    return found
  }
}

export function sentence(error: unknown): string {
  const { name, message } = error instanceof Error || error instanceof DOMException ? error : { name: '', message: String(error) }
  if (name === 'QuotaExceededError') {
    return 'The browser\'s storage is full: what comes now is kept in memory only, until this page is closed. Delete past sessions to make room, or save the map as a file.'
  }
  return `The browser gives no storage (${message.replace(/\.$/, '')}): networks are kept in memory only, until this page is closed. Save the map as a file to keep it.`
}
