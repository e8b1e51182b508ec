// The command line: options by their specification, checked one by one, refused by name.
import { Refusal } from './refusal.ts'

interface Spec { help: string, value: string, fallback: string | null }

/** An option as the command declares it: its text form, its default, and how the text becomes a value (or a sentence that it cannot). */
export interface Option<T> extends Spec {
  read(text: string): T
}

const refuse = (text: string, right: string): never => { throw new Error(`${JSON.stringify(text)} is not understood; give ${right}.`) }

function numeral(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : NaN
}

export const number = (fallback: string, help: string, right = 'a number', sound: (value: number) => boolean = () => true): Option<number> => ({
  help, value: 'NUMBER', fallback,
  read(text) {
    const value = numeral(text)
    return Number.isFinite(value) && sound(value) ? value : refuse(text, right)
  },
})

export const positive = (fallback: string, help: string): Option<number> => number(fallback, help, 'a number above 0', value => value > 0)

export const whole = (fallback: string, help: string, from: number, to = Number.MAX_SAFE_INTEGER): Option<number> =>
  number(fallback, help, to === Number.MAX_SAFE_INTEGER ? `a whole number of at least ${from}` : `a whole number from ${from} to ${to}`, value => Number.isInteger(value) && value >= from && value <= to)

/** A number, or one of a few words. */
export const wordOr = <const W extends string>(words: readonly W[], or: Option<number>): Option<number | W> => ({
  ...or,
  value: `${or.value}|${words.join('|')}`,
  read(text) {
    const word = words.find(candidate => candidate === text)
    if (word !== undefined) return word
    try {
      return or.read(text)
    } catch (error) {
      throw new Error((error as Error).message.replace(/\.$/, `, or ${words.join(' or ')}.`), { cause: error })
    }
  },
})

export const choice = <const W extends string>(words: readonly W[], fallback: NoInfer<W>, help: string): Option<W> => ({
  help, value: words.join('|'), fallback,
  read: text => words.find(candidate => candidate === text) ?? refuse(text, words.join(' or ')),
})

/** A file's path. */
export const path = (help: string): Option<string> => ({ help, value: 'FILE', fallback: null, read: text => text === '' ? refuse(text, 'a file') : text })

/** Any words. */
export const text = (help: string): Option<string> => ({ help, value: 'TEXT', fallback: null, read: given => given.trim() === '' ? refuse(given, 'a text') : given })

/** An option without a value. */
export const flag = (help: string): Option<boolean> => ({ help, value: '', fallback: null, read: () => true })

/** An option that is absent unless it is given. */
export const optional = <T>(option: Option<T>): Option<T | null> => ({ ...option, fallback: null })

export type Options = Record<string, Option<unknown>>
export type Values<O extends Options> = { [K in keyof O]: O[K] extends Option<infer T> ? T | (O[K]['fallback'] extends string ? never : null) : never }

/** Words of the command line → files and values. An unknown option, a value missing or one too many is refused. */
export function readOptions<O extends Options>(words: readonly string[], options: O): { files: string[], values: Record<keyof O, unknown>, given: Set<keyof O> } {
  const files: string[] = []
  const given = new Map<keyof O, string>()
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (!word.startsWith('--') || word === '--') {
      if (/^-[a-zA-Z]/.test(word)) throw new Refusal(word, `there is no such option; options begin with two dashes: ${listed(options)}.`)
      if (word !== '--') files.push(word)
      continue
    }
    const [name, ...rest] = word.slice(2).split('=')
    if (!Object.hasOwn(options, name)) throw new Refusal(`--${name}`, `there is no such option; there are ${listed(options)}.`)
    if (given.has(name)) throw new Refusal(`--${name}`, 'is given twice; give it once.')
    if (options[name].value === '') {
      if (rest.length > 0) throw new Refusal(`--${name}`, 'takes no value.')
      given.set(name, '')
      continue
    }
    const text = rest.length > 0 ? rest.join('=') : words[++at] as string | undefined
    if (text === undefined) throw new Refusal(`--${name}`, `has no value; give ${options[name].value}.`)
    given.set(name, text)
  }
  const values = Object.fromEntries(Object.entries(options).map(([name, option]) => {
    const text = given.get(name) ?? option.fallback
    if (text === null) return [name, option.value === '' ? false : null]
    try {
      return [name, option.read(text)]
    } catch (error) {
      throw new Refusal(`--${name}`, (error as Error).message)
    }
  }))
  return { files, values: values as Record<keyof O, unknown>, given: new Set(given.keys()) }
}

const listed = (options: Options): string => Object.keys(options).map(name => `--${name}`).join(', ')

/** The options as lines of help. */
export function optionLines(options: Options): string[] {
  const heads = Object.entries(options).map(([name, { value }]) => value === '' ? `--${name}` : `--${name} ${value}`)
  const width = Math.max(0, ...heads.map(head => head.length))
  return Object.values(options).map(({ help, fallback }, k) => `  ${heads[k].padEnd(width)}  ${help}${fallback === null ? '' : ` (${fallback})`}`)
}
