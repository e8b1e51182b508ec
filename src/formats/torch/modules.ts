// What pickled modules tell of the architecture: their classes and settings are data. Where an nn.Sequential holds them they run in their order, and
// TorchScript says the order in its text.
import type { ChainStep } from '../chain/chain.ts'
import type { Evidence } from '../chain/evidence.ts'
import { FormatError } from '../format-error.ts'
import { LIMITS } from '../limits.ts'
import type { Setting, Settings } from './module-steps.ts'
import { stepOfModule } from './module-steps.ts'
import type { Value } from './pickle-values.ts'
import { Made, Named, entryOf } from './pickle-values.ts'
import { tensorIn } from './rebuild.ts'
import { classText, forwardsOf, traceForward } from './script.ts'
import { GIVEN, Trace } from './trace.ts'

export interface Told {
  evidence: Evidence
  /** Classes of all modules in their order, the outermost first; the outermost with its path, the others without (“Conv2d”). */
  classes: string[]
  /** Where a module stands that a chain cannot say, and its class: the first, null where there is none. */
  unknown: { place: string, kind: string } | null
}

/** A module by what its file tells of it, whether pickled whole or by TorchScript; `scripted`: its class's name there. */
interface Module { className: string, scripted: string | null, settings: Settings, children: Map<string, Module>, weights: string[] }

const WRAPPER = /^torch\.nn\.parallel\.\w+\.(DataParallel|DistributedDataParallel)$/

/** Modules within modules, and how many in all. */
const DEEPEST = 16

/** Null where the value is no module. `code`: texts of TorchScript's classes, which are read and never run. */
export function toldByModules(root: Value, code: ReadonlyMap<string, string>): Told | null {
  const whole = moduleOf(root, code, new Map(), 0)
  if (!whole) return null
  const forwards = forwardsOf(code)
  const classes: string[] = []
  const steps: ChainStep[] = []
  let unknown: Told['unknown'] = null
  let known = true
  let sure = true
  let visited = 0

  /** Adds a module to the trace, as its class or its text says; null where that says more than is known. */
  const traced = (module: Module, path: string, trace: Trace, from: number): number | null => {
    const at = (name: string): string => path === '' ? name : `${path}.${name}`
    if (++visited > LIMITS.layers || trace.full) return null
    if (module.children.size === 0 && module.settings('') === true) {
      const step = stepOfModule(module.className, module.settings, path, module.weights)
      if (step !== 'container' && step !== 'unknown') return step ? trace.changed(from, trace.step(step, from), module.settings('inplace') === true) : from
    }
    const forward = module.scripted === null ? null : forwards(module.scripted)
    return forward && traceForward(forward, {
      run(attribute, value) {
        const child = module.children.get(attribute)
        return child ? traced(child, at(attribute), trace, value) : null
      },
      tensor: attribute => module.weights.includes(attribute) ? at(attribute) : null,
    }, trace, from)
  }
  const stepsOf = (module: Module, path: string): ChainStep[] | null => {
    const trace = new Trace()
    const output = traced(module, path, trace, GIVEN)
    return output === null ? null : trace.stepsTo(output)
  }
  const visit = (module: Module, path: string): void => {
    if (classes.length >= LIMITS.layers) return void (known = false)
    classes.push(classes.length === 0 ? module.className : module.className.slice(module.className.lastIndexOf('.') + 1))
    const alone = module.scripted !== null && module.children.size === 0 ? stepsOf(module, path) : null
    const step = alone ? alone[0] ?? null : module.scripted !== null && module.children.size === 0 ? 'unknown' : stepOfModule(module.className, module.settings, path, module.weights)
    if (step === 'container') {
      // What only spreads the rows over devices runs what it holds.
      if (module.className !== 'torch.nn.modules.container.Sequential' && !WRAPPER.test(module.className)) sure = false
      // Names of tensors do not tell of what only wraps the whole.
      const wraps = path === '' && WRAPPER.test(module.className)
      for (const [name, child] of module.children) visit(child, wraps ? '' : path === '' ? name : `${path}.${name}`)
    } else if (step === 'unknown') {
      known = false
      unknown ??= { place: path, kind: module.className.slice(module.className.lastIndexOf('.') + 1) }
    } else if (step) steps.push(step)
  }
  visit(whole, '')
  const order = whole.scripted === null ? null : stepsOf(whole, '')
  const all = order ?? (known && steps.length > 0 ? steps : null)
  return {
    classes, unknown: order ? null : unknown,
    evidence: {
      steps: all, sure: order !== null || (sure && known),
      convolutions: new Map((order ?? steps).flatMap(step => step.kind === 'conv2d'
        ? [[step.weight, { stride: step.stride, padding: step.padding, ...step.dilation === undefined ? {} : { dilation: step.dilation } }] as const] : [])),
      epsilons: new Map((order ?? steps).flatMap(step => step.kind === 'batchNorm' ? [[step.mean, step.epsilon] as const] : [])),
    },
  }
}

/** `known`: modules that were looked at already, null while one is: what holds itself ends there, and what stands in many places is read once. */
function moduleOf(value: Value, code: ReadonlyMap<string, string>, known: Map<Value, Module | null>, depth: number): Module | null {
  if (!(value instanceof Made) || !(value.maker instanceof Named) || !(value.state instanceof Map) || depth > DEEPEST) return null
  const before = known.get(value)
  if (before !== undefined) return before
  known.set(value, null)
  const { state } = value
  const scripted = value.name.startsWith('__torch__.') ? value.name : null
  const parts = entryOf(state, '_modules')
  if (scripted === null && !(parts instanceof Map)) return null
  const children = new Map<string, Module>()
  for (const [name, child] of scripted !== null ? state : parts as Map<Value, Value>) {
    const module = typeof name === 'string' ? moduleOf(child, code, known, depth + 1) : null
    if (module) children.set(name as string, module)
  }
  const holders = scripted !== null ? [state] : [entryOf(state, '_parameters'), entryOf(state, '_buffers')]
  const weights = holders.flatMap(held => held instanceof Map ? [...held].flatMap(([name, tensor]) => typeof name === 'string' && tensorIn(tensor, what => new FormatError(what)) ? [name] : []) : [])
  const constants = scripted === null ? null : constantsOf(classText(code, scripted))
  const className = value.name.replace(/\.?___torch_mangle_\d+/g, '').replace(/^__torch__\./, '')
  // The setting without a name says whether settings are told at all: traced modules have none.
  const settings: Settings = name => name === '' ? (constants?.size ?? 1) > 0 : constants ? constants.get(name) : plain(state.get(name))
  const module: Module = { className, scripted, children, weights, settings }
  known.set(value, module)
  return module
}

function plain(value: Value | undefined): Setting {
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value
  if (Array.isArray(value) && value.every(item => typeof item === 'number')) return value
  return undefined
}

/** `name : Final[type] = value` of a class's lines. */
function constantsOf(lines: readonly string[]): Map<string, Setting> {
  const found = new Map<string, Setting>()
  for (const line of lines) {
    const [, key, value] = /^ {2}(\w+) : Final\[.*?\] = (.*)$/.exec(line) ?? []
    if (key === undefined) continue
    const numbers = /^\((.*)\)$|^\[(.*)\]$/.exec(value)
    if (numbers) found.set(key, (numbers[1] ?? numbers[2]).split(',').filter(item => item.trim() !== '').map(Number))
    else if (/^".*"$/.test(value)) found.set(key, value.slice(1, -1))
    else if (value === 'True' || value === 'False') found.set(key, value === 'True')
    else if (!Number.isNaN(Number(value))) found.set(key, Number(value))
  }
  return found
}
