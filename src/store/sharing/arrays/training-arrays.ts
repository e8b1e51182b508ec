// Training as trajectories, as arrays: checkpoints on InPCA's axes with what they read, runs against each other, PHATE through training.
import type { InpcaMap } from '../../../protocol/trajectories.ts'
import type { NpyArray } from '../../../formats/npy.ts'
import type { AppState } from '../../state.ts'
import { answersTo } from './answers-to.ts'
import type { Offer } from './offer.ts'
import { single } from './offer.ts'

const floats = (shape: number[], data: Float64Array): NpyArray => ({ dtype: 'float64', shape, data })
const whole = (data: ArrayLike<number>): NpyArray => ({ dtype: 'int32', shape: [data.length], data: Int32Array.from(data) })

export function trainingOffers(state: AppState): Offer[] {
  const { made, shuffled, through } = state.trajectories
  return [
    ...made ? mapOffers('inpca', `Bhattacharyya distances on ${made.probes} probes`, made.map) : [],
    ...shuffled ? mapOffers('inpca_null', 'the same runs, each shuffled within the true classes', shuffled) : [],
    ...made ? betweenOffers(state) : [],
    ...through ? [
      single('through/coordinates', 'PHATE of every checkpoint’s last hidden layer, units of potential distance; NaN: no place.', floats([through.steps.length, through.dims], through.coordinates)),
      ...rowOffers('through', through),
    ] : [],
  ]
}

/** Which row is whose. */
const rowOffers = (folder: string, { ids, starts, steps }: Pick<InpcaMap, 'ids' | 'starts' | 'steps'>): Offer[] => [
  single(`${folder}/ids`, `The network of each run; run k has rows ${folder}/starts[k] to ${folder}/starts[k + 1].`, whole(ids)),
  single(`${folder}/starts`, 'Where each run’s rows begin; the last is the number of rows.', whole(starts)),
  single(`${folder}/steps`, 'Updates made at each row.', whole(steps)),
]

function mapOffers(folder: string, by: string, map: InpcaMap): Offer[] {
  const { steps: { length: rows }, dims, coordinates, eigenvalues, stress, progress, loss, error, offRoad, road } = map
  const read = (name: string, words: string, data: Float64Array): Offer => single(`${folder}/${name}`, words, floats([rows], data))
  return [
    single(`${folder}/coordinates`, `Every checkpoint on InPCA’s axes (${by}); an axis with a negative eigenvalue subtracts.`, floats([rows, dims], coordinates)),
    ...rowOffers(folder, map),
    single(`${folder}/eigenvalues`, 'Of the axes, with their signs, by falling size.', floats([eigenvalues.length], eigenvalues)),
    single(`${folder}/stress`, 'Explained stress of the first 1, 2, … axes.', floats([stress.length], stress)),
    ...progress.some(Number.isFinite) ? [
      read('progress', 'Of each row along the road from ignorance (0) to truth (1).', progress),
      read('loss', 'Mean cross-entropy, nats.', loss),
      read('error', 'Share of probes answered wrongly.', error),
      read('off_road', 'Bhattacharyya distance to the road at the row’s own progress.', offRoad),
      single(`${folder}/road`, 'P0, then the road to P* at t = .01 … 1, on the same axes.', floats([road.length / dims, dims], road)),
    ] : [],
  ]
}

/** As far as a panel asked for them. */
function betweenOffers(state: AppState): Offer[] {
  const found = new Map(answersTo(state, 'betweenRuns').map(({ of: { index }, value }) => [index, value]))
  return [...found].flatMap(([index, { ids, distances, nullDistances, tube, offRoad, stations }]) => [
    single(`runs/${index}/ids`, 'The network of each run.', whole(ids)),
    single(`runs/${index}/distance`, `Between runs, the mean over 100 stations of equal ${index}: the upper triangle, row by row.`, floats([distances.length], distances)),
    single(`runs/${index}/null_distance`, 'The same where each run is shuffled within the true classes.', floats([nullDistances.length], nullDistances)),
    single(`runs/${index}/tube`, 'Of each run at each station to the mean of its configuration’s runs.', floats([ids.length, stations.length], tube)),
    single(`runs/${index}/off_road`, 'Of each run at each station to the road.', floats([ids.length, stations.length], offRoad)),
  ])
}
