// netfold phate: distances (or points) → coordinates.
import type { Landmarks, PhateEmbedding } from '../../src/core/phate/embedding.ts'
import { phateEmbeddingOfPointsSteps, phateEmbeddingSteps } from '../../src/core/phate/embedding.ts'
import { EXACT_UP_TO } from '../../src/core/phate/landmarks.ts'
import { distancesFromSquare } from '../../src/core/phate/input.ts'
import type { PhateOptions } from '../../src/core/phate/options.ts'
import type { Steps } from '../../src/core/steps.ts'
import { writeNpz } from '../../src/formats/npz.ts'
import { command } from '../command.ts'
import { checkOut, readSquare, readTable, writeWhole } from '../files.ts'
import { choice, flag, number, path, positive, whole, wordOr } from '../options.ts'
import { blaming, Refusal } from '../refusal.ts'
import type { Seconds } from '../run-steps.ts'
import { rounded, runSteps } from '../run-steps.ts'

export const phate = command({
  summary: 'distances between things → a map of them',
  usage: 'D.npy --out O.npz [--features]',
  files: { from: 1, to: 1 },
  options: {
    out: path('the result, a .npz'),
    features: flag('the file holds N × d points instead of N × N distances'),
    knn: whole('5', 'neighbours that set the bandwidth', 1),
    decay: positive('40', 'exponent of the kernel'),
    gamma: number('1', 'informational distance: 1 logarithm, 0 square root, -1 none', 'a number from -1 to 1', value => value >= -1 && value <= 1),
    t: wordOr(['auto'], whole('auto', 'diffusion time; auto takes the knee of the entropy', 1)),
    dims: choice(['2', '3'], '2', 'dimensions of the map'),
    seed: whole('0', 'seed of the layouts', 0),
    anisotropy: number('0', 'density correction', 'a number from 0 to 1', value => value >= 0 && value <= 1),
    landmarks: wordOr(['auto', 'none'], whole('auto', 'fewer than points; auto: exact to 2,000 points, then 2,000 landmarks', 3)),
    starts: whole('16', 'layouts tried; the best is kept', 1, 1000),
    polish: whole('50', 'SMACOF steps after the layout, at most', 0, 100000),
    solver: choice(['sgd', 'smacof'], 'sgd', 'stochastic descent, or majorisation from the classic start'),
    order: choice(['diagonal', 'shuffled'], 'diagonal', 'order of the pairs; shuffled with --starts 1 --polish 0 is the published program'),
  },
  notes: ['The result holds embedding f64 [N, dims] in units of potential distance, t, vne f64 [100], potential_distance f32 condensed (i < j; between landmarks where those are used).'],
  run([file], { out, features, dims, landmarks, ...options }) {
    const target = checkOut(out, [file])
    const seconds: Seconds = {}
    const started = performance.now()
    const given = { ...options, dims: dims === '2' ? 2 : 3 } as const
    const steps = features ? fromPoints(file, landmarks, given) : fromDistances(file, landmarks, given)
    const result = blaming(file, () => runSteps(steps, seconds))
    const all = (performance.now() - started) / 1000
    const { n, t, stress, embedding, entropy, potentialDistances, notes } = result
    writeWhole(target, writeNpz([
      ['embedding.npy', { dtype: 'float64', shape: [n, result.dims], data: embedding }],
      ['t.npy', { dtype: 'int64', shape: [], data: BigInt64Array.of(BigInt(t)) }],
      ['vne.npy', { dtype: 'float64', shape: [entropy.length], data: entropy }],
      ['potential_distance.npy', { dtype: 'float32', shape: [potentialDistances.length], data: Float32Array.from(potentialDistances) }],
    ]))
    return Promise.resolve({ n, t, stress, ...'landmarks' in result && { landmarks: result.landmarks }, ...notes.length > 0 && { notes }, seconds: rounded({ ...seconds, all }) })
  },
})

/** Beyond the usual limit the exact way wants to be warned of: some 45 bytes a pair of points beside the program itself, measured at N = 2,000 and 3,500. */
function warnOfMemory(n: number): void {
  process.stderr.write(`Exact PHATE of ${n} points will need about ${((BYTES_A_PAIR * n * n + 1e8) / 1e9).toFixed(1)} GB of memory.\n`)
}

const BYTES_A_PAIR = 45

function checkLandmarks(landmarks: Landmarks, n: number): void {
  if (landmarks === 'none' && n > EXACT_UP_TO) warnOfMemory(n)
  if (typeof landmarks === 'number' && landmarks >= n) throw new Refusal('--landmarks', `is ${landmarks}, but there are only ${n} points; give fewer than that, or none.`)
}

function fromPoints(file: string, landmarks: Landmarks, options: Partial<PhateOptions>): Steps<PhateEmbedding> {
  const { values, rows, columns } = readTable(file, 'N × d points')
  checkLandmarks(landmarks, rows)
  return phateEmbeddingOfPointsSteps(values, rows, columns, landmarks, options)
}

function fromDistances(file: string, landmarks: Landmarks, options: Partial<PhateOptions>): Steps<PhateEmbedding> {
  const { values, n } = readSquare(file)
  checkLandmarks(landmarks, n)
  return phateEmbeddingSteps(blaming(file, () => distancesFromSquare(values)), landmarks, options)
}
