// What a metric or a layer asks of networks beyond the activations that a map keeps: other layers and predictions, from networks made again from
// their seeds; accuracies and hyper-parameters, from their rows.
import type { Extras } from '../core/comparison/comparand.ts'
import { extrasFor } from '../core/comparison/comparand.ts'
import type { Hyperparameters, NetworkActivations, NetworkRow } from '../core/network.ts'
import type { GeometrySettings } from '../core/settings.ts'
import type { Revisited } from '../protocol/revisit.ts'
import { revisitAll } from './revisits.ts'
import type { Session } from './session.ts'

type Compared = Pick<GeometrySettings, 'metric' | 'layer'>

/** How many hidden layers a network has: a convolutional one ends in a dense layer. */
export const hiddenLayers = ({ family, depth }: Hyperparameters): number => family === 'conv' ? depth + 1 : depth

/** Why these networks cannot be compared so, known without trying; null where they can. */
export function comparisonBlock(rows: readonly Pick<NetworkRow, 'hyper'>[], settings: Compared): string | null {
  const need = extrasFor(settings)
  if (need === null || settings.metric === 'accuracy') return null
  if (rows.some(({ hyper }) => !hyper)) {
    const missing = need === 'layers' ? 'other layers than the last' : need === 'probabilities' ? 'predictions on the probes' : 'hyper-parameters on our scales'
    return `Networks that were trained elsewhere are among these: Netfold does not know their ${missing}.`
  }
  if (need !== 'layers' || settings.layer !== 'all') return null
  const depths = rows.map(({ hyper }) => hiddenLayers(hyper!))
  const [least, most] = [Math.min(...depths), Math.max(...depths)]
  return least < most ? `These networks have ${least} to ${most} hidden layers, so layers have no fair partners: all layers can be matched by depth only where the numbers are equal.` : null
}

/**
 * What the comparison needs of networks on the map, as far as nobody has it yet (`at hand`: by id). Networks are made again some 70 a second; `onShare`
 * hears how far that is. Rejects with the first sentence where some cannot be made again, and with an AbortError once `signal` says so.
 */
export async function extrasOf(
  session: Session, rows: readonly NetworkRow[], settings: Compared, atHand: ReadonlyMap<number, Extras>, onShare: (share: number) => void, signal: AbortSignal,
): Promise<Extras[]> {
  const need = extrasFor(settings)
  if (need === null) return []
  const block = comparisonBlock(rows, settings)
  if (block) throw new Error(block)
  if (need === 'row') return rows.map(rowExtras)
  const last = new Map(session.holdings.activations.map(network => [network.id, network]))
  const found = rows.filter(row => !has(atHand.get(row.id), row, settings)).map(row => [row, shallow(row, last.get(row.id), need)] as const)
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

function has(extras: Extras | undefined, { hyper }: NetworkRow, { metric, layer }: Compared): boolean {
  if (metric === 'bhattacharyya') return extras?.probabilities !== undefined
  return (extras?.layers?.length ?? 0) >= (layer === 'all' ? hiddenLayers(hyper!) : 1)
}

/** The first layer of a network with one is its last: nothing need be made. */
function shallow({ id, hyper }: NetworkRow, last: NetworkActivations | undefined, need: 'layers' | 'probabilities'): Extras | null {
  if (need !== 'layers' || !last || hiddenLayers(hyper!) !== 1) return null
  return { id, layers: [{ name: 'hidden 1', columns: last.columns, values: last.values }] }
}
