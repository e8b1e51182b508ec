// netfold separation: points and labels → how apart the classes are.
import { separation as measure } from '../../src/core/separation/separation.ts'
import { command } from '../command.ts'
import { readLabels, readTable } from '../files.ts'
import { path } from '../options.ts'
import { blaming, Refusal } from '../refusal.ts'

export const separation = command({
  summary: 'points and labels → how apart the classes are',
  usage: 'X.npy --labels y.npy',
  files: { from: 1, to: 1 },
  options: { labels: path('n whole numbers, one a row') },
  notes: ['Prints {"silhouette", "calinskiHarabasz", "daviesBouldin", "between", "within", "cka"}; null where a measure is undefined (one class, a constant layer).'],
  run([file], { labels }) {
    if (labels === null) throw new Refusal('--labels', 'is missing; name the file of labels.')
    const { values, rows, columns } = readTable(file, 'n × d points')
    const classes = readLabels(labels, rows, file)
    const { silhouette, calinskiHarabasz, daviesBouldin, between, within, cka } = blaming(file, () => measure(values, rows, columns, classes))
    return Promise.resolve({ silhouette, calinskiHarabasz, daviesBouldin, between, within, cka })
  },
})
