// TorchScript's forward, read as text: where it only hands one value from module to module and through functions that are known, it says the whole
// order. It is never run, and anything else in it ends the reading.
import type { ChainStep } from '../chain/chain.ts'
import { stepOfCall } from './script-calls.ts'

export interface Forward {
  /** What the class calls itself, and its one argument. */
  self: string
  argument: string
  lines: string[]
}

/** A class's forward, asked for by its full name as TorchScript writes it; null where it takes more than one value. */
export type Forwards = (className: string) => Forward | null

/** Lines of a class's text, from all classes' texts by the modules they stand in. */
export function classText(code: ReadonlyMap<string, string>, className: string): string[] {
  const dot = className.lastIndexOf('.')
  const lines = (code.get(className.slice(0, dot)) ?? '').split('\n')
  const from = lines.findIndex(line => line.startsWith(`class ${className.slice(dot + 1)}(`))
  const end = lines.findIndex((line, k) => k > from && /^\S/.test(line))
  return from < 0 ? [] : lines.slice(from + 1, end < 0 ? lines.length : end)
}

export const forwardsOf = (code: ReadonlyMap<string, string>): Forwards => className => {
  const body = classText(code, className)
  const start = body.findIndex(line => line.startsWith('  def forward('))
  if (start < 0) return null
  const after = body.findIndex((line, k) => k > start && /^ {2}\S/.test(line))
  const text = body.slice(start, after < 0 ? body.length : after).join('\n')
  const head = /^ {2}def forward\((\w+): [^,]+,\s+(\w+): Tensor\) -> Tensor:\n/.exec(text)
  return head && { self: head[1], argument: head[2], lines: text.slice(head[0].length).split('\n').map(line => line.trim()).filter(line => line !== '') }
}

/** What a module has by the name of an attribute: steps of a module, the name of a tensor; null for neither. */
export interface Attributes {
  steps(attribute: string): ChainStep[] | null
  tensor(attribute: string): string | null
}

/** What a name stands for within one forward: the value handed on, an attribute of the module, another function. */
type Meaning = { kind: 'value' | 'aside' } | { kind: 'attribute' | 'function', name: string }

/** Calls within calls. */
const DEEPEST = 32

/** How many rows there are: a number that is worked out beside the value, and changes nothing of it. */
const ROWS = /^(ops\.prim\.NumToTensor\()?torch\.size\(\w+, 0\)\)?$|^int\(\w+\)$/

/** Steps of a module's forward in the order in which they run; null where the text does more than hand a value on. */
export function stepsOfForward({ self, argument, lines }: Forward, attributes: Attributes): ChainStep[] | null {
  const meanings = new Map<string, Meaning>([[argument, { kind: 'value' }]])
  const steps: ChainStep[] = []
  /** The value that was made last: only it may be handed on. */
  let current = argument

  const attributeOf = (text: string): string | null => {
    const meaning = meanings.get(text)
    if (meaning?.kind === 'attribute') return meaning.name
    return text.startsWith(`${self}.`) && /^\w+$/.test(text.slice(self.length + 1)) ? text.slice(self.length + 1) : null
  }
  /** Whether the expression is the current value, behind the steps that it adds. */
  const follow = (text: string, depth: number): boolean => {
    if (depth > DEEPEST) return false
    if (/^\w+$/.test(text)) return text === current && meanings.get(text)?.kind === 'value'
    const module = /^\(([\w.]+)\)\.forward\((.*)\)$/.exec(text)
    const call = module ?? /^([\w.]+)\((.*)\)$/.exec(text)
    const [first, ...rest] = call ? divided(call[2]) : []
    if (!call || first === undefined || !follow(first, depth + 1)) return false
    if (module) {
      const attribute = attributeOf(module[1])
      const inner = attribute === null || rest.length > 0 ? null : attributes.steps(attribute)
      if (inner) steps.push(...inner)
      return inner !== null
    }
    const meaning = meanings.get(call[1])
    const name = meaning?.kind === 'function' ? meaning.name : call[1]
    const step = /^(torch|__torch__\.torch\.nn\.functional)\.\w+$/.test(name) ? stepOfCall(name.slice(name.lastIndexOf('.') + 1), rest, given => {
      const attribute = attributeOf(given)
      return attribute === null ? null : attributes.tensor(attribute)
    }) : null
    if (step && step !== 'nothing') steps.push(step)
    return step !== null
  }

  for (const line of lines) {
    const given = /^return (.*)$/.exec(line)
    if (given) return follow(given[1], 0) ? steps : null
    const [, name, text] = /^(\w+) = (.*)$/.exec(line) ?? []
    if (name === undefined) return null
    const attribute = text.startsWith(`${self}.`) ? text.slice(self.length + 1) : /^getattr\(\w+, "(\w+)"\)$/.exec(text)?.[1]
    if (attribute !== undefined && /^\w+$/.test(attribute)) meanings.set(name, { kind: 'attribute', name: attribute })
    else if (/^__torch__\.[\w.]+$/.test(text)) meanings.set(name, { kind: 'function', name: text })
    else if (ROWS.test(text)) meanings.set(name, { kind: 'aside' })
    else if (follow(text, 0)) {
      meanings.set(name, { kind: 'value' })
      current = name
    } else return null
  }
  return null
}

/** Arguments of a call, divided at its own commas. */
function divided(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at <= text.length; at++) {
    const letter = text[at]
    if (letter === '(' || letter === '[') depth++
    else if (letter === ')' || letter === ']') depth--
    else if (at === text.length || (letter === ',' && depth === 0)) {
      const part = text.slice(from, at).trim()
      if (part !== '') parts.push(part)
      from = at + 1
    }
  }
  return parts
}
