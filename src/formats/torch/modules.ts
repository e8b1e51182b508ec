// What pickled modules tell of the architecture: their classes and settings are data, and where an nn.Sequential holds them they run in their order.
import type { ChainStep } from '../chain/chain.ts'
import type { Evidence } from '../chain/evidence.ts'
import { LIMITS } from '../limits.ts'
import type { Setting, Settings } from './module-steps.ts'
import { stepOfModule } from './module-steps.ts'
import type { Value } from './pickle-values.ts'
import { Made, Named, entryOf } from './pickle-values.ts'
import { tensorIn } from './rebuild.ts'
import { FormatError } from '../format-error.ts'

export interface Told {
  evidence: Evidence
  /** Classes of all modules in their order, the outermost first, without the modules' own path (“MyNet”, “Conv2d”); the outermost with it. */
  classes: string[]
}

/** A module by what its file tells of it, whether pickled whole or by TorchScript. */
interface Module { className: string, settings: Settings, children: [string, Module][], weights: string[] }

/** Null where the value is no module. `code`: texts of TorchScript's classes, looked at for constants only. */
export function toldByModules(root: Value, code: ReadonlyMap<string, string>): Told | null {
  const whole = moduleOf(root, code, 0)
  if (!whole) return null
  const classes: string[] = []
  const steps: ChainStep[] = []
  const convolutions: [string, Evidence['convolutions'] extends ReadonlyMap<string, infer S> ? S : never][] = []
  const epsilons: [string, number][] = []
  let known = true
  let sure = true
  const visit = (module: Module, path: string): void => {
    if (classes.length >= LIMITS.layers) {
      known = false
      return
    }
    classes.push(classes.length === 0 ? module.className : module.className.slice(module.className.lastIndexOf('.') + 1))
    const step = stepOfModule(module.className, module.settings, path, module.weights)
    if (step === 'container') {
      if (!isSequential(module.className)) sure = false
      for (const [name, child] of module.children) visit(child, path === '' ? name : `${path}.${name}`)
    } else if (step === 'unknown') known = false
    else if (step) {
      steps.push(step)
      if (step.kind === 'conv2d') convolutions.push([step.weight, { stride: step.stride, padding: step.padding, ...step.dilation === undefined ? {} : { dilation: step.dilation } }])
      if (step.kind === 'batchNorm') epsilons.push([step.mean, step.epsilon])
    }
  }
  visit(whole, '')
  return { classes, evidence: { steps: known && steps.length > 0 ? steps : null, sure: sure && known, convolutions: new Map(convolutions), epsilons: new Map(epsilons) } }
}

const isSequential = (name: string): boolean => name === 'torch.nn.modules.container.Sequential'

/** `depth` ends what refers to itself. */
function moduleOf(value: Value, code: ReadonlyMap<string, string>, depth: number): Module | null {
  if (!(value instanceof Made) || !(value.maker instanceof Named) || !(value.state instanceof Map) || depth > LIMITS.walk / 4) return null
  const { state } = value
  const scripted = value.name.startsWith('__torch__.')
  const parts = entryOf(state, '_modules')
  if (!scripted && !(parts instanceof Map)) return null
  const className = value.name.replace(/^__torch__\./, '').replace(/\.?___torch_mangle_\d+/g, '')
  const children: [string, Module][] = []
  for (const [name, child] of (scripted ? state : parts as Map<Value, Value>)) {
    const module = typeof name === 'string' ? moduleOf(child, code, depth + 1) : null
    if (module) children.push([name as string, module])
  }
  const holders = scripted ? [state] : [entryOf(state, '_parameters'), entryOf(state, '_buffers')]
  const weights = holders.flatMap(held => held instanceof Map ? [...held].flatMap(([name, tensor]) => typeof name === 'string' && tensorIn(tensor, what => new FormatError(what)) ? [name] : []) : [])
  const constants = scripted ? constantsOf(code, value.name) : null
  return { className, children, weights, settings: name => constants?.get(name) ?? plain(state.get(name)) }
}

function plain(value: Value | undefined): Setting {
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value
  if (Array.isArray(value) && value.every(item => typeof item === 'number')) return value as number[]
  return undefined
}

/** `name : Final[type] = value` of one class's text. */
function constantsOf(code: ReadonlyMap<string, string>, name: string): Map<string, Setting> {
  const dot = name.lastIndexOf('.')
  const text = code.get(name.slice(0, dot)) ?? ''
  const from = text.search(new RegExp(`^class ${name.slice(dot + 1).replace(/\W/g, '')}\\(`, 'm'))
  const found = new Map<string, Setting>()
  for (const line of from < 0 ? [] : text.slice(from).split('\n').slice(1)) {
    if (line.startsWith('class ')) break
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
