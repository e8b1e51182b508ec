// What a metric or a layer asks of networks beyond the activations that a map keeps: other layers and predictions, from networks made again from
// their seeds; accuracies and hyper-parameters, from their rows.
import type { Extras } from '../core/comparison/comparand.ts'
import { extrasFor } from '../core/comparison/comparand.ts'
import { comparisonBlock, hiddenLayers } from '../core/comparison/comparison-block.ts'
import type { NetworkActivations, NetworkRow } from '../core/network.ts'
import type { GeometrySettings } from '../core/settings.ts'
import type { Revisited } from '../protocol/revisit.ts'
import { revisitAll } from './revisits.ts'
import { shapesOf } from './selectors.ts'
import type { Session } from './session.ts'

type Compared = Pick<GeometrySettings, 'metric' | 'layer'>

/**
 * What the comparison needs of networks on the map, as far as nobody has it yet (`at hand`: by id). Networks are made again some 70 a second; `onShare`
 * hears how far that is. Rejects with the first sentence where some cannot be made again, and with an AbortError once `signal` says so.
 */
export async function extrasOf(
  session: Session, rows: readonly NetworkRow[], settings: Compared, atHand: ReadonlyMap<number, Extras>, onShare: (share: number) => void, signal: AbortSignal,
): Promise<Extras[]> {
  const need = extrasFor(settings)
  if (need === null) return []
  const block = comparisonBlock(shapesOf(session.store.getState(), rows, settings), settings)
  if (block) throw new Error(block)
  if (need === 'row') return rows.map(rowExtras)
  const last = new Map(session.holdings.activations.map(network => [network.id, network]))
  const shapes = shapesOf(session.store.getState(), rows, settings)
  const depth = new Map(rows.map(({ id }, place) => [id, shapes[place].hyper ? hiddenLayers(shapes[place].hyper) : 0]))
  const found = rows.filter(({ id }) => !has(atHand.get(id), depth.get(id)!, settings)).map(row => [row, shallow(row.id, depth.get(row.id)!, last.get(row.id), need)] as const)
  const extras = found.flatMap(([, one]) => one ?? [])
  const wanted = found.filter(([, one]) => !one).map(([row]) => row.id)
  if (wanted.length === 0) return extras
  const refused = await revisitAll(session, wanted, network => {
    extras.push(revisitedExtras(network, settings))
    onShare(extras.length / found.length)
  }, signal)
  const [why] = refused.values()
  if (why) throw new Error(refused.size === 1 ? why : `${refused.size} of ${rows.length} networks cannot be made again. ${why}`)
  return extras
}

export const rowExtras = ({ id, hyper, outcome }: NetworkRow): Extras => ({ id, accuracy: outcome.testAccuracy, ...hyper && { hyper } })

/** What a network that was made again says of what is compared; all its layers only where all are looked at. */
export function revisitedExtras({ id, layers, probabilities }: Revisited, { metric, layer }: Compared): Extras {
  return metric === 'bhattacharyya' ? { id, probabilities } : { id, layers: layer === 'all' ? layers : layers.slice(0, 1) }
}

function has(extras: Extras | undefined, depth: number, { metric, layer }: Compared): boolean {
  if (metric === 'bhattacharyya') return extras?.probabilities !== undefined
  return (extras?.layers?.length ?? 0) >= (layer === 'all' ? depth : 1)
}

/** The first layer of a network with one is its last: nothing need be made. */
function shallow(id: number, depth: number, last: NetworkActivations | undefined, need: 'layers' | 'probabilities'): Extras | null {
  if (need !== 'layers' || !last || depth !== 1) return null
  return { id, layers: [{ name: 'hidden 1', columns: last.columns, values: last.values }] }
}
