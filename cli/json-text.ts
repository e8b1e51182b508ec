// Why a text is not JSON, or not plain JSON: where it goes wrong by line and column, a key that stands twice, brackets without end. The language's own
// parser says none of this alike from version to version.
import { quoted } from '../src/formats/format-error.ts'
import { LIMITS } from '../src/formats/limits.ts'

const SPACE = /[ \t\r\n]*/y
const STRING = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /true|false|null/y

/** The first fault as the end of a sentence that begins with the file's name; null where the text is sound. */
export function jsonFault(text: string): string | null {
  if (text.trim() === '') return 'is empty; it should hold a JSON object.'
  const scan = new Scan(text)
  try {
    scan.value('', 0)
    scan.end()
    return null
  } catch (error) {
    if (error instanceof Fault) return error.message
    throw error
  }
}

class Fault extends Error {}

class Scan {
  private at = 0

  constructor(private readonly text: string) {}

  /** `path` names the value in sentences; '' is the whole. */
  value(path: string, depth: number): void {
    if (depth > LIMITS.nesting) throw new Fault(`has more than ${LIMITS.nesting} brackets within brackets.`)
    if (this.take('{')) {
      const keys = new Set<string>()
      this.members('}', () => this.member(path, keys, depth))
    } else if (this.take('[')) this.members(']', place => this.value(`${path}[${place}]`, depth + 1))
    else if (!this.match(STRING) && !this.match(NUMBER) && !this.match(WORD)) this.stop('a value')
  }

  end(): void {
    this.match(SPACE)
    if (this.at < this.text.length) this.stop('the end')
  }

  private members(close: '}' | ']', one: (place: number) => void): void {
    if (this.take(close)) return
    let place = 0
    do one(place++)
    while (this.take(','))
    if (!this.take(close)) this.stop(`a comma or ${close}`)
  }

  private member(path: string, keys: Set<string>, depth: number): void {
    const text = this.match(STRING)
    if (text === null) return this.stop('a key in quotation marks')
    const key = JSON.parse(text) as string
    const name = pathTo(path, key)
    if (keys.has(key)) throw new Fault(`has ${name} twice; give it once.`)
    keys.add(key)
    if (!this.take(':')) this.stop('a colon')
    this.value(name, depth + 1)
  }

  private take(mark: string): boolean {
    this.match(SPACE)
    if (this.text[this.at] !== mark) return false
    this.at++
    return true
  }

  private match(pattern: RegExp): string | null {
    if (pattern !== SPACE) this.match(SPACE)
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)
    if (!found) return null
    this.at += found[0].length
    return found[0]
  }

  private stop(wanted: string): never {
    this.match(SPACE)
    const before = this.text.slice(0, this.at).split('\n')
    const where = `line ${before.length}, column ${before.at(-1)!.length + 1}`
    const mark = this.text.codePointAt(this.at)
    const quote = mark === 0x22
    if (quote && /value|key/.test(wanted)) throw new Fault(`is not JSON: the text from ${where} has no end, a line break or another control character, or an unknown escape.`)
    const there = mark === undefined ? 'its end' : quote ? 'a quotation mark' : quoted(String.fromCodePoint(mark))
    throw new Fault(`is not JSON: ${where} has ${there} where ${wanted} should be.`)
  }
}

/** A key behind a path, as a sentence names it: recipe.width; recipe["two words"]. */
export const pathTo = (path: string, key: string): string =>
  /^[$\w-]{1,60}$/.test(key) ? `${path}${path && '.'}${key}` : `${path}[${quoted(key)}]`
