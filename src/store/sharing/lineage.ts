// Which networks of a map can be made again from a recipe and a seed, and which cannot. Every network is held against what its recipe says.
import type { NetworkRow } from '../../core/network.ts'
import { FIRST_BROUGHT } from '../../core/network.ts'
import type { Recipe } from '../../core/recipe.ts'
import { drawNetworks, networkAt } from '../../core/population.ts'
import type { Lineage } from '../../formats/map-file.ts'
import type { MapView } from '../state.ts'

/** A stretch of a recipe's sequence, without those that are not on the map (a training was stopped); `without`: ids. */
export interface MadeRun { recipe: Recipe, from: number, count: number, without: readonly number[] }

export interface Told {
  base: string | null
  runs: readonly MadeRun[]
  /** Networks that no link can carry. */
  untold: ReadonlySet<number>
  /** Why, in sentences. */
  missing: readonly string[]
}

/** What the map says of its networks, held against them; null where nothing is known of where they are from. */
export function toldBy(map: MapView): Told | null {
  const rows = [...map.networks, ...map.diverged].sort((a, b) => a.id - b.id)
  const lineage = map.manifest.lineage ?? supposed(map, rows)
  if (!lineage) return null
  const left = new Map(rows.map(row => [row.id, row]))
  const runs: MadeRun[] = []
  for (const { recipe, from, count } of lineage.runs) {
    const there = drawNetworks(recipe, from, count).filter(spec => {
      const row = left.get(spec.id)
      return row !== undefined && row.weightSeed === spec.weightSeed && row.orderSeed === spec.orderSeed && sameHyper(row.hyper, spec.hyper)
    }).map(({ id }) => id)
    if (there.length === 0) continue
    for (const id of there) left.delete(id)
    const known = new Set(there)
    const last = there[there.length - 1] + 1 - from
    runs.push({ recipe, from, count: last, without: Array.from({ length: last }, (_, k) => from + k).filter(id => !known.has(id)) })
  }
  const brought = [...left.values()].filter(({ id }) => id >= FIRST_BROUGHT)
  const seeds = new Set<string>()
  const further = rows.filter(row => {
    const key = `${row.weightSeed} ${row.orderSeed}`
    const again = row.weightSeed !== null && seeds.has(key)
    seeds.add(key)
    return again && left.has(row.id)
  })
  const strange = lineage.base === null ? [...left.values()].filter(row => row.id < FIRST_BROUGHT && !further.includes(row)) : []
  return {
    base: lineage.base, runs, untold: new Set([...brought, ...further, ...strange].map(({ id }) => id)),
    missing: [
      ...brought.length > 0 ? [`${counted(brought.length, 'brought network')} cannot travel in a link: send the map as a file.`] : [],
      ...further.length > 0 ? [`${counted(further.length, 'network')} trained further here cannot travel in a link: send the map as a file.`] : [],
      ...strange.length > 0 ? [`${counted(strange.length, 'network')} that no recipe of this map names cannot travel in a link: send the map as a file.`] : [],
    ],
  }
}

/** An older map says only its recipe: that is its lineage where it names every network. */
function supposed({ manifest: { recipe, dataset } }: MapView, rows: readonly NetworkRow[]): Lineage | null {
  const own = rows.filter(({ id }) => id < FIRST_BROUGHT)
  if (!recipe || !dataset || own.length === 0) return null
  const named = own.every(row => {
    const { weightSeed, orderSeed, hyper } = networkAt(recipe, row.id)
    return weightSeed === row.weightSeed && orderSeed === row.orderSeed && sameHyper(row.hyper, hyper)
  })
  return named ? { base: null, runs: [{ recipe, from: 0, count: own[own.length - 1].id + 1 }] } : null
}

/** Without regard to the order of keys, which a file may change. */
function sameHyper(a: NetworkRow['hyper'], b: NonNullable<NetworkRow['hyper']>): boolean {
  return a !== null && (Object.keys(b) as (keyof typeof b)[]).every(key => a[key] === b[key])
}

export const counted = (count: number, one: string): string => `${count.toLocaleString('en-US')} ${one}${count === 1 ? '' : 's'}`
