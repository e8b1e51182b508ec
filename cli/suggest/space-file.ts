// SPACE.json → what may be proposed of each column. The schema beside the terminal's other one is the only list of what may stand in it.
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Column } from '../../src/core/search/columns.ts'
import type { Value } from '../../src/core/search/space.ts'
import { readBytes } from '../files.ts'
import { jsonFault } from '../json-text.ts'
import { Refusal } from '../refusal.ts'
import schema from '../space.schema.json' with { type: 'json' }

interface WrittenRange { from: number, to: number, log?: boolean, whole?: boolean }
type Written = Record<string, WrittenRange | Value[]>

const fits = new Ajv2020({ allowUnionTypes: true }).compile<Written>(schema)

const RIGHT = 'give {"from": …, "to": …}, with "log": true for ratios and "whole": true for whole numbers, or a list of values'

/** Errors: a Refusal that names the file and the column at fault. */
export function readSpace(file: string): Map<string, Column> {
  const refuse = (sentence: string): never => { throw new Refusal(file, sentence) }
  const text = new TextDecoder().decode(readBytes(file, { bytes: 1e6, of: 'a space' }))
  const fault = jsonFault(text)
  if (fault) refuse(fault)
  const json = JSON.parse(text) as unknown
  if (!fits(json)) return refuse(`${columnAt(fits.errors![0].instancePath)} cannot be read as a column; ${RIGHT}.`)
  const columns = Object.entries(json).filter(([name]) => name !== '$schema').map(([name, written]): [string, Column] => [name, Array.isArray(written) ? { values: written } : rangeOf(name, written, refuse)])
  if (columns.length === 0) refuse(`names no column; ${RIGHT}, by each column’s name.`)
  return new Map(columns)
}

const columnAt = (pointer: string): string => pointer === '' ? 'it' : pointer.split('/')[1].replaceAll('~1', '/').replaceAll('~0', '~')

function rangeOf(name: string, { from, to, log = false, whole = false }: WrittenRange, refuse: (sentence: string) => never): Column {
  if (from > to) refuse(`${name} goes from ${from} down to ${to}; give the smaller first.`)
  if (log && from <= 0) refuse(`${name} begins at ${from}, and ratios need numbers above 0; begin higher, or leave out "log".`)
  if (whole && !(Number.isInteger(from) && Number.isInteger(to))) refuse(`${name} goes from ${from} to ${to} in whole numbers; give whole numbers, or leave out "whole".`)
  return { from, to, log, whole }
}
