// Brought networks on their way to the standing map: compared with everybody there, and placed where they belong; nobody moves.
import type { NetworkRow } from '../../core/network.ts'
import { FIRST_BROUGHT } from '../../core/network.ts'
import { isAbort } from '../../services/spawn.ts'
import { withLanded, withoutNetworks } from '../map-view.ts'
import { sentenceOf } from '../run-context.ts'
import type { Session } from '../session.ts'
import type { MapView } from '../state.ts'
import { quiet } from './brought-room.ts'
import type { Landed } from './imported.ts'
import { landedOf, loneliestOf } from './landed.ts'
import type { Newcomer } from './newcomer.ts'
import { comparandOf, extrasOfNewcomer, keptOf } from './newcomer.ts'
import { standingBlock } from './standing-block.ts'

/** Ids that nobody has had in this session. */
export function freshIds(session: Session, count: number): number[] {
  const { map } = session.store.getState()
  const taken = [...map?.networks ?? [], ...map?.diverged ?? []].map(row => row.id)
  const first = 1 + Math.max(FIRST_BROUGHT - 1, given.get(session) ?? 0, ...taken)
  given.set(session, first + count - 1)
  return Array.from({ length: count }, (_, k) => first + k)
}

/** The last one: what was taken off a map leaves its id behind, so that no panel takes one network for another. */
const given = new WeakMap<Session, number>()

export interface Placed { landed: Landed[], /** Without a place, and why. */ refused: { id: number, why: string }[] }

/**
 * `series`: of the map that they were run for. `replaced`: ids whose places go, whoever comes. Null where another map stands meanwhile. Rejects with one
 * sentence where the comparison refuses all of them.
 */
export async function placeOnMap(session: Session, series: number, newcomers: readonly Newcomer[], replaced: readonly number[]): Promise<Placed | null> {
  for (;;) {
    await quiet(session)
    if (!session.landing) break
    await session.landing
  }
  if (session.store.getState().map?.series !== series) return null
  const landing = land(session, series, newcomers, replaced)
  session.landing = landing.catch(() => undefined)
  try {
    return await landing
  } finally {
    session.landing = null
  }
}

/** The geometry knows networks by number; whoever brought one knows it by its name. */
function named(sentence: string, newcomers: readonly Newcomer[]): string {
  const names = new Map(newcomers.map(({ row }) => [row.id, row.brought!.name]))
  return sentence.replaceAll(/\b[Nn]etwork (\d+)\b/g, (text, id: string) => names.get(Number(id)) ?? text)
}

async function land(session: Session, series: number, newcomers: readonly Newcomer[], replaced: readonly number[]): Promise<Placed | null> {
  const { store, services, holdings, keeper, portraits } = session
  const map = (): MapView => store.getState().map!
  const block = standingBlock(map())
  if (block) throw new Error(block)
  const { geometry: settings } = map().manifest
  await holdings.comparableSession()
  const gone = new Set(replaced)
  try {
    if (replaced.length > 0) await services.geometry.remove([...replaced])
    const extras = newcomers.flatMap(newcomer => extrasOfNewcomer(newcomer, settings) ?? [])
    if (extras.length > 0) await services.geometry.equip(extras)
    const { added, refused } = await services.geometry.add(newcomers.map(comparandOf), () => undefined)
    const landings = added.length > 0 ? await services.geometry.land(added) : []
    if (map().series !== series) return null
    const placed = new Set(added)
    const rows: NetworkRow[] = newcomers.filter(({ row }) => placed.has(row.id)).map(({ row }) => row)
    for (const { row: { id }, confusion } of newcomers) if (placed.has(id)) holdings.details.set(id, { id, curve: new Float32Array(0), confusion })
    store.setState(state => ({ map: withLanded(gone.size > 0 ? withoutNetworks(state.map!, gone) : state.map!, rows, landings) }))
    keep()
    const distances = await services.geometry.distances()
    const laid = new Set(map().networks.filter(({ id }) => !map().landed.has(id)).map(({ id }) => id))
    const loneliest = loneliestOf(distances, laid)
    const landed = await Promise.all(landings.map(async landing => landedOf(landing, map(), await services.geometry.nearest(landing.id, 10), loneliest)))
    return { landed, refused: refused.map(({ id, why }) => ({ id, why: named(why, newcomers) })) }
  } catch (error) {
    // The old place went with what took it.
    if (gone.size > 0) store.setState(state => ({ map: state.map && withoutNetworks(state.map, gone) }))
    throw isAbort(error) ? error : new Error(named(sentenceOf(error), newcomers))
  } finally {
    portraits.begin()
  }

  /** With what the browser keeps of the session. A map that it does not hold yet goes there whole. */
  function keep(): void {
    const kept = keptOf(newcomers)
    if (!keeper.holds(map())) return void keeper.replace(kept)
    for (const newcomer of newcomers) {
      const { row, confusion } = newcomer
      const rest = { curve: new Float32Array(0), probabilities: kept.probabilities.get(row.id) ?? null, checkpoints: kept.checkpoints.get(row.id) ?? null, state: null }
      if (map().landed.has(row.id)) keeper.put({ id: row.id, row, confusion, activations: comparandOf(newcomer), ...rest })
    }
  }
}
