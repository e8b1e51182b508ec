// A bundle: how networks trained anywhere come in. A .npz with activations and predictions on the same probes, a member a network, that
// Python writes with one np.savez; and a table with a row per network, inside or beside it.
import type { BundleCheckpoints } from './bundle-checkpoints.ts'
import { checkpointsIn, lastOf } from './bundle-checkpoints.ts'
import { FormatError, quoted } from './format-error.ts'
import { LIMITS } from './limits.ts'
import type { TableRow } from './networks-table.ts'
import type { NpyArray } from './npy.ts'
import type { Npz } from './npz.ts'
import { openNpz } from './npz.ts'
import type { RunsTable } from './runs-table.ts'
import { readRunsTable } from './runs-table.ts'
import { looksLikeZip, notZip } from './zip.ts'

/** rows × columns (× depth), row-major. */
interface BundleTable { rows: number, columns: number, values: Float32Array }

/** n × C, row-major, in float64: what is far from 1 and 0 counts in a logarithm. */
export interface BundlePredictions { rows: number, columns: number, values: Float64Array }

interface BundleNetwork {
  /** As the members name it. */
  name: string
  /** n × d, hidden representation of the probes. */
  activations: BundleTable | null
  /** n × C, softmax; every row sums to 1 within 1e-3. Where only checkpoints were brought, the last one. */
  probabilities: BundlePredictions | null
  /** Predictions while it was trained. */
  checkpoints: BundleCheckpoints | null
  /** Its row of the table; empty where there is none. */
  row: TableRow
}

export interface Bundle {
  /** Number of probes n, the same for all. */
  probes: number
  /** Number of classes C; 0 where nobody brought predictions. */
  classes: number
  /** True class of each probe, n; null where the bundle has none. */
  labels: Int32Array | null
  /** In the order of their members; numbers in names count as numbers (net2 before net10). */
  networks: BundleNetwork[]
  /** What the reader should know, a sentence each: rows without a network, networks without a row. */
  notes: string[]
}

const KINDS = ['activations', 'probabilities', 'logits', 'checkpoints', 'steps'] as const
type Kind = (typeof KINDS)[number]

/** Other words for the same. */
const ALSO = new Map<string, Kind>([...KINDS.map(kind => [kind, kind] as const), ['predictions', 'probabilities'], ['probs', 'probabilities']])

/** A member, and how it is called in sentences. */
interface Named { member: `${string}.npy`, label: string }

type Members = Record<Kind, Map<string, Named>>

const byNumber = new Intl.Collator('en', { numeric: true })

/** Reads and checks a bundle. `table`: one that lies beside it, which wins over one inside. `name`: what a network is called that is alone and unnamed in it. */
export function readBundle(bytes: Uint8Array, table: RunsTable | null = null, name = 'network'): Bundle {
  if (!looksLikeZip(bytes)) throw new FormatError(`It ${notZip(bytes)}; a bundle is a .npz that np.savez writes.`)
  return bundleFrom(openNpz(bytes), table, name)
}

/** The same from arrays that lie side by side. */
export function bundleFrom(npz: Npz, table: RunsTable | null, alone: string): Bundle {
  const members = sorted(npz, alone)
  // A map is read as a bundle too: of the networks that diverged it has checkpoints alone.
  const onTheWay = npz.has('manifest.json') ? [] : members.checkpoints.keys()
  const names = [...new Set([...members.activations.keys(), ...members.probabilities.keys(), ...members.logits.keys(), ...onTheWay])].sort(byNumber.compare)
  if (names.length === 0) throw new FormatError(nothingIn(npz))
  const told = table ?? tableIn(npz)
  const rows = told?.rows ?? null
  let softened = 0
  let stepless = 0
  let unfinished = 0
  let numbers = 0
  const networks = names.map((name): BundleNetwork => {
    const activations = tableMember(npz, members.activations.get(name))
    const logits = members.probabilities.has(name) ? null : predictionsMember(npz, members.logits.get(name))
    if (logits) softened++
    const final = logits ? softmaxOf(logits, members.logits.get(name)!.label) : predictionsMember(npz, members.probabilities.get(name))
    const [way, steps] = [members.checkpoints.get(name), members.steps.get(name)]
    const checkpoints = way ? checkpointsIn(npz, way.member, steps?.member, final ?? (activations && { rows: activations.rows, columns: null })) : null
    if (way && !steps) stepless++
    if (checkpoints && !final) unfinished++
    const probabilities = final ?? (checkpoints && lastOf(checkpoints))
    numbers += [activations, probabilities, checkpoints].reduce((sum, one) => sum + (one?.values.length ?? 0), 0)
    if (numbers > LIMITS.allNumbers) throw new FormatError(`The bundle holds more than ${LIMITS.allNumbers / 1e6} million numbers, the most that is read. Bring fewer probes, or fewer networks at once.`)
    return { name, activations, probabilities, checkpoints, row: rows?.get(name) ?? {} }
  })
  const labelOf = (kind: 'activations' | 'probabilities', name: string): string => (members[kind].get(name) ?? members.logits.get(name) ?? members.checkpoints.get(name))!.label
  const { probes, classes } = agreed(networks, labelOf)
  for (const { name, probabilities } of networks) if (probabilities && members.probabilities.has(name)) refuseImprobable(probabilities, labelOf('probabilities', name))
  const notes: string[] = []
  if (softened > 0) notes.push(`Softmax was added to the logits of ${softened === 1 ? quoted(names.find(name => !members.probabilities.has(name) && members.logits.has(name))!) : `${softened} networks`}.`)
  const of = (count: number): string => count === names.length ? 'every network' : `${count} of ${names.length} networks`
  if (stepless > 0) notes.push(`There is no steps/<id> for ${of(stepless)}: checkpoints count as steps 0 to T − 1.`)
  if (unfinished > 0) notes.push(`The last checkpoint stands for the final predictions of ${of(unfinished)}.`)
  notes.push(...tableNotes(names, rows), ...told?.warnings ?? [])
  return { probes, classes, labels: labelsOf(npz, probes), networks, notes }
}

