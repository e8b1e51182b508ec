// netfold entropy: points → diffusion spectral entropy.
import { spectralEntropy } from '../../src/core/entropy/entropy.ts'
import { affinitySpectrumSteps } from '../../src/core/entropy/spectrum.ts'
import { command } from '../command.ts'
import { readTable } from '../files.ts'
import { flag, optional, positive } from '../options.ts'
import { blaming, Refusal } from '../refusal.ts'
import { runSteps } from '../run-steps.ts'

export const entropy = command({
  summary: 'points → diffusion spectral entropy, in bits',
  usage: 'X.npy [--sigma 10 | --sigma-median 1] [--t 1]',
  files: { from: 1, to: 1 },
  options: {
    sigma: optional(positive('10', 'width of the Gaussian kernel; 10 where neither width is given')),
    'sigma-median': optional(positive('1', 'the width in median pairwise distances')),
    t: positive('1', 'diffusion time, any positive number'),
    eigenvalues: flag('print all eigenvalues too, descending'),
  },
  notes: ['Prints {"bits", "sigma", "t"}, and with --eigenvalues the spectrum.'],
  run([file], { sigma, 'sigma-median': medians, t, eigenvalues }) {
    if (sigma !== null && medians !== null) throw new Refusal('--sigma-median', 'cannot be given together with --sigma; give one width.')
    const { values, rows, columns } = readTable(file, 'n × d points')
    const width = medians === null ? { sigma: sigma ?? 10 } : { medians }
    const spectrum = blaming(file, () => runSteps(affinitySpectrumSteps(values, rows, columns, width)))
    return Promise.resolve({
      bits: spectralEntropy(spectrum.eigenvalues, t), sigma: spectrum.sigma, t,
      ...spectrum.notes.length > 0 && { notes: spectrum.notes },
      ...eigenvalues && { eigenvalues: spectrum.eigenvalues },
    })
  },
})
