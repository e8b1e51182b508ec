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

/** How many of a dot's ten nearest are like it in something, on average, and how many of ten drawn at random would be. */
function alike(near: Neighbourhood, of: (row: NetworkRow) => unknown): { ofTen: string, byChance: string } {
  const { share, chance } = shareAlike(near, of)
  return { ofTen: (10 * share).toFixed(1), byChance: (10 * chance).toFixed(1) }
}

/** Test accuracies of a dot and the one nearest to it, against any two. */
function smooth({ rows, nearest }: Neighbourhood): string {
  const close = rows.map((row, k) => Math.abs(accuracy(row) - accuracy(rows[nearest[k][0]])))
  const any = rows.flatMap((row, k) => rows.slice(0, k).map(other => Math.abs(accuracy(row) - accuracy(other))))
  return `a dot and the one nearest to it differ by ${median(close).toFixed(3)} in test accuracy, any two by ${median(any).toFixed(3)} (medians)`
}

const CLAIMS = new Map<string, (head: MapHead, near: Neighbourhood) => Claims>([
  ['digits', (_, near) => {
    const activation = alike(near, row => row.hyper?.activation)
    return {
      about: `How well a network does shows in where it lies: ${smooth(near)}. `
        + `Colour by activation to see how much of that is the recipe: ${activation.ofTen} of a dot’s ten nearest share it, ${activation.byChance} would by chance.`,
      view: {},
    }
  }],

  ['population', (_, near) => {
    const [activation, optimiser] = [alike(near, row => row.hyper?.activation), alike(near, row => row.hyper?.optimiser)]
    return {
      about: `However a network was made, how well it does shows in where it lies: ${smooth(near)}. `
        + `Colour by activation or optimiser and no kind has a region of its own: ${activation.ofTen} and ${optimiser.ofTen} of a dot’s ten nearest share them, ${activation.byChance} and ${optimiser.byChance} would by chance.`,
      view: { dock: 'hyper' },
    }
  }],

  ['spirals', (head, near) => {
    const inside = (row: NetworkRow): boolean => row.hyper!.width >= 10 && row.hyper!.learningRate > 0.003 && row.hyper!.learningRate < 0.04
    const round = (row: NetworkRow): boolean => accuracy(row) > 0.9
    const there = near.rows.filter(inside)
    const others = near.rows.filter(row => !inside(row))
    const side = alike(near, round)
    return {
      about: `Group A is where it works: of its ${count(there.length)} networks, at least 10 wide and at learning rates from 0.003 to 0.04, ${count(there.filter(round).length)} exceed 0.9, and of the other ${count(others.length)} only ${count(others.filter(round).length)}. `
        + `Colour by test accuracy to see that they lie together: ${side.ofTen} of a dot’s ten nearest are on its side of 0.9, ${side.byChance} would be by chance.`,
      view: { colour: { by: 'learningRate', log: true }, dock: 'hyper', a: setOf(head, inside) },
    }
  }],

  ['trajectories', (_, near) => {
    const family = alike(near, row => row.hyper?.family)
    const ends = (name: string): string => median(near.rows.filter(row => row.hyper?.optimiser === name).map(accuracy)).toFixed(3)
    return {
      about: 'Eight architectures learn one task with three optimisers, each at a rate that suits it, and every network kept its predictions at sixteen moments, dense at first: '
        + `plain SGD ends at ${ends('sgd')} (median), momentum at ${ends('momentum')}, Adam at ${ends('adam')}. Dense and convolutional networks represent the data in ways of their own (${family.ofTen} of a dot’s ten `
        + `nearest are of its family, ${family.byChance} would be by chance), and yet in the space of predictions all run from ignorance towards the truth by nearly one way.`,
      view: { folded: true, colour: { by: 'family' }, panes: ['phate', 'inpca'], runs: { colour: { run: 'family' } } },
    }
  }],

  ['families', (head, near) => {
    const pairs = matched(head.networks)
    const ahead = pairs.filter(([dense, conv]) => accuracy(dense) > accuracy(conv)).length
    const weights = median(pairs.map(([dense, conv]) => conv.outcome.parameters / dense.outcome.parameters))
    const family = alike(near, row => row.hyper?.family)
    return {
      about: `Of ${count(pairs.length)} pairs that are alike in all but the family, the dense network (B) is ahead in ${count(ahead)}; the convolutional one (A, hollow) has ${weights.toFixed(2)} of its weights (median). `
        + `Each kind keeps to itself: ${family.ofTen} of a dot’s ten nearest are of its family, ${family.byChance} would be by chance.`,
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
