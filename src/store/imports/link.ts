// A file by its address: its size is said before anything is fetched, and what is fetched goes the way of a dropped file.
import { LIMITS } from '../../formats/limits.ts'
import { FormatError, sized } from '../../formats/format-error.ts'
import { isAbort } from '../../services/spawn.ts'
import { sentenceOf } from '../run-context.ts'
import type { Session } from '../session.ts'
import type { BroughtFile } from '../state.ts'
import type { Linked } from './imported.ts'

export class LinkRoom {
  private turn = new AbortController()

  /** `open`: takes files as they are dropped. */
  constructor(private readonly session: Session, private readonly open: (files: readonly BroughtFile[]) => Promise<void>) {}

  async look(address: string, what: Linked['what']): Promise<void> {
    const { services } = this.session
    this.turn.abort()
    const turn = this.turn = new AbortController()
    const { addressOf } = await import('../../formats/addresses.ts')
    if (turn.signal.aborted) return
    const found = addressOf(address)
    if (found.why !== null) return this.put({ url: address, name: address, what, bytes: null, phase: 'failed', fetched: 0, fault: found.why })
    const { url, name } = found
    this.put({ url, name, what, bytes: null, phase: 'asking', fetched: 0, fault: null })
    await this.telling(turn, async () => {
      const { bytes } = await services.links.look(turn.signal, url, name)
      if (bytes !== null && bytes > LIMITS.file) throw new FormatError(`${name} is ${sized(bytes)}; the most that is read is ${sized(LIMITS.file)}.`)
      this.tell({ bytes, phase: 'asked' })
    })
  }

  async agree(): Promise<void> {
    const { store, services } = this.session
    const { link } = store.getState()
    if (link?.phase !== 'asked') return
    const { turn } = this
    const { url, name, what } = link
    this.tell({ phase: 'fetching', fetched: 0, fault: null })
    await this.telling(turn, async () => {
      let before = 0
      const told = (fetched: number): void => this.tell({ fetched: before + fetched })
      const bytes = await services.links.fetch(turn.signal, url, name, told)
      before = bytes.length
      const files: BroughtFile[] = [{ path: name, file: fileOf(bytes, name) }]
      for (const shard of what === 'model' ? await shardsBeside(bytes, name) : []) {
        // A shard lies beside its model.json: its name is a plain one, and nothing of it leads elsewhere.
        const { beside: addressBeside } = await import('../../formats/addresses.ts')
        const beside = await services.links.fetch(turn.signal, addressBeside(url, shard), shard, told)
        before += beside.length
        if (before > LIMITS.file) throw new FormatError(`${name} and its shards are larger than ${sized(LIMITS.file)}, the most that is read.`)
        files.push({ path: shard, file: fileOf(beside, shard) })
      }
      if (turn.signal.aborted) return
      store.setState({ link: null })
      if (what === 'map') await store.getState().openMapFile(files[0].file as File)
      else await this.open(files)
    })
  }

  dismiss(): void {
    this.turn.abort()
    this.session.store.setState({ link: null })
  }

  private put(link: Linked): void {
    this.session.store.setState({ link })
  }

  private tell(change: Partial<Linked>): void {
    this.session.store.setState(({ link }) => ({ link: link && { ...link, ...change } }))
  }

  private async telling(turn: AbortController, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!turn.signal.aborted && !isAbort(error)) this.tell({ phase: 'failed', fault: sentenceOf(error) })
    }
  }
}

const fileOf = (bytes: Uint8Array, name: string): File => new File([bytes as Uint8Array<ArrayBuffer>], name)

/** Of a model.json, the files that it names; of anything else none. Rejects with one sentence where a name is no plain one. */
async function shardsBeside(bytes: Uint8Array, name: string): Promise<string[]> {
  if (bytes.length > LIMITS.text || bytes[bytes.findIndex(byte => byte > 32)] !== 0x7b) return [] // no JSON object
  const { shardNames } = await import('../../formats/shard-names.ts')
  return shardNames(bytes, name)
}
