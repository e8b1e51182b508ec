// What lies on the map and between its networks, as arrays: places, distances, curves, confusion, activations, and the data they learnt from.
import { knownSize } from '../../../core/data/size.ts'
import { CURVE_COLUMNS } from '../../../core/network.ts'
import type { NamedArray } from '../../../formats/arrays-file.ts'
import type { NpyArray } from '../../../formats/npy.ts'
import { mapDistances } from '../../map-distances.ts'
import { coordinatesOf } from '../../map-view.ts'
import { probeLabels } from '../../portraits.ts'
import type { Session } from '../../session.ts'
import type { MapView } from '../../state.ts'
import type { Offer } from './offer.ts'
import { later, perNetwork, single } from './offer.ts'
import { rowsOf } from './table-arrays.ts'

/** Networks whose distances are offered as a square as well: 32 MB. */
const MOST_SQUARE = 2000

export function mapOffers(session: Session): Offer[] {
  const { map, second } = session.store.getState()
  if (!map) return []
  const { networks, manifest: { geometry: { dimensions } } } = map
  const n = networks.length
  const made = second?.made ?? null
  return [
    single('embedding', `PHATE, units of potential distance: row k is network ids[k].`, { dtype: 'float64', shape: [n, dimensions], data: coordinatesOf(map) }),
    ...made ? secondOffers(made) : [],
    ...map.entropy ? [single('phate/entropy', 'von Neumann entropy (nats) of PHATE’s operator at powers 1, 2, ….', { dtype: 'float64', shape: [map.entropy.length], data: map.entropy })] : [],
    later('distance', 'Between the networks on the map: the upper triangle, row by row, as scipy.spatial.distance.squareform takes it.', 'float64', [n * (n - 1) / 2], async () => {
      const condensed = await mapDistances(session, map)
      return { dtype: 'float64', shape: [condensed.length], data: condensed }
    }),
    ...n <= MOST_SQUARE ? [later('distance_square', 'The same as a square.', 'float64', [n, n], async () => ({ dtype: 'float64', shape: [n, n], data: squareOf(await mapDistances(session, map), n) }), false)] : [],
    ...detailOffers(session, map),
    ...map.comparable ? [activationOffer(session, map)] : [],
    ...map.manifest.dataset ? dataOffers(session, map.manifest.dataset, map) : broughtLabels(map),
  ]
}

function secondOffers({ ids, positions, space, settings }: NonNullable<NonNullable<ReturnType<Session['store']['getState']>['second']>['made']>): Offer[] {
  return [
    single('second/embedding', `The second map (${settings.metric}, ${settings.layer} layer): row k is network second/ids[k].`, { dtype: 'float64', shape: [ids.length, settings.dimensions], data: space ?? positions }),
    single('second/ids', 'Networks of the second map.', { dtype: 'int32', shape: [ids.length], data: Int32Array.from(ids) }),
  ]
}

export function squareOf(condensed: Float64Array, n: number): Float64Array {
  const square = new Float64Array(n * n)
  let at = 0
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++, at++) square[i * n + j] = square[j * n + i] = condensed[at]
  return square
}

