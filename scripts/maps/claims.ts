// What each ready-made map is worth looking at for: two sentences whose every number is counted on the map itself, and the view that shows it.
import { median } from '../../src/core/statistics.ts'
import type { NetworkRow } from '../../src/core/network.ts'
import type { MapHead } from '../../src/formats/map-file.ts'
import { networkSetText } from '../../src/formats/network-set.ts'
import type { ViewRecord } from '../../src/store/sharing/view-record.ts'
import type { Neighbourhood } from './neighbourhood.ts'
import { neighbourhoodOf, shareAlike } from './neighbourhood.ts'

export interface Claims { about: string, view: ViewRecord }

/** Errors: a map that nobody here knows. */
export function claimsOf(name: string, head: MapHead): Claims {
  const claims = CLAIMS.get(name)
  if (!claims) throw new Error(`Nothing is said of a map called ${name}; those known are ${[...CLAIMS.keys()].join(', ')}.`)
  return claims(head, neighbourhoodOf(head))
}

const accuracy = (row: NetworkRow): number => row.outcome.testAccuracy
const count = (value: number): string => value.toLocaleString('en-US')
/** The same places that a view names networks by. */
const setOf = (head: MapHead, wanted: (row: NetworkRow) => boolean): string =>
  networkSetText(head.networks.flatMap((row, place) => row.outcome.divergedAt === null && wanted(row) ? [place] : []), head.networks.length)

/** How many of its ten nearest share something with a network, on average, against as many drawn at random. */
function alike(near: Neighbourhood, of: (row: NetworkRow) => unknown): string {
  const { share, chance } = shareAlike(near, of)
  return `${(10 * share).toFixed(1)} of its ten nearest (${(10 * chance).toFixed(1)} by chance)`
}

/** Test accuracies of a network and the one nearest to it, against any two. */
function smooth({ rows, nearest }: Neighbourhood): string {
  const close = rows.map((row, k) => Math.abs(accuracy(row) - accuracy(rows[nearest[k][0]])))
  const any = rows.flatMap((row, k) => rows.slice(0, k).map(other => Math.abs(accuracy(row) - accuracy(other))))
  return `A network and the one nearest to it differ by ${median(close).toFixed(3)} in test accuracy, any two by ${median(any).toFixed(3)} (medians)`
}

const CLAIMS = new Map<string, (head: MapHead, near: Neighbourhood) => Claims>([
  ['digits', (_, near) => ({
    about: `${smooth(near)}: who does alike represents the digits alike. A network shares its activation function with ${alike(near, row => row.hyper?.activation)}, which colouring by activation shows.`,
    view: {},
  })],

  ['population', (_, near) => {
    const low = near.rows.filter(row => accuracy(row) < 0.2)
    const sigmoid = low.filter(row => row.hyper?.activation === 'sigmoid')
    return {
      about: `${smooth(near)}, although they are of every kind: ${count(low.length)} stay below 0.2, ${count(sigmoid.length)} of them with sigmoids, and the best reaches ${Math.max(...near.rows.map(accuracy)).toFixed(3)}. `
        + `Colour it by activation or optimiser and no kind has a region of its own: a network shares its activation function with ${alike(near, row => row.hyper?.activation)}, its optimiser with ${alike(near, row => row.hyper?.optimiser)}.`,
      view: { dock: 'hyper' },
    }
  }],

  ['spirals', (head, near) => {
    const inside = (row: NetworkRow): boolean => row.hyper!.width >= 10 && row.hyper!.learningRate > 0.003 && row.hyper!.learningRate < 0.04
    const round = (row: NetworkRow): boolean => accuracy(row) > 0.9
    const there = near.rows.filter(inside)
    const others = near.rows.filter(row => !inside(row))
    return {
      about: `Group A holds the networks of width 10 or more at learning rates from 0.003 to 0.04: ${count(there.filter(round).length)} of these ${count(there.length)} exceed 0.9 on the spirals, and of the other ${count(others.length)}, narrower, slower or faster, ${count(others.filter(round).length)}. `
        + `Colour it by learning rate, or by accuracy: ${alike(near, round)} are on the same side of 0.9 as a network itself.`,
      view: { colour: { by: 'learningRate', log: true }, dock: 'hyper', a: setOf(head, inside) },
    }
  }],

  ['trajectories', (_, near) => {
    const ends = (optimiser: string): string => median(near.rows.filter(row => row.hyper?.optimiser === optimiser).map(accuracy)).toFixed(3)
    return {
      about: `Each network kept what it said of the 200 probes from the untrained start to its last update, at sixteen steps that are even on a log scale; coloured by optimiser, a network shares its own with ${alike(near, row => row.hyper?.optimiser)}. `
        + `All are trained at one learning rate, and seeds differ everywhere: plain SGD ends at ${ends('sgd')} (median), still on its way, momentum at ${ends('momentum')}, Adam at ${ends('adam')}.`,
      view: { colour: { by: 'optimiser' }, dock: 'hyper' },
    }
  }],

  ['families', (head, near) => {
    const pairs = matched(head.networks)
    const ahead = pairs.filter(([dense, conv]) => accuracy(dense) > accuracy(conv)).length
    const weights = median(pairs.map(([dense, conv]) => conv.outcome.parameters / dense.outcome.parameters))
    return {
      about: `Of ${count(pairs.length)} pairs that are alike in everything but the family, the dense network answers more test rows right in ${count(ahead)}; the convolutional one does with ${weights.toFixed(2)} of its weights (median). `
        + `Hollow marks are convolutional networks, group A, and full ones dense, group B: a network shares its family with ${alike(near, row => row.hyper?.family)}.`,
      view: { colour: { by: 'family' }, a: setOf(head, row => row.hyper?.family === 'conv'), b: setOf(head, row => row.hyper?.family === 'mlp'), tab: 'compare' },
    }
  }],
])

/** Dense and convolutional networks that are alike in everything else, by their turn in the grid: family is what turns slowest. */
export function matched(networks: readonly NetworkRow[]): [dense: NetworkRow, conv: NetworkRow][] {
  const key = ({ hyper }: NetworkRow): string => JSON.stringify({ ...hyper, family: null })
  const waiting = new Map<string, NetworkRow[]>()
  for (const row of networks) if (row.hyper?.family === 'conv') waiting.set(key(row), [...waiting.get(key(row)) ?? [], row])
  return networks.flatMap(row => {
    const twin = row.hyper?.family === 'mlp' ? waiting.get(key(row))?.shift() : undefined
    return twin && row.outcome.divergedAt === null && twin.outcome.divergedAt === null ? [[row, twin]] : []
  })
}
