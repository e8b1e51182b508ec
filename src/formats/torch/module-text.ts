// Modules as a note spells them, nn.Sequential(nn.Linear(64, 32), nn.ReLU(), …): the text that our own files carry beside their weights. It is
// taken apart by a small grammar and never evaluated.
import type { ChainStep } from '../chain/chain.ts'
import type { Setting } from './module-steps.ts'
import { stepOfModule } from './module-steps.ts'

/** Names of arguments that may stand without them. */
const PLACES: Record<string, readonly string[] | undefined> = {
  Linear: ['in_features', 'out_features'], Conv2d: ['in_channels', 'out_channels', 'kernel_size', 'stride', 'padding', 'dilation'], MaxPool2d: ['kernel_size', 'stride', 'padding'],
  AvgPool2d: ['kernel_size', 'stride', 'padding'], BatchNorm1d: ['num_features', 'eps'], BatchNorm2d: ['num_features', 'eps'], LeakyReLU: ['negative_slope'], ELU: ['alpha'],
  Flatten: ['start_dim', 'end_dim'], AdaptiveAvgPool2d: ['output_size'], AdaptiveMaxPool2d: ['output_size'], Dropout: ['p'], Dropout2d: ['p'], Softmax: ['dim'], LogSoftmax: ['dim'],
}

/** Longest note that is looked at. */
const LONGEST = 20_000

/** Steps of the modules, their tensors named by their places (0.weight); null where the text says something else. `names`: of the file's tensors. */
export function stepsOfText(text: string, names: readonly string[]): ChainStep[] | null {
  const inner = text.length > LONGEST ? undefined : /^\s*(?:torch\.)?nn\.Sequential\((.*)\)\s*$/s.exec(text)?.[1]
  if (inner === undefined) return null
  const steps: ChainStep[] = []
  const pattern = /\s*(?:torch\.)?nn\.(\w+)\(((?:[^()]|\([^()]*\))*)\)\s*(,|$)/y
  for (let place = 0; pattern.lastIndex < inner.length; place++) {
    const [, kind, given] = pattern.exec(inner) ?? []
    if (kind === undefined) return null
    const settings = settingsOf(kind, given)
    const own = names.filter(name => name.startsWith(`${place}.`)).map(name => name.slice(`${place}.`.length))
    const step = settings && stepOfModule(`torch.nn.modules.${kind}`, name => settings.get(name), String(place), own)
    if (step === null && settings) continue
    if (!settings || step === 'container' || step === 'unknown' || step === null) return null
    steps.push(step)
  }
  return steps.length > 0 ? steps : null
}

function settingsOf(kind: string, text: string): Map<string, Setting> | null {
  const settings = new Map<string, Setting>()
  const places = Object.hasOwn(PLACES, kind) ? PLACES[kind]! : []
  const given = text.trim() === '' ? [] : text.split(/,(?![^(]*\))/)
  for (const [k, argument] of given.entries()) {
    const [, name = places[k], value] = /^(?:(\w+)\s*=\s*)?(.*)$/s.exec(argument.trim())!
    const read = settingOf(value)
    if (name === undefined || read === undefined) return null
    settings.set(name, read)
  }
  return settings
}

function settingOf(text: string): Setting {
  if (text === 'True' || text === 'False') return text === 'True'
  const quoted = /^(['"])(\w*)\1$/.exec(text)
  if (quoted) return quoted[2]
  const tuple = /^\(([^()]*)\)$/.exec(text)
  const numbers = (tuple?.[1] ?? text).split(',').filter(item => item.trim() !== '').map(Number)
  if (numbers.length === 0 || numbers.some(Number.isNaN)) return undefined
  return tuple ? numbers : numbers[0]
}

/** “rows x 64” → [64]; “rows x 1 x 8 x 8” (channels, height, width) → [8, 8, 1]; null where it says something else. */
export function inputOfText(text: string): number[] | null {
  const sizes = /^rows((?: x \d+)+)$/.exec(text)?.[1].slice(3).split(' x ').map(Number)
  if (sizes?.length === 1) return sizes
  return sizes?.length === 3 ? [sizes[1], sizes[2], sizes[0]] : null
}