/** What is to be said of rows without networks and networks without rows. */
export function tableNotes(names: readonly string[], rows: ReadonlyMap<string, TableRow> | null): string[] {
  if (!rows) return []
  const missing = names.filter(name => !rows.has(name))
  const known = new Set(names)
  const strange = [...rows.keys()].filter(name => !known.has(name))
  return [
    ...missing.length > 0 ? [`${missing.length} of ${names.length} networks have no row in the table, ${quoted(missing[0])} among them.`] : [],
    ...strange.length > 0 ? [`${strange.length} rows of the table name no network of the bundle, ${quoted(strange[0])} among them.`] : [],
  ]
}

/** Members by kind and network: activations/<id>; where there are none of these, plain activations and predictions of one network. */
function sorted(npz: Npz, alone: string): Members {
  const empty = (): Members => ({ activations: new Map(), probabilities: new Map(), logits: new Map(), checkpoints: new Map(), steps: new Map() })
  const [many, one] = [empty(), empty()]
  for (const member of npz.names) {
    const match = /^([a-z]+)(?:\/([^]+))?\.npy$/.exec(member)
    const kind = match && ALSO.get(match[1])
    if (!kind) continue
    const named = { member: member as `${string}.npy`, label: memberName(member) }
    if (match[2] === undefined) one[kind].set(alone, named)
    else many[kind].set(match[2], named)
  }
  return many.activations.size + many.probabilities.size + many.logits.size + many.checkpoints.size > 0 ? many : one
}

/** Why there is no network, with what is there instead. */
function nothingIn(npz: Npz): string {
  const right = 'it should have members activations/<id> [n, d], probabilities/<id> [n, C] or checkpoints/<id> [T, n, C].'
  if (npz.has('manifest.json')) return `This is a map, not a bundle: ${right}`
  const arrays = npz.names.filter((name): name is `${string}.npy` => name.endsWith('.npy'))
  if (arrays.length === 0) return `The bundle has no networks: ${right}`
  const listed = arrays.slice(0, 4).map(name => `${quoted(memberName(name)).slice(1, -1)} (${npz.array(name).shape.join(' × ') || 'one number'})`).join(', ')
  const more = arrays.length > 4 ? ` and ${arrays.length - 4} more` : ''
  if (arrays.every(name => /^arr_\d+\.npy$/.test(name))) {
    return `These are arrays without names: ${listed}${more}. Name them: np.savez(file, activations=…, predictions=…, labels=…), or **{'activations/<id>': …} for several networks.`
  }
  return `The bundle has no networks but ${listed}${more}: ${right}`
}

/** Row by row, from the largest logit down, so that none overflows. */
function softmaxOf({ rows, columns, values }: BundlePredictions, where: string): BundlePredictions {
  const soft = new Float64Array(values.length)
  for (let probe = 0; probe < rows; probe++) {
    const row = values.subarray(probe * columns, (probe + 1) * columns)
    const odd = row.findIndex(value => !Number.isFinite(value))
    if (odd >= 0) throw new FormatError(`${where} holds ${row[odd]} at probe ${probe}, class ${odd}; every logit should be a finite number.`)
    const most = row.reduce((a, b) => Math.max(a, b))
    let sum = 0
    for (let k = 0; k < columns; k++) sum += soft[probe * columns + k] = Math.exp(row[k] - most)
    for (let k = 0; k < columns; k++) soft[probe * columns + k] /= sum
  }
  return { rows, columns, values: soft }
}

