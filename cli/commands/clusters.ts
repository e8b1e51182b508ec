// netfold clusters: points → their hierarchy and communities.
import { adjustedRand, normalisedMutualInformation } from '../../src/core/clusters/agreement.ts'
import { bestCommunities } from '../../src/core/clusters/communities.ts'
import { copheneticCorrelation } from '../../src/core/clusters/cophenetic.ts'
import { cutInto } from '../../src/core/clusters/cut.ts'
import { linkageSteps } from '../../src/core/clusters/linkage.ts'
import { modularity } from '../../src/core/clusters/modularity.ts'
import { neighbourGraph } from '../../src/core/clusters/neighbour-graph.ts'
import { rowDistanceSteps } from '../../src/core/matrix.ts'
import { command } from '../command.ts'
import { readLabels, readTable } from '../files.ts'
import { choice, optional, path, whole } from '../options.ts'
import { blaming, Refusal } from '../refusal.ts'
import { runSteps } from '../run-steps.ts'

export const clusters = command({
  summary: 'points → hierarchy, cut and communities',
  usage: 'X.npy [--labels y.npy] [--k 10]',
  files: { from: 1, to: 1 },
  options: {
    labels: path('n whole numbers, to compare the clusters with'),
    method: choice(['ward', 'average'], 'ward', 'linkage'),
    k: optional(whole('2', 'clusters to cut into; the number of labels where they are given, else 2', 1)),
    neighbours: whole('10', 'neighbours in the graph of communities', 1),
    seed: whole('0', 'seed of the communities', 0),
  },
  notes: [
    'Prints {"linkage": [[i, j, height, size], …], "cophenetic", "cut", "ari", "nmi", "modularity", "louvain": {"q", "partition"}}.',
    'ari, nmi and modularity (of the labels on the graph) are null without labels.',
  ],
  run([file], { labels, method, k, neighbours, seed }) {
    const { values, rows, columns } = readTable(file, 'n × d points')
    const classes = labels === null ? null : readLabels(labels, rows, file)
    const count = k ?? (classes ? new Set(classes).size : Math.min(2, rows))
    if (count > rows) throw new Refusal('--k', `is ${count}, but there are only ${rows} points; give at most that.`)
    const result = blaming(file, () => {
      const distances = runSteps(rowDistanceSteps(values, rows, columns, 'distances'))
      const linkage = runSteps(linkageSteps(distances, rows, method))
      const cut = cutInto(linkage, count)
      const edges = neighbourGraph(distances, rows, neighbours)
      return {
        linkage: Array.from({ length: rows - 1 }, (_, row) => [...linkage.merges.subarray(4 * row, 4 * row + 4)]),
        cophenetic: copheneticCorrelation(linkage, distances),
        cut,
        ari: classes && adjustedRand(cut, classes),
        nmi: classes && normalisedMutualInformation(cut, classes),
        modularity: classes && modularity(edges, rows, classes),
        louvain: bestCommunities(edges, rows, seed),
      }
    })
    return Promise.resolve(result)
  },
})
