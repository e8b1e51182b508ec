// netfold distances: a bundle of networks → the distances between them.
import type { ComparedNetwork } from '../../src/core/distance/networks.ts'
import { METRICS } from '../../src/core/distance/all-pairs.ts'
import { squareFromCondensed } from '../../src/core/condensed.ts'
import { SCALES } from '../../src/core/settings.ts'
import { writeNpy } from '../../src/formats/npy.ts'
import { accuracyOf, outputDistanceSteps, predictionsOf } from '../bundle-predictions.ts'
import { blamingBundle, checkProbes, readBundleFile } from '../bundle-file.ts'
import { command } from '../command.ts'
import { checkOut, writeWhole } from '../files.ts'
import { choice, path, positive } from '../options.ts'
import { threadedDistanceSteps } from '../pairs-distances.ts'
import { Refusal } from '../refusal.ts'
import type { Seconds } from '../run-steps.ts'
import { rounded, runSteps } from '../run-steps.ts'

/** Needs hyper-parameters on our own scales, which a bundle's table does not promise. */
const OFFERED = METRICS.filter(metric => metric !== 'hyper-parameters')

export const distances = command({
  summary: 'a bundle of networks → the distances between them',
  usage: 'B.npz --out D.npy [--metric diffusion]',
  files: { from: 1, to: 1 },
  options: {
    out: path('the result, a .npy of N × N float64'),
    metric: choice(OFFERED, 'diffusion', 'what is compared'),
    sigma: positive('0.5', 'width of the kernel, in units of the scale'),
    scale: choice(SCALES, 'mean', 'what probe distances are divided by'),
    kernel: choice(['gaussian', 'adaptive'], 'gaussian', 'adaptive: each probe’s own width'),
    t: choice(['1', '2', '4', '8'], '4', 'steps of the walk, for markov-t; 1 is the same as diffusion'),
    layer: choice(['last'], 'last', 'a bundle has one layer a network'),
    table: path('rows of the networks, .csv or .json, beside the bundle'),
  },
  notes: ['A bundle is a .npz with activations/<id> [n, d] or probabilities/<id> [n, C] of each network, and labels [n]. Rows and columns are in the order printed as "ids".'],
  run([file], { out, metric, sigma, scale, kernel, t, table }) {
    const target = checkOut(out, [file, table])
    const bundle = readBundleFile(file, table)
    const outputs = metric === 'bhattacharyya' || metric === 'accuracy'
    if (!outputs) checkProbes(bundle, file)
    const networks = bundle.networks.map(({ name, activations }, id): ComparedNetwork => {
      if (!activations && !outputs) throw new Refusal(file, `has no activations/${name}; the metric ${metric} compares activations.`)
      return { id, rows: bundle.probes, columns: activations?.columns ?? 0, values: activations?.values ?? new Float32Array(0), ...metric === 'accuracy' && { accuracy: accuracyOf(bundle, id, file) } }
    })
    const seconds: Seconds = {}
    const settings = { metric, sigma, scale, kernel, t: Number(t), ...metric === 'bhattacharyya' && { outputDistances: () => outputDistanceSteps(predictionsOf(bundle, file)) } }
    const { distances: condensed, warnings } = blamingBundle(file, bundle, () => runSteps(threadedDistanceSteps(networks, settings), seconds))
    const n = networks.length
    writeWhole(target, writeNpy({ dtype: 'float64', shape: [n, n], data: squareFromCondensed(condensed, n) }))
    return Promise.resolve({ n, metric, ids: bundle.networks.map(({ name }) => name), ...warnings.length > 0 && { warnings }, seconds: rounded(seconds) })
  },
})
