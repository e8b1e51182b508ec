// netfold persistence: points (or distances) → persistence diagrams.
import { distancesOfSquare, float32Distances } from '../../src/core/persistence/cloud.ts'
import { ripsSteps } from '../../src/core/persistence/rips.ts'
import { command } from '../command.ts'
import { readSquare, readTable } from '../files.ts'
import { flag, number, whole, wordOr } from '../options.ts'
import { blaming } from '../refusal.ts'
import { runSteps } from '../run-steps.ts'

export const persistence = command({
  summary: 'points → Vietoris–Rips persistence diagrams',
  usage: 'X.npy [--distances]',
  files: { from: 1, to: 1 },
  options: {
    distances: flag('the file holds n × n distances instead of n × d points'),
    maxdim: whole('1', 'highest dimension: 0 components, 1 loops, 2 voids', 0, 2),
    threshold: wordOr(['auto'], number('auto', 'longest edge; auto takes the enclosing radius', 'a number of at least 0', value => value >= 0)),
  },
  notes: ['Prints {"threshold", "diagrams": [[[birth, death], …], …]}, a list a dimension; death is null where a bar never dies.', 'Distances are rounded to float32, as Ripser does.'],
  run([file], { distances, maxdim, threshold }) {
    const cloud = distances ? fromSquare(file) : fromPoints(file)
    const result = blaming(file, () => runSteps(ripsSteps(cloud.distances, { maxDimension: maxdim as 0 | 1 | 2, threshold, n: cloud.n })))
    return Promise.resolve({
      threshold: result.threshold,
      diagrams: result.diagrams.map(({ births, deaths }) => Array.from(births, (birth, k) => [birth, deaths[k]])),
    })
  },
})

interface Cloud { n: number, distances: Float64Array }

function fromSquare(file: string): Cloud {
  const { values } = readSquare(file)
  return blaming(file, () => distancesOfSquare(values))
}

function fromPoints(file: string): Cloud {
  const { values, rows, columns } = readTable(file, 'n × d points')
  return { n: rows, distances: blaming(file, () => float32Distances(values, rows, columns)) }
}
