// A bundle: how networks trained anywhere come in. A .npz with activations and predictions on the same probes, a member a network, that
// Python writes with one np.savez; and a table with a row per network, inside or beside it.
import { FormatError, quoted } from './format-error.ts'
import type { TableRow } from './networks-table.ts'
import { readNetworksTable } from './networks-table.ts'
import type { NpyArray } from './npy.ts'
import type { Npz } from './npz.ts'
import { openNpz } from './npz.ts'
import { looksLikeZip, notZip } from './zip.ts'

/** rows × columns (× depth), row-major. */
export interface BundleTable { rows: number, columns: number, values: Float32Array }

/** n × C, row-major, in float64: what is far from 1 and 0 counts in a logarithm. */
export interface BundlePredictions { rows: number, columns: number, values: Float64Array }

export interface BundleNetwork {
  /** As the members name it. */
  name: string
  /** n × d, hidden representation of the probes. */
  activations: BundleTable | null
  /** n × C, softmax; every row sums to 1 within 1e-3. */
  probabilities: BundlePredictions | null
  /** T × n × C predictions while it was trained, and the T steps they belong to. */
  checkpoints: { steps: Float64Array, values: Float32Array } | null
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

type Kind = 'activations' | 'probabilities' | 'checkpoints' | 'steps'

const byNumber = new Intl.Collator('en', { numeric: true })

/** Reads and checks a bundle. `table`: one that lies beside it, which wins over one inside. */
export function readBundle(bytes: Uint8Array, table: { text: string, name: string } | null = null): Bundle {
  if (!looksLikeZip(bytes)) throw new FormatError(`It ${notZip(bytes)}; a bundle is a .npz that np.savez writes.`)
  const npz = openNpz(bytes)
  const members = sorted(npz)
  const names = [...new Set([...members.activations.keys(), ...members.probabilities.keys()])].sort(byNumber.compare)
  if (names.length === 0) {
    const what = npz.has('manifest.json') ? 'This is a map, not a bundle' : 'The bundle has no networks'
    throw new FormatError(`${what}: it should have members activations/<id> [n, d] or probabilities/<id> [n, C].`)
  }
  const rows = tableOf(npz, table)
  const networks = names.map((name): BundleNetwork => {
    const activations = tableMember(npz, members.activations.get(name))
    const probabilities = predictionsMember(npz, members.probabilities.get(name))
    const beside = probabilities ?? (activations && { rows: activations.rows, columns: null })
    const checkpoints = checkpointsOf(npz, members.checkpoints.get(name), members.steps.get(name), beside)
    return { name, activations, probabilities, checkpoints, row: rows?.get(name) ?? {} }
  })
  const { probes, classes } = agreed(networks)
  for (const { name, probabilities } of networks) if (probabilities) refuseImprobable(probabilities, `probabilities/${name}`)
  const notes: string[] = []
  const missing = rows ? names.filter(name => !rows.has(name)) : []
  if (missing.length > 0) notes.push(`${missing.length} of ${names.length} networks have no row in the table, ${quoted(missing[0])} among them.`)
  const strange = rows ? [...rows.keys()].filter(name => !names.includes(name)) : []
  if (strange.length > 0) notes.push(`${strange.length} rows of the table name no network of the bundle, ${quoted(strange[0])} among them.`)
  return { probes, classes, labels: labelsOf(npz, probes), networks, notes }
}

function sorted(npz: Npz): Record<Kind, Map<string, `${string}.npy`>> {
  const found = { activations: new Map<string, `${string}.npy`>(), probabilities: new Map<string, `${string}.npy`>(), checkpoints: new Map<string, `${string}.npy`>(), steps: new Map<string, `${string}.npy`>() }
  for (const member of npz.names) {
    const match = /^(activations|probabilities|checkpoints|steps)\/([^]+)\.npy$/.exec(member)
    if (match) found[match[1] as Kind].set(match[2], member as `${string}.npy`)
  }
  return found
}

function tableOf(npz: Npz, beside: { text: string, name: string } | null): Map<string, TableRow> | null {
  if (beside) return readNetworksTable(beside.text, beside.name)
  for (const name of ['networks.json', 'networks.csv']) {
    const text = npz.text(name)
    if (text !== null) return readNetworksTable(text, name)
    if (npz.has(`${name}.npy`)) throw new FormatError(`${name} is kept as an array of numbers or objects; save it as text: np.frombuffer(json.dumps(rows).encode(), np.uint8).`)
  }
  return null
}

function real(array: NpyArray, name: string): Float32Array {
  const { data } = array
  const values = data instanceof Float32Array ? data : data instanceof BigInt64Array || data instanceof BigUint64Array ? Float32Array.from(data, Number) : Float32Array.from(data)
  const columns = array.shape.at(-1)!
  const at = values.findIndex(value => !Number.isFinite(value))
  if (at >= 0) throw new FormatError(`${memberName(name)} holds ${data[at]} at probe ${Math.floor(at / columns)}, column ${at % columns}; every value should be a finite float32.`)
  return values
}

const memberName = (name: string): string => name.replace(/\.npy$/, '')

function tableMember(npz: Npz, name: `${string}.npy` | undefined): BundleTable | null {
  if (!name) return null
  const array = npz.array(name)
  if (array.shape.length < 2 || array.shape[0] < 1) throw new FormatError(`${memberName(name)} has shape (${array.shape.join(', ')}); it should be n × d, a row a probe.`)
  // A convolution's maps are flattened per probe.
  const columns = array.shape.slice(1).reduce((product, length) => product * length, 1)
  return { rows: array.shape[0], columns, values: real({ ...array, shape: [array.shape[0], columns] }, name) }
}

function predictionsMember(npz: Npz, name: `${string}.npy` | undefined): BundlePredictions | null {
  if (!name) return null
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
    if (odd >= 0) throw new FormatError(`${where} holds ${row[odd]} at probe ${probe}, class ${odd}; probabilities are at least 0 (for logits, save their softmax).`)
    const sum = row.reduce((total, p) => total + p, 0)
    if (!(Math.abs(sum - 1) <= 1e-3)) throw new FormatError(`${where} sums to ${sum} at probe ${probe}; the probabilities of all classes should sum to 1.`)
  }
}

