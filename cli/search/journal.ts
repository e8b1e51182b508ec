// What a search has trained, on disk: JSON lines, one a network, written as soon as it is done, so that whoever takes the search up again has it to the bit.
import { appendFileSync, existsSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { NetworkSpec, TrainedNetwork } from '../../src/core/network.ts'
import { located } from '../files.ts'
import { Refusal } from '../refusal.ts'

const FORMAT = 'netfold search'
const VERSION = 1

const BEGINNING = JSON.stringify({ journal: FORMAT }).slice(0, -1)

/** What the trained networks follow from; a search of another head has other networks. */
export type Head = Readonly<Record<string, unknown>>

const ARRAYS = { float32: Float32Array, float64: Float64Array, int32: Int32Array, uint32: Uint32Array } as const
type Kind = keyof typeof ARRAYS

export class Journal {
  private readonly known: Map<string, TrainedNetwork>

  /** `begun`: whether the head stands in the file. It is written with the first network, so that a search that comes to nothing leaves nothing. */
  private constructor(private readonly file: string, readonly head: Head, lines: readonly Buffer[], private begun: boolean) {
    this.known = new Map(lines.map(line => entryOf(line, file)).map(({ spec, network }) => [nameOf(spec), network]))
  }

  /**
   * Takes up the journal of that name, or begins one with the head that `headFor` makes of what an earlier head says. Errors: a Refusal for a file that is
   * something else, and for the journal of another search. A line that was not written to its end is taken off.
   */
  static open(file: string, headFor: (before: Head | null) => Head): Journal {
    if (existsSync(located(file)) && !statSync(located(file)).isFile()) throw new Refusal(file, 'is no file that lines can be added to; name another by --journal.')
    const bytes = existsSync(located(file)) ? readFileSync(located(file)) : Buffer.alloc(0)
    const lines = wholeLines(bytes)
    const end = lines.reduce((sum, line) => sum + line.length + 1, 0)
    // Whoever was killed while it wrote the very first line has nothing to take up.
    if (lines.length === 0 && bytes.length > 0 && !bytes.toString().startsWith(BEGINNING)) throw strange(file)
    const before = lines.length > 0 ? headOf(lines[0], file) : null
    const head = headFor(before)
    if (before) {
      const differing = differences(before, head)
      if (differing.length > 0) throw new Refusal(file, `is the journal of another search, which differs in: ${differing.join(', ')}; name another by --journal, or delete it.`)
    }
    if (end < bytes.length) truncateSync(located(file), end)
    return new Journal(file, head, lines.slice(1), before !== null)
  }

  get size(): number { return this.known.size }

  find(spec: NetworkSpec): TrainedNetwork | null { return this.known.get(nameOf(spec)) ?? null }

  /** `score` and `seconds` are for people who read along. */
  add(spec: NetworkSpec, network: TrainedNetwork): void {
    const { outcome: { divergedAt, testAccuracy } } = network.row
    if (!this.begun) appendLine(this.file, { journal: FORMAT, version: VERSION, ...this.head })
    this.begun = true
    appendLine(this.file, { spec, score: divergedAt === null ? testAccuracy : null, network: JSON.parse(JSON.stringify(network, packed)) as unknown })
    this.known.set(nameOf(spec), network)
  }
}

const nameOf = ({ id, hyper, weightSeed, orderSeed }: NetworkSpec): string => JSON.stringify([id, Object.entries(hyper).sort(([a], [b]) => a < b ? -1 : 1), weightSeed, orderSeed])

/** Keys that are not the same, as paths: of what lies within an object, its own keys. */
function differences(before: Head, head: Head): string[] {
  const plain = (value: unknown): value is Head => typeof value === 'object' && value !== null && !Array.isArray(value)
  return Object.keys({ ...before, ...head }).flatMap(key => {
    const [a, b] = [before[key], head[key]]
    if (JSON.stringify(a) === JSON.stringify(b)) return []
    return plain(a) && plain(b) ? differences(a, b).map(inner => `${key}.${inner}`) : [key]
  })
}

const strange = (file: string): Refusal => new Refusal(file, 'is not the journal of a search; name another file by --journal.')

function wholeLines(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = []
  for (let from = 0, end = bytes.indexOf(10); end >= 0; from = end + 1, end = bytes.indexOf(10, from)) lines.push(bytes.subarray(from, end))
  return lines
}

function headOf(line: Buffer, file: string): Head {
  const { journal, version, ...head } = parsed(line, file) as { journal?: unknown, version?: unknown }
  if (journal !== FORMAT) throw strange(file)
  if (version !== VERSION) throw new Refusal(file, `is a journal of version ${String(version)}, and this is Netfold of version ${VERSION}; name another file by --journal.`)
  return head
}

function entryOf(line: Buffer, file: string): { spec: NetworkSpec, network: TrainedNetwork } {
  const entry = parsed(line, file) as { spec?: Partial<NetworkSpec>, network?: { row?: Partial<TrainedNetwork['row']> } }
  if (!entry.spec?.hyper || !entry.network?.row?.outcome) throw strange(file)
  return entry as { spec: NetworkSpec, network: TrainedNetwork }
}

function parsed(line: Buffer, file: string): object {
  try {
    return JSON.parse(line.toString(), unpacked) as object
  } catch {
    throw strange(file)
  }
}

/** A line stands in the file whole or not at all. */
function appendLine(file: string, value: object): void {
  const before = existsSync(located(file)) ? statSync(located(file)).size : null
  try {
    appendFileSync(located(file), `${JSON.stringify(value)}\n`)
  } catch (error) {
    if (before === null) rmSync(located(file), { force: true })
    else truncateSync(located(file), before)
    throw new Refusal(file, `cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}); choose another place by --journal.`)
  }
}

/** Arrays by their bytes, little-endian, and numbers that JSON has not, by their words. */
function packed(_key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return { number: String(value) }
  const kind = (Object.keys(ARRAYS) as Kind[]).find(name => value instanceof ARRAYS[name])
  if (!kind) return value
  const { buffer, byteOffset, byteLength } = value as Float32Array
  return { [kind]: gzipSync(new Uint8Array(buffer, byteOffset, byteLength)).toString('base64') }
}

function unpacked(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const [[kind, text] = [], ...others] = Object.entries(value as Record<string, unknown>)
  if (others.length > 0 || typeof text !== 'string') return value
  if (kind === 'number') return Number(text)
  if (!Object.hasOwn(ARRAYS, kind!)) return value
  const bytes = Uint8Array.from(gunzipSync(Buffer.from(text, 'base64')))
  return new ARRAYS[kind as Kind](bytes.buffer)
}
