// Reads a Python pickle as data: its opcodes are interpreted on arrays, Maps and records, and nothing is called. Protocols 0 to 5.
// Source: the opcodes as Python's own pickletools describes them.
import { FormatError } from '../format-error.ts'
import { LIMITS } from '../limits.ts'
import { longOf, pickleBytes, smaller } from './pickle-bytes.ts'
import type { Value } from './pickle-values.ts'
import { Made, Named, Outside } from './pickle-values.ts'

export interface Pickle {
  value: Value
  /** Where the bytes after it begin. */
  end: number
  /** Names of what it would call, in the order in which they are met; containers of the standard library are none of them. */
  called: ReadonlySet<string>
  /** Names of classes of which it would make objects. */
  classes: ReadonlySet<string>
}

/** The most bytes of one whole number: more is no number that any file of weights needs, and costs time to convert. */
const LONGEST_NUMBER = 1024

/** What joblib writes: arrays stand between a pickle's steps. */
const JOBLIB = 'is a joblib file, which is not read: convert a network of scikit-learn to .onnx, or bring predictions as .npz.'

/** Modules of Python 2 by their names since. */
const RENAMED = new Map([['__builtin__', 'builtins'], ['copy_reg', 'copyreg']])

const COLLECTIONS = new Set(['collections.OrderedDict', 'collections.defaultdict', 'collections.Counter', 'builtins.dict'])
const ROWS = new Set(['builtins.set', 'builtins.frozenset', 'builtins.list', 'builtins.tuple', 'torch.Size', 'collections.deque'])