/** `beside`: probes, and classes where they are known, of the network's other members. */
function checkpointsOf(npz: Npz, name: `${string}.npy` | undefined, stepsName: `${string}.npy` | undefined, beside: { rows: number, columns: number | null } | null): BundleNetwork['checkpoints'] {
  if (!name) return null
  const array = npz.array(name)
  const [, n, classes] = array.shape
  const fits = array.shape.length === 3 && (!beside || (n === beside.rows && (beside.columns === null || classes === beside.columns)))
  if (!fits) throw new FormatError(`${memberName(name)} has shape (${array.shape.join(', ')}); checkpoints should be T × n × C, on the same probes and classes as the network's other members.`)
  const steps = stepsName ? npz.array(stepsName) : null
  if (steps && steps.data.length !== array.shape[0]) {
    throw new FormatError(`${memberName(stepsName!)} holds ${steps.data.length} steps, but ${memberName(name)} has ${array.shape[0]} checkpoints.`)
  }
  return { steps: Float64Array.from({ length: array.shape[0] }, (_, k) => steps ? Number(steps.data[k]) : k), values: real(array, name) }
}

/** The number of probes and of classes that all networks share; names the first that does not. */
function agreed(networks: readonly BundleNetwork[]): { probes: number, classes: number } {
  let probes = 0
  let classes = 0
  let first = ''
  for (const { name, activations, probabilities } of networks) {
    for (const [kind, table] of [['activations', activations], ['probabilities', probabilities]] as const) {
      if (!table) continue
      const where = `${kind}/${name}`
      if (probes === 0) [probes, first] = [table.rows, where]
      if (table.rows !== probes) throw new FormatError(`${where} has ${table.rows} probes and ${first} has ${probes}; all networks should be run on the same probes.`)
      if (kind === 'activations') continue
      if (classes === 0) classes = table.columns
      if (table.columns !== classes) throw new FormatError(`${where} has ${table.columns} classes and the networks before it ${classes}; all predictions should be over the same classes.`)
    }
  }
  return { probes, classes }
}

function labelsOf(npz: Npz, probes: number): Int32Array | null {
  if (!npz.has('labels.npy')) return null
  const array = npz.array('labels.npy')
  if (array.shape.length !== 1 || array.shape[0] !== probes) throw new FormatError(`labels has shape (${array.shape.join(', ')}); there should be ${probes}, one a probe.`)
  const values = Array.from(array.data as ArrayLike<number | bigint>, Number)
  const at = values.findIndex(value => !Number.isInteger(value) || Math.abs(value) >= 2 ** 31)
  if (at >= 0) throw new FormatError(`labels holds ${values[at]} at place ${at}; labels should be whole numbers of less than 2^31.`)
  return Int32Array.from(values)
}
