// `npm run make-maps [-- NAME… --count N --threads N --out DIR]`: trains the populations of the ready-made maps (all but the first, or those named), lays
// them out, writes their files, and then the list of all maps in the folder, index.json. The same seeds give the same bytes on every run, whatever
// the number of threads.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { TrainingThreads } from '../cli/training-threads.ts'
import { DEFAULT_DATASET } from '../src/core/data/dataset.ts'
import { makeDataset } from '../src/core/data/make.ts'
import { KEEP_NOTHING } from '../src/core/network.ts'
import { fitsHalf } from '../src/formats/half.ts'
import { readMapActivations, readMapCheckpoints, readMapDetail, readMapHead, writeMapParts } from '../src/formats/map.ts'
import type { MapFile } from '../src/formats/map-file.ts'
import { FIRST, FIRST_RECIPE, makeFirst } from './maps/first-map.ts'
import { indexOf } from './maps/gallery-index.ts'
import { makeMap } from './maps/make-map.ts'
import { READY_MADE, countOf } from './maps/ready-made.ts'

const root = new URL('../', import.meta.url)
const { values: options, positionals: named } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string' }, threads: { type: 'string', default: String(availableParallelism()) },
    out: { type: 'string', default: fileURLToPath(new URL('public/maps', root)) },
  },
})
const known = [FIRST, ...READY_MADE.map(({ name }) => name)]
const stranger = named.find(name => !known.includes(name))
if (stranger !== undefined) throw new Error(`There is no ready-made map called ${stranger}; choose among ${known.join(', ')}.`)
const number = (name: 'count' | 'threads'): number | null => {
  const given = options[name]
  if (given === undefined) return null
  if (!Number.isInteger(Number(given)) || Number(given) < 1) throw new Error(`--${name} is ${given}; it should be a whole number from 1.`)
  return Number(given)
}
const most = number('count') ?? Infinity
const threads = number('threads')!
const version = (JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string }).version
const digits = readFileSync(new URL('public/data/digits.bin', root))

const started = performance.now()
const told = (sentence: string): void => console.log(`  ${sentence}, ${((performance.now() - started) / 1000).toFixed(1)} s`)

mkdirSync(options.out, { recursive: true })
// The first map stays as it is unless it is asked for by name.
for (const name of named.length > 0 ? named : known.slice(1)) {
  console.log(name)
  write(name, await made(name))
}
writeFileSync(join(options.out, 'index.json'), `${JSON.stringify(indexOf(options.out, known), null, 1)}\n`)
told('index.json lists the maps of the folder')

async function made(name: string): Promise<MapFile> {
  const plan = READY_MADE.find(one => one.name === name)
  const count = Math.min(most, plan ? countOf(plan) : FIRST_RECIPE.count)
  const dataset = makeDataset(plan?.dataset ?? DEFAULT_DATASET, digits)
  const workforce = new TrainingThreads(dataset, plan?.keep ?? KEEP_NOTHING, Math.min(threads, count))
  try {
    return await (plan ? makeMap(plan, count, dataset, workforce, version, told) : makeFirst(count, dataset, workforce, version, told))
  } finally {
    await workforce.end()
  }
}

/** Writes the files, after reading them back as the page will. */
function write(name: string, map: MapFile): void {
  const { head, detail, activations, checkpoints } = writeMapParts(map)
  const read = readMapHead(head)
  if (detail) readMapDetail(detail, read)
  if (activations) readMapActivations(activations, read)
  if (checkpoints) readMapCheckpoints(checkpoints, read)
  const { parts, phate, about } = map.manifest
  const files = [[`${name}.npz`, head], [parts.detail, detail], [parts.activations, activations], [parts.checkpoints, checkpoints]] as const
  for (const [file, bytes] of files) {
    if (!file || !bytes) continue
    writeFileSync(join(options.out, file), bytes)
    told(`${file}: ${bytes.length.toLocaleString('en-US')} bytes`)
  }
  told(`PHATE: t ${phate.t}, stress ${phate.stress.toFixed(4)}, ${phate.components} component${phate.components === 1 ? '' : 's'}`)
  if (map.activations) told(`${map.activations.filter(({ values }) => !fitsHalf(values)).length} networks kept in float32`)
  if (about) console.log(`  ${about}`)
}
