// netfold inpca: tables of predictions, or a bundle's networks on their way → InPCA coordinates, and progress towards the truth where labels are given.
import { bhattacharyyaSteps } from '../../src/core/inpca/bhattacharyya.ts'
import { inpcaSteps } from '../../src/core/inpca/inpca.ts'
import { checkPredictions } from '../../src/core/inpca/predictions.ts'
import { progressSteps } from '../../src/core/inpca/progress.ts'
import type { Member } from '../../src/formats/npz.ts'
import { writeNpz } from '../../src/formats/npz.ts'
import { looksLikeZip } from '../../src/formats/zip.ts'
import { readBundleFile } from '../bundle-file.ts'
import type { BundleRuns } from '../bundle-runs.ts'
import { runsOfBundle } from '../bundle-runs.ts'
import { command } from '../command.ts'
import { checkOut, readArray, readBytes, readLabels, widened, writeWhole } from '../files.ts'
import { path, whole } from '../options.ts'
import { blaming, Refusal } from '../refusal.ts'
import type { Seconds } from '../run-steps.ts'
import { rounded, runSteps } from '../run-steps.ts'

export const inpca = command({
  summary: 'tables of predictions, or a bundle → InPCA coordinates with signed axes',
  usage: 'P.npy or B.npz --out O.npz [--labels y.npy]',
  files: { from: 1, to: 1 },
  options: {
    out: path('the result, a .npz'),
    dims: whole('5', 'coordinates to keep', 1, 1000),
    labels: path('n true classes (0 to C - 1): progress is computed too; they win over those of a bundle'),
  },
  notes: [
    'P holds probabilities [N, n, C]. The result holds coordinates f64 [N, dims], eigenvalues f64 [N] by falling magnitude (negative ones are time-like axes), stress f64 [dims], distance f64 condensed, and with labels progress f64 [N].',
    'Of a bundle the N tables are the checkpoints of all networks, one network after the other (checkpoints/<id>, or probabilities/<id> as a single one); the result holds ids.json [R names], starts i32 [R + 1] (network k has the rows starts[k] to starts[k + 1], exclusive) and steps i32 [N] besides.',
  ],
  run([file], { out, dims, labels }) {
    const target = checkOut(out, [file, labels])
    const { models, probes, classes, values, runs } = looksLikeZip(readBytes(file)) ? bundleTables(file) : arrayTables(file)
    const truth = labels === null ? runs?.labels ?? null : readLabels(labels, probes, `each table of ${file}`)
    const wrong = truth?.findIndex(label => label < 0 || label >= classes) ?? -1
    if (wrong >= 0) throw new Refusal(labels!, `holds ${truth![wrong]} at place ${wrong}; with ${classes} classes labels run from 0 to ${classes - 1}.`)
    const seconds: Seconds = {}
    const { notes, disjoint, result, distances, progress } = blaming(file, () => {
      const checked = checkPredictions(values(), models, probes, classes)
      const pairs = runSteps(bhattacharyyaSteps(checked.probabilities, models, probes, classes), seconds)
      return {
        notes: checked.notes,
        disjoint: pairs.disjoint,
        distances: pairs.distances,
        result: runSteps(inpcaSteps(pairs.distances, dims, { allEigenvalues: true }), seconds),
        progress: truth && runSteps(progressSteps(checked.probabilities, models, probes, classes, truth), seconds),
      }
    })
    const members: Member[] = [
      ['coordinates.npy', { dtype: 'float64', shape: [models, result.dims], data: result.coordinates }],
      ['eigenvalues.npy', { dtype: 'float64', shape: [result.eigenvalues.length], data: result.eigenvalues }],
      ['stress.npy', { dtype: 'float64', shape: [result.stress.length], data: result.stress }],
      ['distance.npy', { dtype: 'float64', shape: [distances.length], data: distances }],
    ]
    if (progress) members.push(['progress.npy', { dtype: 'float64', shape: [models], data: progress }])
    if (runs) {
      members.push(
        ['ids.json', runs.ids],
        ['starts.npy', { dtype: 'int32', shape: [runs.starts.length], data: runs.starts }],
        ['steps.npy', { dtype: 'int32', shape: [models], data: runs.steps }],
      )
    }
    writeWhole(target, writeNpz(members))
    const said = [
      ...runs?.notes ?? [], ...notes, ...result.notes, ...disjoint > 0 ? [`${disjoint} times a probe has no class in common between two models; its distance counts as 100.`] : [],
    ]
    return Promise.resolve({
      n: models, ...runs && { runs: runs.ids.length }, dims: result.dims, stress: result.stress, ...said.length > 0 && { notes: said }, seconds: rounded(seconds),
    })
  },
})

/** Predictions of one file: so many models on so many probes over so many classes, and which runs they are of. */
interface Tables { models: number, probes: number, classes: number, values: () => Float64Array, runs: BundleRuns | null }

function arrayTables(file: string): Tables {
  const array = readArray(file)
  if (array.shape.length !== 3) throw new Refusal(file, `has shape (${array.shape.join(', ')}); probabilities should be [N, n, C]: models, probes, classes.`)
  const [models, probes, classes] = array.shape
  return { models, probes, classes, values: () => widened(array), runs: null }
}

function bundleTables(file: string): Tables {
  const runs = runsOfBundle(readBundleFile(file, null), file)
  return { models: runs.steps.length, probes: runs.probes, classes: runs.classes, values: () => runs.probabilities, runs }
}