function tableIn(npz: Npz): RunsTable | null {
  for (const name of ['networks.json', 'networks.csv']) {
    const text = npz.text(name)
    if (text !== null) return readRunsTable(text, name, true)
    if (npz.has(`${name}.npy`)) throw new FormatError(`${name} is kept as an array of numbers or objects; save it as text: np.frombuffer(json.dumps(rows).encode(), np.uint8).`)
  }
  return null
}

function real(array: NpyArray, name: string): Float32Array {
  const { data } = array
  const values = data instanceof Float32Array ? data : data instanceof BigInt64Array || data instanceof BigUint64Array ? Float32Array.from(data, Number) : new Float32Array(data)
  const columns = array.shape.at(-1)!
  const at = values.findIndex(value => !Number.isFinite(value))
  if (at >= 0) throw new FormatError(`${memberName(name)} holds ${data[at]} at probe ${Math.floor(at / columns)}, column ${at % columns}; every value should be a finite float32.`)
  return values
}

const memberName = (name: string): string => name.replace(/\.npy$/, '')

function tableMember(npz: Npz, named: Named | undefined): BundleTable | null {
  if (!named) return null
  const { member: name } = named
  const array = npz.array(name)
  if (array.shape.length < 2 || array.shape[0] < 1) throw new FormatError(`${memberName(name)} has shape (${array.shape.join(', ')}); it should be n × d, a row a probe.`)
  // A convolution's maps are flattened per probe.
  const columns = array.shape.slice(1).reduce((product, length) => product * length, 1)
  return { rows: array.shape[0], columns, values: real({ ...array, shape: [array.shape[0], columns] }, name) }
}

function predictionsMember(npz: Npz, named: Named | undefined): BundlePredictions | null {
  if (!named) return null
  const { member: name } = named
  const array = npz.array(name)
  const [rows, columns] = array.shape
  if (array.shape.length !== 2 || rows < 1 || columns < 2) throw new FormatError(`${memberName(name)} has shape (${array.shape.join(', ')}); it should be n × C, a row a probe, of at least two classes.`)
  const values = array.data instanceof Float64Array ? array.data : Float64Array.from(array.data as ArrayLike<number | bigint>, Number)
  return { rows, columns, values }
}

function refuseImprobable({ rows, columns, values }: BundlePredictions, where: string): void {
  for (let probe = 0; probe < rows; probe++) {
    const row = values.subarray(probe * columns, (probe + 1) * columns)
    const odd = row.findIndex(p => !(p >= 0 && p < Infinity))
    if (odd >= 0) throw new FormatError(`${where} holds ${row[odd]} at probe ${probe}, class ${odd}; probabilities are at least 0. If they are logits, name them logits.`)
    const sum = row.reduce((total, p) => total + p, 0)
    if (!(Math.abs(sum - 1) <= 1e-3)) throw new FormatError(`${where}: the rows do not sum to 1 (${rounded(sum)} at probe ${probe}). If they are logits, name them logits.`)
  }
}

const rounded = (sum: number): string => Math.abs(sum - 1) < 0.01 ? String(sum) : sum.toFixed(2)

/** The number of probes and of classes that all networks share; names the first that does not. */
function agreed(networks: readonly BundleNetwork[], labelOf: (kind: 'activations' | 'probabilities', name: string) => string): { probes: number, classes: number } {
  let probes = 0
  let classes = 0
  let first = ''
  for (const { name, activations, probabilities } of networks) {
    for (const [kind, table] of [['activations', activations], ['probabilities', probabilities]] as const) {
      if (!table) continue
      const where = labelOf(kind, name)
      if (probes === 0) [probes, first] = [table.rows, where]
      if (table.rows !== probes) throw new FormatError(`${first} has ${probes} rows, ${where} ${table.rows}. They must describe the same probes.`)
      if (kind === 'activations') continue
      if (classes === 0) classes = table.columns
      if (table.columns !== classes) throw new FormatError(`${where} has ${table.columns} classes and the networks before it ${classes}; all predictions should be over the same classes.`)
    }
  }
  return { probes, classes }
}

function labelsOf(npz: Npz, probes: number): Int32Array | null {
  const name = (['labels.npy', 'y.npy'] as const).find(npz.has)
  if (!name) return null
  const array = npz.array(name)
  if (array.shape.length !== 1 || array.shape[0] !== probes) throw new FormatError(`${memberName(name)} has shape (${array.shape.join(', ')}); there should be ${probes}, one a probe.`)
  const values = Array.from(array.data as ArrayLike<number | bigint>, Number)
  const at = values.findIndex(value => !Number.isInteger(value) || Math.abs(value) >= 2 ** 31)
  if (at >= 0) throw new FormatError(`${memberName(name)} holds ${values[at]} at place ${at}; labels should be whole numbers of less than 2^31.`)
  return Int32Array.from(values)
}
