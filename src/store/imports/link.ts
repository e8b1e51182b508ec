// A file by its address: its size is said before anything is fetched, and what is fetched goes the way of a dropped file.
import { LIMITS } from '../../formats/limits.ts'
import { FormatError, sized } from '../../formats/format-error.ts'
import { isAbort } from '../../services/spawn.ts'
import { sentenceOf } from '../run-context.ts'
import type { Session } from '../session.ts'
import type { BroughtFile } from '../state.ts'
import type { Linked } from './imported.ts'

/** Bytes beside the file that was agreed to, from which on the visitor is asked again. */
const ASKED_ABOUT = 5e6

export class LinkRoom {
  private turn = new AbortController()
  /** What has come, and what it names. */
  private held: { turn: AbortController, bytes: Uint8Array, names: string[] } | null = null

  /** `open`: takes files as they are dropped. */
  constructor(private readonly session: Session, private readonly open: (files: readonly BroughtFile[]) => Promise<void>) {}

  /** Without an address: asks for one. */
  async look(address: string, what: Linked['what']): Promise<void> {
    const { services } = this.session
    this.turn.abort()
    const turn = this.turn = new AbortController()
    if (address === '') return this.put({ url: '', name: '', what, bytes: null, phase: 'wanted', fetched: 0, fault: null })
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

  /** Fetches what was asked about, and what it names beside itself; where that is much more than was said, it is asked about first. */
  async agree(): Promise<void> {
    const { store, services } = this.session
    const { link } = store.getState()
    if (link?.phase !== 'asked') return
    const { turn } = this
    const { url, name, what } = link
    this.tell({ phase: 'fetching', fetched: 0, fault: null })
    await this.telling(turn, async () => {
      if (this.held?.turn !== turn) {
        const bytes = await services.links.fetch(turn.signal, url, name, fetched => this.tell({ fetched }))
        this.held = { turn, bytes, names: what === 'model' ? await namesBeside(bytes, name) : [] }
        const rest = await this.sizeBeside(turn.signal, url, this.held.names)
        if (bytes.length + rest > LIMITS.file) throw tooMuch(name)
        this.tell({ bytes: bytes.length + rest })
        if (rest > ASKED_ABOUT) return this.tell({ phase: 'asked', more: this.held.names.length })
      }
      const { bytes, names } = this.held
      const files: BroughtFile[] = [{ path: name, file: fileOf(bytes, name) }]
      let before = bytes.length
      for (const other of names) {
        // It lies beside the file that names it: its name is a plain one, and nothing of it leads elsewhere.
        const { beside } = await import('../../formats/addresses.ts')
        const found = await services.links.fetch(turn.signal, beside(url, other), other, fetched => this.tell({ fetched: before + fetched }))
        before += found.length
        if (before > LIMITS.file) throw tooMuch(name)
        files.push({ path: other, file: fileOf(found, other) })
      }
      if (turn.signal.aborted) return
      this.held = null
      store.setState({ link: null })
      if (what === 'map') await store.getState().openMapFile(files[0].file as File)
      else await this.open(files)
    })
  }

  /** Of all these files together, as far as their server says it. */
  private async sizeBeside(signal: AbortSignal, url: string, names: readonly string[]): Promise<number> {
    if (names.length === 0) return 0
    const { beside } = await import('../../formats/addresses.ts')
    const sizes = await Promise.all(names.map(name => this.session.services.links.look(signal, beside(url, name), name)))
    return sizes.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0)
  }

  dismiss(): void {
    this.turn.abort()
    this.held = null
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

const tooMuch = (name: string): FormatError => new FormatError(`${name} and the files that it names are larger than ${sized(LIMITS.file)}, the most that is read.`)

const fileOf = (bytes: Uint8Array, name: string): File => new File([bytes as Uint8Array<ArrayBuffer>], name)

/** Of a model.json and of an ONNX model, the files of weights that it names; of anything else none. Rejects with one sentence where a name is no plain one. */
async function namesBeside(bytes: Uint8Array, name: string): Promise<string[]> {
  const [first] = bytes
  if (first === 0x08) return (await import('../../formats/onnx/external-names.ts')).externalNames(bytes, name) // how an ONNX model begins
  if (bytes.length > LIMITS.text || bytes[bytes.findIndex(byte => byte > 32)] !== 0x7b) return [] // no JSON object
  const { shardNames } = await import('../../formats/shard-names.ts')
  return shardNames(bytes, name)
}
