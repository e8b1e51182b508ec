// What panels have computed of the map as it stands, as arrays: the tree of networks as SciPy has it, what can be trusted, persistence diagrams, spectra.
import type { Diagram } from '../../../core/persistence/diagram.ts'
import type { NamedArray } from '../../../formats/arrays-file.ts'
import type { NpyArray } from '../../../formats/npy.ts'
import type { AppState } from '../../state.ts'
import { diagramsKnown } from '../known-diagrams.ts'
import { answersTo } from './answers-to.ts'
import type { Offer } from './offer.ts'
import { perNetwork, single } from './offer.ts'

export function panelOffers(state: AppState): Offer[] {
  if (!state.map) return []
  return [...treeOffers(state), ...trustOffers(state), ...diagramOffers(state), ...spectraOffers(state)]
}

const floats = (shape: number[], data: Float64Array): NpyArray => ({ dtype: 'float64', shape, data })

function treeOffers(state: AppState): Offer[] {
  return answersTo(state, 'hierarchy').flatMap(({ of: { method, of }, value: { ids, merges, order } }) => [
    single(`linkage/${method}-${of}`, `The tree of networks (${method} linkage of the ${of}) as scipy.cluster.hierarchy takes it: i, j, height, size; leaf k is network ids[k].`, floats([ids.length - 1, 4], merges)),
    single(`linkage/${method}-${of}-leaves`, 'Its leaves from left to right.', { dtype: 'int32', shape: [order.length], data: order }),
  ])
}

function trustOffers(state: AppState): Offer[] {
  return answersTo(state, 'trust').flatMap(({ of: { k, of }, value }) => {
    const columns = Object.entries(value).filter((entry): entry is [string, Float64Array] => entry[1] instanceof Float64Array && entry[1].length === value.ids.length)
    return columns.map(([name, data]) => single(`trust/${of}-${k}-${name}`, `How far the picture keeps ${k} neighbours by ${of}: ${name}; row k is network ids[k].`, floats([data.length], data)))
  })
}

/** [bars, 2] of birth and death; inf: it never ends. */
const bars = ({ births, deaths }: Diagram): NpyArray =>
  floats([births.length, 2], Float64Array.from({ length: 2 * births.length }, (_, k) => (k % 2 === 0 ? births : deaths)[k >> 1]))

function diagramOffers(state: AppState): Offer[] {
  const known = new Map(diagramsKnown(state) ?? answersTo(state, 'diagram').map(({ value }) => [value.id, value] as const))
  if (known.size === 0) return []
  const arrays = [...known].flatMap(([id, { pieces, loops }]): { id: number, named: NamedArray }[] => [
    { id, named: { name: `diagrams/${id}/0`, words: 'Pieces: birth, death, in mean distances between probes; inf: it never ends.', array: bars(pieces) } },
    { id, named: { name: `diagrams/${id}/1`, words: 'Loops: birth, death, in mean distances between probes.', array: bars(loops) } },
  ])
  return [perNetwork({
    folder: 'diagrams', words: 'Persistence of the probes: birth and death of pieces (diagrams/<id>/0) and loops (diagrams/<id>/1), in mean distances; inf: it never ends.', dtype: 'float64',
    shape: ['bars', 2], count: arrays.length, bytes: arrays.reduce((sum, { named: { array } }) => sum + array.data.byteLength, 0),
    make: of => Promise.resolve(arrays.filter(({ id }) => of === null || of.has(id)).map(({ named }) => named)),
  })]
}

function spectraOffers(state: AppState): Offer[] {
  return answersTo(state, 'spectra').flatMap(({ of: { scale }, value: { ids, n, grid, by } }) => {
    if (by.length === 0 || by.some(one => one === null)) return []
    const all = new Float32Array(by.length * ids.length * n)
    by.forEach((one, k) => { if (one) all.set(one, k * ids.length * n) })
    return [
      single(`spectra/${scale}`, 'Eigenvalues of each network’s diffusion operator, falling: widths × networks × probes.', { dtype: 'float32', shape: [by.length, ids.length, n], data: all }, { usual: false }),
      single(`spectra/${scale}-sigma`, `The widths of the kernel, in units of the ${scale} distance.`, floats([grid.length], Float64Array.from(grid)), { usual: false }),
      single(`spectra/${scale}-ids`, 'Networks of the spectra.', { dtype: 'int32', shape: [ids.length], data: Int32Array.from(ids) }, { usual: false }),
    ]
  })
}
