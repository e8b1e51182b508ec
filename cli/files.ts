// Files in and out: arrays and JSON with the file's name in every refusal, and results that appear whole or not at all.
import type { Stats } from 'node:fs'
import { accessSync, constants, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { sized } from '../src/formats/format-error.ts'
import type { NpyArray } from '../src/formats/npy.ts'
import { readNpy } from '../src/formats/npy.ts'
import { blaming, Refusal } from './refusal.ts'

/** npm runs scripts in the project's folder; the files named are those of the folder in which it was called. */
const here = process.env['npm_lifecycle_event'] === 'netfold' ? process.env['INIT_CWD'] ?? process.cwd() : process.cwd()

export const located = (file: string): string => resolve(here, file)

/** `most`: refuses a larger file before it is read, as what it should not be. */
export function readBytes(file: string, most: { bytes: number, of: string } | null = null): Uint8Array {
  try {
    const size = most ? statSync(located(file)).size : 0
    if (most && size > most.bytes) throw new Refusal(file, `has ${sized(size)}; ${most.of} has at most ${sized(most.bytes)}.`)
    return readFileSync(located(file))
  } catch (error) {
    if (error instanceof Refusal) throw error
    const code = (error as NodeJS.ErrnoException).code
    const why = code === 'ENOENT' ? 'there is no such file; check its name and folder.'
      : code === 'EISDIR' ? 'is a folder; name a file in it.'
        : code === 'EACCES' ? 'may not be read; change its permissions.' : null
    throw why ? new Refusal(file, why) : error
  }
}

/** One array of a .npy file. */
export function readArray(file: string): NpyArray {
  return blaming(file, () => readNpy(readBytes(file), 'it'))
}

/** Real numbers of any stored type, widened to float64; refuses whole numbers beyond 2⁵³. */
export function widened(array: NpyArray): Float64Array {
  const { data } = array
  if (data instanceof Float64Array) return data
  if (!(data instanceof BigInt64Array || data instanceof BigUint64Array)) return Float64Array.from(data)
  return Float64Array.from(data, (value, k) => {
    if (value > 2n ** 53n || value < -(2n ** 53n)) throw new Error(`holds ${value} at place ${k}; whole numbers up to 2^53 can be read.`)
    return Number(value)
  })
}

export interface Table { values: Float64Array, rows: number, columns: number }

/** A two-dimensional array of finite real numbers. `meant` names its shape: "n × d points". */
export function readTable(file: string, meant: string): Table {
  const array = readArray(file)
  const [rows, columns] = array.shape
  if (array.shape.length !== 2) throw new Refusal(file, `has shape (${array.shape.join(', ')}); it should hold ${meant}.`)
  if (rows === 0 || columns === 0) throw new Refusal(file, `is empty, of shape (${rows}, ${columns}); it should hold ${meant}.`)
  const values = blaming(file, () => widened(array))
  const at = values.findIndex(value => !Number.isFinite(value))
  if (at >= 0) throw new Refusal(file, `holds ${values[at]} at row ${Math.floor(at / columns)}, column ${at % columns}; every value should be a finite number.`)
  return { values, rows, columns }
}

/** N × N. */
export function readSquare(file: string): { values: Float64Array, n: number } {
  const array = readArray(file)
  const [rows, columns] = array.shape
  if (array.shape.length !== 2 || rows !== columns) {
    throw new Refusal(file, `has shape (${array.shape.join(', ')}); distances should be a square N × N array (for points, see --help).`)
  }
  if (rows === 0) throw new Refusal(file, 'is empty, of shape (0, 0); it should hold N × N distances.')
  return { values: blaming(file, () => widened(array)), n: rows }
}

/** One whole number a row, for `n` rows. */
export function readLabels(file: string, n: number, rowsOf: string): Int32Array {
  const array = readArray(file)
  if (array.shape.length !== 1) throw new Refusal(file, `has shape (${array.shape.join(', ')}); labels should be one-dimensional, ${n} whole numbers.`)
  if (array.shape[0] !== n) throw new Refusal(file, `holds ${array.shape[0]} labels, but ${rowsOf} has ${n} rows; there should be one label a row.`)
  const values = blaming(file, () => widened(array))
  const at = values.findIndex(value => !Number.isInteger(value) || Math.abs(value) > 2 ** 31 - 1)
  if (at >= 0) throw new Refusal(file, `holds ${values[at]} at place ${at}; labels should be whole numbers of less than 2^31.`)
  return Int32Array.from(values)
}

export function readJson(file: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(readBytes(file)))
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal(file, 'is not JSON text; give a result that `netfold persistence` printed.')
    throw error
  }
}

/** Refuses, before any work is done, a place where no result can be written, and one where a file lies that is read (`inputs`). */
export function checkOut(file: string | null, inputs: readonly (string | null)[]): string {
  if (file === null) throw new Refusal('--out', 'is missing; name the file to write.')
  const folder = dirname(located(file))
  try {
    if (!statSync(folder).isDirectory()) throw new Refusal(file, 'lies in no folder; name a file in a folder that is there.')
    accessSync(folder, constants.W_OK)
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal(file, 'cannot be written: its folder is not there or may not be written to.')
  }
  const there = standing(file)
  if (there?.stats.isDirectory()) throw new Refusal(file, 'is a folder; name a file in it.')
  if (there?.stats.isFile() && inputs.some(input => input !== null && standing(input)?.path === there.path)) throw new Refusal(file, 'is read and would be overwritten; name another file to write.')
  return file
}

/** What a name leads to, links followed; null where there is nothing yet, or nothing to be seen. */
function standing(file: string): { path: string, stats: Stats } | null {
  try {
    const path = realpathSync(located(file))
    return { path, stats: statSync(path) }
  } catch {
    return null
  }
}

/** Whoever interrupts the program while it writes its result would leave half of it behind; the moment passes, and the work was done. */
const INTERRUPTIONS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const tooLate = (): void => undefined

/** The result appears under its name when it is whole. */
export function writeWhole(file: string, bytes: Uint8Array): void {
  const there = standing(file)
  const goal = there?.path ?? located(file)
  // A pipe or a device is written to and not replaced.
  const whole = there === null || there.stats.isFile()
  const draft = whole ? `${goal}.${process.pid}.part` : goal
  for (const signal of INTERRUPTIONS) process.on(signal, tooLate)
  try {
    writeFileSync(draft, bytes)
    if (whole) renameSync(draft, goal)
  } catch (error) {
    if (whole) rmSync(draft, { force: true })
    throw new Refusal(file, `cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}); choose another place.`)
  } finally {
    for (const signal of INTERRUPTIONS) process.off(signal, tooLate)
  }
}
