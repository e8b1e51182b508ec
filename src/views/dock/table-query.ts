// What one types to find networks: words, and conditions such as lr > 0.01. All must hold; a minus before one turns it round. Pure.
import type { NetworkRow } from '../../core/network.ts'
import type { Measure } from '../../store/measures.ts'
import { fullName, measured } from '../ui/format.ts'
import { readTyped } from '../ui/typed-number.ts'

export interface Query {
  test: (row: NetworkRow) => boolean
  /** Whether anything was asked for. */
  asks: boolean
  /** What could not be understood, in a sentence; the rest still holds. */
  fault: string | null
}

type Relation = '>' | '<' | '≥' | '≤' | '=' | '≠'
interface Token { kind: 'word' | 'quoted' | 'relation', text: string }

export const QUERY_HINT = 'Words and conditions that must all hold: relu lr > 0.01 depth = 3 -sigmoid #12'

/** Besides a measure's key, label and short name. */
const ALSO: Record<string, string> = {
  lr: 'learningRate', rate: 'learningRate', wd: 'weightDecay', decay: 'weightDecay', acc: 'testAccuracy', accuracy: 'testAccuracy', loss: 'testLoss', bs: 'batchSize', batch: 'batchSize',
  entropy: 'spectralEntropy', params: 'parameters', init: 'initScale', noise: 'labelNoise', fraction: 'trainFraction', epoch: 'epochs', layers: 'depth', units: 'width',
}
/** The longest name has so many words. */
const WORDS = 4

export function readQuery(text: string, measures: readonly Measure[]): Query {
  const tokens = tokensOf(text)
  const names = new Map<string, Measure>()
  for (const measure of measures) for (const name of [measure.label, measure.words, measure.key.replace(/^(column|derived):/, ''), measure.key]) if (!names.has(plain(name))) names.set(plain(name), measure)
  for (const [name, key] of Object.entries(ALSO)) {
    const measure = measures.find(found => found.key === key)
    if (measure && !names.has(name)) names.set(name, measure)
  }
  const tests: ((row: NetworkRow) => boolean)[] = []
  let fault: string | null = null
  const words: Token[] = []
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]
    if (token.kind !== 'relation') {
      words.push(token)
      continue
    }
    const relation = token.text as Relation
    const value = tokens.at(at + 1)
    const name = takeName(words, names)
    if (!name) fault ??= words.length ? `“${words.pop()!.text}” is no column of this table: try lr, depth or accuracy.` : `Before ${relation} stands no column: try lr ${relation} 0.01.`
    else if (!value || value.kind === 'relation') fault ??= `After ${name.measure.words} ${relation} a value is missing.`
    else {
      const made = condition(name.measure, relation, value.text)
      if (typeof made === 'string') fault ??= made
      else tests.push(name.turned ? row => !made(row) : made)
    }
    if (value && value.kind !== 'relation') at++
  }
  for (const word of words) tests.push(wordTest(word))
  return { test: row => tests.every(test => test(row)), asks: tests.length > 0, fault }
}

const RELATIONS: Record<string, Relation> = { '>=': '≥', '<=': '≤', '!=': '≠', '==': '=', ':': '=' }

function tokensOf(text: string): Token[] {
  return [...text.matchAll(/"([^"]*)"?|(>=|<=|!=|==|[><=≥≤≠])|([^\s"<>=!≥≤≠]+)/g)].map(([, quoted, relation, word]): Token =>
    quoted !== undefined ? { kind: 'quoted', text: quoted } : relation ? { kind: 'relation', text: RELATIONS[relation] ?? relation } : { kind: 'word', text: word })
}

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** The longest run of words before a relation that names a column; they are taken off. */
function takeName(words: Token[], names: ReadonlyMap<string, Measure>): { measure: Measure, turned: boolean } | null {
  for (let count = Math.min(WORDS, words.length); count > 0; count--) {
    const run = words.slice(-count).map(word => word.text).join(' ')
    const measure = names.get(plain(run))
    if (!measure) continue
    words.splice(-count)
    return { measure, turned: run.startsWith('-') }
  }
  return null
}

function condition(measure: Measure, relation: Relation, text: string): ((row: NetworkRow) => boolean) | string {
  if (measure.kind === 'category') {
    if (relation !== '=' && relation !== '≠') return `${measure.label} has names, not sizes: write ${measure.words} = ${measure.values[0] ?? 'name'}.`
    const wanted = plain(text)
    const known = measure.values.find(value => plain(value) === wanted || plain(measured(measure, value)) === wanted)
    if (known === undefined) return `${measure.label} is never “${text}”: it is ${measure.values.map(value => measured(measure, value)).join(', ')}.`
    return row => (measure.read(row) === known) === (relation === '=')
  }
  const wanted = readTyped(text)
  if (wanted === null) return `“${text}” is not a number, which ${measure.words} ${relation} needs.`
  // As many digits as were typed: accuracy = 0.97 is what rounds to it.
  const digits = /\.(\d*)/.exec(text)?.[1].length ?? 0
  const equal = (value: number): boolean => value === wanted || (!measure.integer && !/e/i.test(text) && Math.abs(value - wanted) < 0.5 * 10 ** -digits && digits > 0)
  const tests: Record<Relation, (value: number) => boolean> = { '>': value => value > wanted, '<': value => value < wanted, '≥': value => value >= wanted, '≤': value => value <= wanted, '=': equal, '≠': value => !equal(value) }
  return row => { const value = measure.read(row); return !Number.isNaN(value) && tests[relation](value) }
}

function wordTest({ kind, text }: Token): (row: NetworkRow) => boolean {
  const turned = kind === 'word' && text.startsWith('-') && text.length > 1
  const wanted = (turned ? text.slice(1) : text).toLowerCase()
  const test = (row: NetworkRow): boolean => /^#\d+$/.test(wanted) ? row.id === Number(wanted.slice(1)) : wordsOf(row).includes(wanted)
  return turned ? row => !test(row) : test
}

/** What a free word is looked for in. */
function wordsOf(row: NetworkRow): string {
  const own = row.hyper ? [row.hyper.family, row.hyper.activation, row.hyper.optimiser] : []
  const brought = Object.values(row.brought?.values ?? {}).filter(value => typeof value === 'string')
  return [fullName(row), ...own, ...brought, row.outcome.divergedAt === null ? '' : 'diverged'].join(' ').toLowerCase()
}