/** Errors: FormatError, one sentence that begins with `where`. */
export function readPickle(bytes: Uint8Array, where: string, from = 0): Pickle {
  const input = pickleBytes(bytes, from, where)
  const memo = new Map<number, Value>()
  const called = new Set<string>()
  const classes = new Set<string>()
  /** Stacks below the innermost mark, outermost first; `stack` is the one above it. */
  const below: Value[][] = []
  let stack: Value[] = []
  let work = 0

  const spend = (count: number): void => {
    work += count
    if (work > LIMITS.opcodes) throw new FormatError(`${where} holds a pickle of more than ${LIMITS.opcodes / 1e6} million steps, more than is read.`)
  }
  const damaged = (what: string): FormatError => new FormatError(`${where} holds a pickle that is damaged: ${what} at byte ${input.at - 1}. Download or save it again.`)
  const push = (value: Value): void => void stack.push(value)
  const pop = (): Value => {
    const value = stack.pop()
    if (value === undefined) throw damaged('it takes a value where there is none')
    return value
  }
  const top = (): Value => {
    if (stack.length === 0) throw damaged('it needs a value where there is none')
    return stack[stack.length - 1]
  }
  /** All above the innermost mark, which goes. */
  const aboveMark = (): Value[] => {
    const outer = below.pop()
    if (!outer) throw damaged('it takes a mark where there is none')
    const values = stack
    stack = outer
    return values
  }
  const keep = (place: number): void => {
    if (memo.size >= LIMITS.memo && !memo.has(place)) throw new FormatError(`${where} holds a pickle that keeps more than ${LIMITS.memo / 1e6} million objects, more than is read.`)
    memo.set(place, top())
  }
  const recall = (place: number): void => {
    const value = memo.get(place)
    if (value === undefined) throw damaged(`it recalls object ${place}, which it never kept,`)
    push(value)
  }
  const decimal = (text: string): number => {
    const value = Number(text)
    if (text.trim() === '' || Number.isNaN(value)) throw damaged('a number is no number')
    return value
  }
  const long = (count: number): void => {
    if (count > LONGEST_NUMBER) throw damaged(`a whole number of ${count} bytes stands`)
    push(longOf(input.take(count)))
  }
  const named = (module: Value, name: Value): Named => {
    if (typeof module !== 'string' || typeof name !== 'string') throw damaged('a name is no text')
    return new Named(`${RENAMED.get(module) ?? module}.${name}`)
  }
  const listed = (value: Value): Value[] => Array.isArray(value) ? value : [value]
  const pairsInto = (map: Map<Value, Value>, pairs: readonly Value[]): Map<Value, Value> => {
    if (pairs.length % 2 === 1) throw damaged('a key has no value')
    for (let k = 0; k < pairs.length; k += 2) map.set(pairs[k], pairs[k + 1])
    return map
  }
  const setItems = (target: Value, pairs: Value[]): void => {
    if (target instanceof Map) pairsInto(target, pairs)
    else if (target instanceof Made) pairsInto(target.entries, pairs)
    else throw damaged('it sets an item on what holds none')
  }
  const append = (target: Value, values: readonly Value[]): void => {
    const list = Array.isArray(target) ? target : target instanceof Made ? target.items : null
    if (!list) throw damaged('it appends to what is no list')
    for (const value of values) list.push(value)
  }
  /** What calling would give: containers of the standard library are what they hold, all else is a record. */
  const make = (maker: Value, given: Value, byCall: boolean): Value => {
    const args = listed(given)
    if (maker instanceof Named) {
      const [first] = args
      if (COLLECTIONS.has(maker.name)) {
        const map = new Map<Value, Value>()
        if (!Array.isArray(first)) return map
        spend(first.length)
        for (const pair of first) if (Array.isArray(pair) && pair.length === 2) map.set(pair[0], pair[1])
        return map
      }
      if (ROWS.has(maker.name) && (first === undefined || Array.isArray(first))) {
        spend(first?.length ?? 0)
        return first?.slice() ?? []
      }
      (byCall ? called : classes).add(maker.name)
    }
    return new Made(maker, args, byCall)
  }
  /** Before 1.6 PyTorch kept a module's class outside, with its source text beside it: the class is meant. */
  const outside = (id: Value): Value => Array.isArray(id) && id[0] === 'module' && id[1] instanceof Named ? id[1] : new Outside(id)
  const build = (state: Value): void => {
    const target = top()
    // An OrderedDict's own attributes (a state_dict's _metadata) say nothing that is read.
    if (target instanceof Made) target.state = state
  }

  for (;;) {
    spend(1)
    const opcode = input.byte()
    switch (opcode) {
      case 0x80: input.byte(); break // PROTO
      case 0x95: input.u64(); break // FRAME
      case 0x28: below.push(stack); stack = []; break // MARK
      case 0x2e: return { value: pop(), end: input.at, called, classes } // STOP
      case 0x30: if (stack.length > 0) stack.pop(); else aboveMark(); break // POP
      case 0x31: aboveMark(); break // POP_MARK
      case 0x32: push(top()); break // DUP
      case 0x4e: push(null); break // NONE
      case 0x88: push(true); break // NEWTRUE
      case 0x89: push(false); break // NEWFALSE
      case 0x49: { // INT
        const line = input.line()
        push(line === '00' ? false : line === '01' ? true : decimal(line))
        break
      }
      case 0x4a: push(input.i32()); break // BININT
      case 0x4b: push(input.byte()); break // BININT1
      case 0x4d: push(input.u16()); break // BININT2
      case 0x4c: { // LONG
        const digits = input.line().replace(/L$/, '')
        if (!/^-?\d{1,2000}$/.test(digits)) throw damaged('a number is no number')
        push(smaller(BigInt(digits)))
        break
      }
      case 0x8a: long(input.byte()); break // LONG1
      case 0x8b: long(input.u32()); break // LONG4
      case 0x46: push(decimal(input.line())); break // FLOAT
      case 0x47: push(input.double()); break // BINFLOAT
      case 0x53: push(input.line().replace(/^(['"])(.*)\1$/, '$2')); break // STRING
      case 0x54: push(input.text(input.u32())); break // BINSTRING
      case 0x55: push(input.text(input.byte())); break // SHORT_BINSTRING
      case 0x56: push(input.line()); break // UNICODE
      case 0x58: push(input.text(input.u32())); break // BINUNICODE
      case 0x8c: push(input.text(input.byte())); break // SHORT_BINUNICODE
      case 0x8d: push(input.text(input.u64())); break // BINUNICODE8
      case 0x42: push(input.take(input.u32())); break // BINBYTES
      case 0x43: push(input.take(input.byte())); break // SHORT_BINBYTES
      case 0x8e: case 0x96: push(input.take(input.u64())); break // BINBYTES8, BYTEARRAY8
      case 0x97: push(new Outside('buffer')); break // NEXT_BUFFER
      case 0x98: break // READONLY_BUFFER
      case 0x5d: case 0x29: case 0x8f: push([]); break // EMPTY_LIST, EMPTY_TUPLE, EMPTY_SET
      case 0x6c: case 0x74: case 0x91: push(aboveMark()); break // LIST, TUPLE, FROZENSET
      case 0x85: push([pop()]); break // TUPLE1
      case 0x86: { // TUPLE2
        const last = pop()
        push([pop(), last])
        break
      }
      case 0x87: { // TUPLE3
        const last = pop()
        const middle = pop()
        push([pop(), middle, last])
        break
      }
      case 0x7d: push(new Map()); break // EMPTY_DICT
      case 0x64: push(pairsInto(new Map(), aboveMark())); break // DICT
      case 0x61: { // APPEND
        const value = pop()
        append(top(), [value])
        break
      }
      case 0x65: case 0x90: { // APPENDS, ADDITEMS
        const values = aboveMark()
        append(top(), values)
        break
      }
      case 0x73: { // SETITEM
        const value = pop()
        const key = pop()
        setItems(top(), [key, value])
        break
      }
      case 0x75: { // SETITEMS
        const pairs = aboveMark()
        setItems(top(), pairs)
        break
      }
      case 0x70: keep(decimal(input.line())); break // PUT
      case 0x71: keep(input.byte()); break // BINPUT
      case 0x72: keep(input.u32()); break // LONG_BINPUT
      case 0x94: keep(memo.size); break // MEMOIZE
      case 0x67: recall(decimal(input.line())); break // GET
      case 0x68: recall(input.byte()); break // BINGET
      case 0x6a: recall(input.u32()); break // LONG_BINGET
      case 0x63: { // GLOBAL
        const module = input.line()
        push(named(module, input.line()))
        break
      }
      case 0x93: { // STACK_GLOBAL
        const name = pop()
        push(named(pop(), name))
        break
      }
      case 0x82: push(new Named(`extension.${input.byte()}`)); break // EXT1
      case 0x83: push(new Named(`extension.${input.u16()}`)); break // EXT2
      case 0x84: push(new Named(`extension.${input.u32()}`)); break // EXT4
      case 0x52: { // REDUCE
        const args = pop()
        push(make(pop(), args, true))
        break
      }
      case 0x81: { // NEWOBJ
        const args = pop()
        push(make(pop(), args, false))
        break
      }
      case 0x92: { // NEWOBJ_EX
        pop()
        const args = pop()
        push(make(pop(), args, false))
        break
      }
      case 0x69: { // INST
        const module = input.line()
        const maker = named(module, input.line())
        push(make(maker, aboveMark(), true))
        break
      }
      case 0x6f: { // OBJ
        const [maker, ...args] = aboveMark()
        if (maker === undefined) throw damaged('it makes an object of no class')
        push(make(maker, args, true))
        break
      }
      case 0x62: build(pop()); break // BUILD
      case 0x50: push(new Outside(input.line())); break // PERSID
      case 0x51: push(outside(pop())); break // BINPERSID
      default:
        if ([...classes, ...called].some(one => one.startsWith('joblib.'))) throw new FormatError(`${where} ${JOBLIB}`)
        throw damaged(`opcode 0x${opcode.toString(16).padStart(2, '0')}, which no pickle has, stands`)
    }
  }
}
