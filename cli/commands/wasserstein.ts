// netfold wasserstein: the distance between two diagrams that `netfold persistence` printed.
import type { Diagram } from '../../src/core/persistence/diagram.ts'
import { diagramDistance, HIGHEST_ORDER } from '../../src/core/persistence/wasserstein.ts'
import { command } from '../command.ts'
import { readJson } from '../files.ts'
import { choice, number, whole, wordOr } from '../options.ts'
import { blaming, Refusal } from '../refusal.ts'

export const wasserstein = command({
  summary: 'distance between two persistence diagrams',
  usage: 'A.json B.json',
  files: { from: 2, to: 2 },
  options: {
    dim: whole('1', 'dimension of the diagrams', 0, 2),
    order: wordOr(['inf'], number('1', `order q, from 1 to ${HIGHEST_ORDER}; inf is the bottleneck distance`, `a number from 1 to ${HIGHEST_ORDER}`, value => value >= 1 && value <= HIGHEST_ORDER)),
    inner: choice(['inf', '2'], 'inf', 'norm between two points of the plane'),
  },
  notes: ['The files are results of netfold persistence. Prints {"distance"}; null where infinite bars cannot be matched.'],
  run(files, { dim, order, inner }) {
    const [a, b] = files.map(file => diagramOf(file, dim))
    const distance = blaming(files[0], () => diagramDistance(a, b, { order: order === 'inf' ? Infinity : order, inner: inner === 'inf' ? Infinity : 2, dimension: dim }))
    return Promise.resolve({ distance })
  },
})

function diagramOf(file: string, dimension: number): Diagram {
  const json = readJson(file)
  const diagrams = typeof json === 'object' && json !== null ? (json as { diagrams?: unknown }).diagrams : undefined
  if (!Array.isArray(diagrams)) throw new Refusal(file, 'has no "diagrams"; give a result that netfold persistence printed.')
  if (dimension >= diagrams.length) throw new Refusal(file, `has diagrams of dimension 0 to ${diagrams.length - 1}, not ${dimension}; compute it with --maxdim ${dimension}.`)
  const bars: unknown = diagrams[dimension]
  if (!Array.isArray(bars)) throw new Refusal(file, `has no list of bars in dimension ${dimension}; each should be [birth, death].`)
  const births = new Float64Array(bars.length)
  const deaths = new Float64Array(bars.length)
  for (const [k, bar] of (bars as unknown[]).entries()) {
    const [birth, death] = Array.isArray(bar) && bar.length === 2 ? bar as unknown[] : []
    if (typeof birth !== 'number' || !(typeof death === 'number' || death === null)) {
      throw new Refusal(file, `has ${JSON.stringify(bar)} as bar ${k} of dimension ${dimension}; it should be [birth, death], death null where infinite.`)
    }
    births[k] = birth
    deaths[k] = death ?? Infinity
    if (deaths[k] < birth) throw new Refusal(file, `has a bar that dies at ${death} before its birth at ${birth} (bar ${k} of dimension ${dimension}).`)
  }
  return { births, deaths }
}