/** Curves one behind the other, and confusion matrices; nothing where no network has any. */
function detailOffers(session: Session, map: MapView): Offer[] {
  const rows = rowsOf(map).filter(row => row.hyper)
  const classes = map.manifest.classNames.length
  if (rows.length === 0) return []
  const columns = CURVE_COLUMNS.length
  const epochs = rows.reduce((sum, row) => sum + row.hyper!.epochs + 1, 0)
  const all = rowsOf(map)
  const details = async (): Promise<readonly (Float32Array | null)[]> => {
    await session.holdings.detail()
    return all.map(({ id }) => session.holdings.details.get(id)?.curve ?? null)
  }
  const make = async (): Promise<readonly NamedArray[]> => {
    const curves = await details()
    const offsets = new Int32Array(all.length + 1)
    curves.forEach((curve, k) => { offsets[k + 1] = offsets[k] + (curve?.length ?? 0) / columns })
    const data = new Float32Array(offsets[all.length] * columns)
    curves.forEach((curve, k) => { if (curve) data.set(curve, offsets[k] * columns) })
    return [
      { name: 'curves', words: `A row an epoch, row 0 the untrained network: ${CURVE_COLUMNS.join(', ')}.`, array: { dtype: 'float32', shape: [offsets[all.length], columns], data } },
      { name: 'curve_offsets', words: 'Network ids[k] has rows curve_offsets[k] to curve_offsets[k + 1] of curves.', array: { dtype: 'int32', shape: [offsets.length], data: offsets } },
    ]
  }
  return [
    { name: 'curves', words: `A row an epoch: ${CURVE_COLUMNS.join(', ')}. With curve_offsets.`, shape: ['epochs', columns], dtype: 'float32', bytes: 4 * columns * epochs, count: 1, usual: true, make },
    later('confusion', 'Test rows by true class (row) and predicted class (column).', 'int32', [all.length, classes, classes], async () => {
      await session.holdings.detail()
      const data = new Int32Array(all.length * classes * classes)
      all.forEach(({ id }, k) => { const found = session.holdings.details.get(id)?.confusion; if (found?.length === classes ** 2) data.set(found, k * classes * classes) })
      return { dtype: 'int32', shape: [all.length, classes, classes], data }
    }),
  ]
}

function activationOffer({ holdings }: Session, { networks, manifest: { probes } }: MapView): Offer {
  const numbers = networks.reduce((sum, { hyper }) => sum + probes * (hyper?.width ?? 64), 0)
  const on = new Set(networks.map(row => row.id))
  return perNetwork({
    folder: 'activations', words: 'The hidden layer on the probes that the map compares.', dtype: 'float32', shape: [probes, 'units'], count: networks.length, bytes: 4 * numbers,
    make: async of => {
      const wanted = (await holdings.representations()).filter(({ id }) => on.has(id) && (of === null || of.has(id))).sort((a, b) => a.id - b.id)
      return wanted.map(({ id, rows, columns, values }) => ({ name: `activations/${id}`, words: 'Probes × units.', array: { dtype: 'float32', shape: [rows, columns], data: values } }))
    },
  })
}

/** What whoever brought the networks said of the probes. */
function broughtLabels({ manifest: { labels } }: MapView): Offer[] {
  return labels ? [single('labels', 'The true class of each probe.', { dtype: 'int32', shape: [labels.length], data: Int32Array.from(labels) })] : []
}

function dataOffers({ services }: Session, settings: NonNullable<MapView['manifest']['dataset']>, { manifest: { train, test, probes } }: MapView): Offer[] {
  const data = () => services.data.dataset(settings)
  const rows = train + test
  const list = (part: 'train' | 'test' | 'probes' | 'trainProbes', length: number, words: string, name: string = part): Offer => later(`data/${name}`, words, 'int32', [length], async () => {
    const found = Int32Array.from((await data())[part])
    return { dtype: 'int32', shape: [found.length], data: found }
  }, false)
  const inputs = async (): Promise<NpyArray> => {
    const { inputs: values, features, labels } = await data()
    return { dtype: 'float32', shape: [labels.length, features], data: values }
  }
  return [
    later('labels', 'The true class of each probe.', 'int32', [probes], async () => {
      const labels = probeLabels(await data())
      return { dtype: 'int32', shape: [labels.length], data: labels }
    }),
    { name: 'data/inputs', words: 'All rows of the data, scaled for training.', shape: [rows, 'features'], dtype: 'float32', bytes: null, count: 1, usual: false, make: async () => [{ name: 'data/inputs', words: 'Rows × features, scaled for training.', array: await inputs() }] },
    later('data/labels', 'The class of each row.', 'uint8', [rows], async () => {
      const { labels } = await data()
      return { dtype: 'uint8', shape: [labels.length], data: labels }
    }, false),
    list('train', train, 'Rows that networks learn from.'),
    list('test', test, 'Rows that they are tested on.'),
    list('probes', probes, 'Rows, of the test rows, on which they are compared.'),
    list('trainProbes', knownSize(settings).trainProbes, 'Rows, of those that networks learn from, on which their training is followed.', 'train_probes'),
  ]
}
