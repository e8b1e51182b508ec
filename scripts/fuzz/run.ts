// A share of the damaged files, opened one after the other in a process of its own, whose memory and time can be held to account. Prints one JSON object.
import { writeSync } from 'node:fs'
import { shapesOf } from '../../src/core/graph/shapes.ts'
import { mulberry32 } from '../../src/core/random.ts'
import { shownName } from '../../src/formats/base-name.ts'
import type { Opened } from '../../src/formats/dropped.ts'
import { openFiles } from '../../src/formats/open-files.ts'
import { damagedDrop } from './mutations.ts'
import { allSamples } from './samples.ts'

/** What came of a share. `faults`: what no reader meant to throw, by where; `odd`: answers that are none. */
export interface Report { cases: number, slowest: { ms: number, what: string }, faults: string[], odd: string[], peakBytes: number, kinds: [string, number][], seconds: number }

const [share, shares, total, seed] = process.argv.slice(2).map(Number)

/** Why an answer is none; null where it is one. */
function oddity(answers: readonly Opened[]): string | null {
  if (answers.length === 0) return 'no answer'
  for (const answer of answers) {
    if (answer.files.length === 0) return 'an answer without files'
    if (answer.kind === 'refused') {
      // Names of files, and from files in quotation marks, may be anything.
      const own = answer.files.reduce((why, file) => why.replaceAll(shownName(file), ''), answer.why).replaceAll(/"[^"]*"/g, '')
      if (!/[.?]$/.test(answer.why) || /undefined|\[object|Error/.test(own) || answer.why.length > 1200) return `a sentence: ${answer.why}`
    } else if (answer.kind === 'model') {
      for (const { shape, data, name } of answer.model.tensors) if (shape.reduce((product, size) => product * size, 1) !== data.length) return `the tensor ${name} of ${shape.join(' × ')} holds ${data.length} numbers`
      if (answer.model.graph) shapesOf(answer.model.graph)
    } else if (answer.kind === 'bundle') {
      const { bundle } = answer
      for (const { activations } of bundle.networks) if (activations && (activations.rows !== bundle.probes || activations.rows * activations.columns !== activations.values.length)) return 'activations of another shape'
    } else if (answer.kind === 'data') {
      const { draft } = answer
      if (draft.values.some(value => !Number.isFinite(value))) return 'data that are not finite'
    }
  }
  return Object.hasOwn(Object.prototype, 'polluted') ? 'a polluted prototype' : null
}

const { samples } = allSamples()
const draw = mulberry32(seed + share)
const report: Report = { cases: 0, slowest: { ms: 0, what: '' }, faults: [], odd: [], peakBytes: 0, kinds: [], seconds: 0 }
const kinds = new Map<string, number>()
const start = performance.now()
for (let k = share; k < total; k += shares) {
  const sample = samples[Math.floor(k / shares) % samples.length]
  const otherFiles = samples[Math.floor(draw() * samples.length)].files
  const files = damagedDrop(sample.files, draw, otherFiles[Math.floor(draw() * otherFiles.length)])
  const what = `${sample.name}, case ${k} of seed ${seed}`
  // Were it never to end, this is the last that is heard of it.
  writeSync(2, `${what}\n`)
  const wanted = draw() < 0.15 ? 'data' : 'anything'
  const begun = performance.now()
  try {
    const answers = await openFiles(files, wanted, fault => report.faults.push(`${what}: ${traceOf(fault)}`))
    const odd = oddity(answers)
    if (odd) report.odd.push(`${what}: ${odd}`)
    for (const { kind } of answers) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  } catch (error) {
    report.odd.push(`${what}: thrown: ${traceOf(error)}`)
  }
  const ms = performance.now() - begun
  if (ms > report.slowest.ms) report.slowest = { ms: Math.round(ms), what }
  report.cases++
}
report.peakBytes = process.resourceUsage().maxRSS * 1024
report.kinds = [...kinds]
report.seconds = Math.round((performance.now() - start) / 100) / 10
writeSync(1, JSON.stringify(report))

function traceOf(fault: unknown): string {
  return fault instanceof Error ? (fault.stack ?? fault.message).split('\n').slice(0, 4).map(line => line.trim().replace(/\(?file:.*\/(?=src|scripts|node_modules)/, '(')).join(' ') : String(fault)
}
