// The weights within what a pickle holds: a state_dict, the one within a checkpoint, or the parameters of whole modules, each under its dotted name.
import { FormatError, quoted } from '../format-error.ts'
import { LIMITS } from '../limits.ts'
import { arrayIn } from './numpy-arrays.ts'
import type { Value } from './pickle-values.ts'
import { Made, Named, entryOf } from './pickle-values.ts'
import type { Described } from './rebuild.ts'
import { tensorIn } from './rebuild.ts'

export interface Collected {
  tensors: Map<string, Described>
  /** Names of tensors of kinds that are not read. */
  others: string[]
  /** Where in the file they were found, for people: “model_state_dict”; null for the whole of it. */
  under: string | null
  /** The object that holds them. */
  root: Value
}

/** Where checkpoints keep the network, likeliest first. */
const HOLDERS = ['state_dict', 'model_state_dict', 'model_state', 'model', 'net', 'network', 'params', 'params_ema', 'module', 'weights', 'ema', 'model_ema']

/** What belongs to the training and not to the network. */
const TRAINING = /^(optim\w*|\w*_?optimizer\w*|\w*scheduler\w*|grad_?scaler|scaler|amp|rng_state\w*|\w*_rng_state|random_state|hyper_?parameters|callbacks|loops)$/i

/** An optimiser's own state_dict: its moments are no weights. */
export const isOptimizer = (value: Value): boolean => value instanceof Map && value.has('param_groups') && value.has('state')

/** Errors: FormatError, one sentence that begins with `where`, for tensors that contradict themselves, or too many of them. */
export function collectTensors(root: Value, where: string): Collected {
  for (const key of root instanceof Map ? HOLDERS : []) {
    const held = entryOf(root, key)
    if (!(held instanceof Map || held instanceof Made) || tensorIn(held, faultOf(where, key))) continue
    const inner = walk(held, where)
    // A checkpoint within a checkpoint: {model: {state_dict: …}}.
    const deeper = held instanceof Map ? ['state_dict', 'model_state_dict'].find(name => held.get(name) instanceof Map) : undefined
    if (deeper !== undefined) {
      const within = walk(entryOf(held, deeper)!, where)
      if (within.tensors.size > 0) return { ...within, under: `${key}.${deeper}`, root: entryOf(held, deeper)! }
    }
    if (inner.tensors.size > 0) return { ...inner, under: key, root: held }
  }
  const whole = walk(root, where)
  // Arrays of NumPy are a network's weights only where there are no tensors.
  return { ...whole.tensors.size > 0 || whole.others.length > 0 ? whole : walk(root, where, arrayIn), under: null, root }
}

const isModule = (value: Value | undefined): value is Made => value instanceof Made && entryOf(value.state, '_modules') !== undefined && entryOf(value.state, '_parameters') !== undefined

const faultOf = (where: string, path: string) => (what: string): FormatError => new FormatError(`${where}: ${quoted(path)} is damaged: ${what}. Save the file again.`)

function walk(root: Value, where: string, arrays: (value: Value) => Described | null = () => null): Pick<Collected, 'tensors' | 'others'> {
  const tensors = new Map<string, Described>()
  const others: string[] = []
  const seen = new Set<Value>()
  const visit = (value: Value, path: string, depth: number): void => {
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array || value instanceof Named) return
    const found = tensorIn(value, faultOf(where, path)) ?? arrays(value)
    if (found === 'other') others.push(path === '' ? 'tensor' : path)
    else if (found) {
      if (tensors.size >= LIMITS.tensors) throw new FormatError(`${where} holds more than ${LIMITS.tensors} tensors, more than is read.`)
      tensors.set(free(tensors, path), found)
    }
    if (found || seen.has(value) || depth > LIMITS.walk || isOptimizer(value)) return
    seen.add(value)
    const at = (key: string | number): string => path === '' ? String(key) : `${path}.${key}`
    if (value instanceof Map) {
      for (const [key, entry] of value) {
        if (typeof key !== 'string' && typeof key !== 'number') continue
        if (depth === 0 && typeof key === 'string' && TRAINING.test(key)) continue
        visit(entry, at(key), depth + 1)
      }
    } else if (isModule(value)) {
      const passing = entryOf(value.state, '_non_persistent_buffers_set')
      for (const [part, keeps] of [['_parameters', true], ['_buffers', false], ['_modules', true]] as const) {
        const held = entryOf(value.state, part)
        if (!(held instanceof Map)) continue
        for (const [key, entry] of held) {
          if (typeof key === 'string' && (keeps || !Array.isArray(passing) || !passing.includes(key))) visit(entry, at(key), depth + 1)
        }
      }
    } else if (value instanceof Made) {
      visit(value.state, path, depth + 1)
      visit(value.entries, path, depth + 1)
      value.items.forEach((item, k) => visit(item, at(k), depth + 1))
      value.args.forEach((item, k) => visit(item, at(k), depth + 1))
    } else if (Array.isArray(value)) value.forEach((item, k) => visit(item, at(k), depth + 1))
  }
  visit(root, '', 0)
  return { tensors: plainNames(tensors), others }
}

function free(taken: ReadonlyMap<string, unknown>, path: string): string {
  const name = path === '' ? 'tensor' : path
  if (!taken.has(name)) return name
  let count = 2
  while (taken.has(`${name} (${count})`)) count++
  return `${name} (${count})`
}

/** Without what wrappers put before the names (DataParallel, torch.compile), where all have it and no two become one. */
function plainNames(tensors: Map<string, Described>): Map<string, Described> {
  let names = [...tensors.keys()].map(name => name.replaceAll('_orig_mod.', ''))
  while (names.length > 0 && names.every(name => name.startsWith('module.'))) names = names.map(name => name.slice('module.'.length))
  if (new Set(names).size < names.length || names.some(name => name === '')) return tensors
  return new Map([...tensors.values()].map((described, k) => [names[k], described]))
}
