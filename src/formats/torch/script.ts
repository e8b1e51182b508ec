// TorchScript's forward, read as text: where it only hands values from module to module, through functions that are known, and joins them, it says the
// whole order. It is never run, and anything else in it ends the reading.
import { stepOfCall } from './script-calls.ts'
import type { Trace } from './trace.ts'

export interface Forward {
  /** What the class calls itself, and its one argument. */
  self: string
  argument: string
  lines: string[]
}

/** A class's forward, asked for by its full name as TorchScript writes it; null where it takes more than one value. */
type Forwards = (className: string) => Forward | null

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

/** What a module has by the name of an attribute: a module's steps, taken from a value on, and the name of a tensor; null for neither. */
interface Attributes {
  run(attribute: string, from: number): number | null
  tensor(attribute: string): string | null
}

/** What a name stands for within one forward: a value of the trace, something beside it, an attribute of the module, another function. */
type Meaning = { kind: 'value', value: number } | { kind: 'list', values: number[] } | { kind: 'aside' } | { kind: 'attribute' | 'function', name: string }

/** Calls within calls. */
const DEEPEST = 32

/** How many rows there are: a number that is worked out beside the value, and changes nothing of it. */
const ROWS = /^(ops\.prim\.NumToTensor\()?torch\.size\(\w+, 0\)\)?$|^int\(\w+\)$/

const JOINS = new Map<string, 'add' | 'sub' | 'mul'>([['torch.add', 'add'], ['torch.add_', 'add'], ['torch.sub', 'sub'], ['torch.mul', 'mul'], ['torch.mul_', 'mul']])

/** Adds a module's forward to the trace, from the value that it is given; the value that it returns, or null where the text does more than is known. */
export function traceForward({ self, argument, lines }: Forward, attributes: Attributes, trace: Trace, from: number): number | null {
  const meanings = new Map<string, Meaning>([[argument, { kind: 'value', value: from }]])

  const attributeOf = (text: string): string | null => {
    const meaning = meanings.get(text)
    if (meaning?.kind === 'attribute') return meaning.name
    return text.startsWith(`${self}.`) && /^\w+$/.test(text.slice(self.length + 1)) ? text.slice(self.length + 1) : null
  }
  /** The value of an expression, behind the steps that it adds. */
  const valueOf = (text: string, depth: number): number | null => {
    if (depth > DEEPEST) return null
    if (/^\w+$/.test(text)) {
      const meaning = meanings.get(text)
      return meaning?.kind === 'value' ? trace.latest(meaning.value) : null
    }
    const module = /^\(([\w.]+)\)\.forward\((.*)\)$/.exec(text)
    const call = module ?? /^([\w.]+)\((.*)\)$/.exec(text)
    const [first, ...rest] = call ? divided(call[2]) : []
    if (!call || first === undefined) return null
    if (!module && /^torch\.(cat|concat)$/.test(call[1]) && rest.length === 1 && rest[0] === '1') {
      const values = listOf(first, depth)
      return values === null || values.length < 2 ? null : values.map(value => trace.latest(value)).reduce((joined, value) => trace.join('concat', joined, value))
    }
    const value = valueOf(first, depth + 1)
    if (value === null) return null
    if (module) {
      const attribute = attributeOf(module[1])
      return attribute === null || rest.length > 0 ? null : attributes.run(attribute, value)
    }
    const by = JOINS.get(call[1])
    if (by !== undefined) {
      const other = rest.length === 1 ? valueOf(rest[0], depth + 1) : null
      return other === null ? null : trace.changed(value, trace.join(by, trace.latest(value), other), call[1].endsWith('_'))
    }
    const meaning = meanings.get(call[1])
    const name = meaning?.kind === 'function' ? meaning.name : call[1]
    const step = /^(torch|__torch__\.torch\.nn\.functional)\.\w+$/.test(name) ? stepOfCall(name.slice(name.lastIndexOf('.') + 1), rest, given => {
      const attribute = attributeOf(given)
      return attribute === null ? null : attributes.tensor(attribute)
    }) : null
    return step === null || step === 'nothing' ? step && value : trace.changed(value, trace.step(step, value), name.endsWith('_'))
  }

  /** The values of a list, spelled out or by its name. */
  const listOf = (text: string, depth: number): number[] | null => {
    const meaning = meanings.get(text)
    if (meaning?.kind === 'list') return meaning.values
    if (!/^\[.*\]$/.test(text)) return null
    const values = divided(text.slice(1, -1)).map(part => valueOf(part, depth + 1))
    return values.every(value => value !== null) ? values : null
  }

  for (const line of lines) {
    const given = /^return (.*)$/.exec(line)
    if (given) return valueOf(given[1], 0)
    const [, name, text] = /^(\w+) = (.*)$/.exec(line) ?? []
    if (name === undefined) return null
    const attribute = text.startsWith(`${self}.`) ? text.slice(self.length + 1) : /^getattr\(\w+, "(\w+)"\)$/.exec(text)?.[1]
    if (attribute !== undefined && /^\w+$/.test(attribute)) meanings.set(name, { kind: 'attribute', name: attribute })
    else if (/^__torch__\.[\w.]+$/.test(text)) meanings.set(name, { kind: 'function', name: text })
    else if (ROWS.test(text)) meanings.set(name, { kind: 'aside' })
    else if (text.startsWith('[')) {
      const values = listOf(text, 0)
      if (values === null) return null
      meanings.set(name, { kind: 'list', values })
    } else {
      const value = valueOf(text, 0)
      if (value === null) return null
      meanings.set(name, { kind: 'value', value })
    }
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
