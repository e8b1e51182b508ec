// Where a network's predictions on the way come from: made again in this session, the vault, the map's own part, a bundle that was dropped; else its seeds.
import type { Checkpoints, NetworkRow } from '../../core/network.ts'
import { checkpointsOf } from '../../formats/bundle-networks.ts'
import type { ProbeSet, ProbeTruth } from '../../protocol/trajectories.ts'
import { bundleOf } from '../imports/bundle.ts'
import { checkpointsBeside } from '../map-file-of.ts'
import { probeLabels } from '../portraits.ts'
import { specOf } from '../network-again.ts'
import { absentData, broughtOf } from '../selectors.ts'
import type { Session } from '../session.ts'
import { keptWeights } from '../session.ts'
import type { MapView } from '../state.ts'
import { hiddenOf } from './moments.ts'
import type { Hidden } from './moments.ts'

/** What of a network is asked for: its predictions on test or train probes, or its last hidden layer. */
export type Need = ProbeSet | 'hidden'

const has = (checkpoints: Checkpoints | null | undefined, need: Need): checkpoints is Checkpoints =>
  checkpoints !== null && checkpoints !== undefined && (need === 'test' || (need === 'train' ? checkpoints.train : checkpoints.activations) !== null)

export class Sources {
  /** Trained again here, without the layers, which are kept thinned. */
  private readonly again = new Map<number, Checkpoints>()
  private readonly hidden = new Map<number, Hidden>()
  private beside: Promise<ReadonlyMap<number, Checkpoints>> | null = null
  /** Trained again, and came out as another network: a sentence each. */
  readonly refused = new Map<number, string>()

  constructor(private readonly session: Session, private readonly map: MapView) {}

  /** Takes a network that was trained again. `moments`: of its layers at most so many are kept. */
  take(row: NetworkRow, checkpoints: Checkpoints, moments: number): void {
    this.again.set(row.id, { ...checkpoints, activations: null })
    if (checkpoints.activations) this.hidden.set(row.id, hiddenOf(checkpoints, this.map.manifest.probes, moments)!)
  }

  /** Null where nobody has it. Of hidden layers `take` has at most the moments that were asked for when it was trained. */
  async of(row: NetworkRow, need: ProbeSet): Promise<Checkpoints | null> {
    return this.found(row, need)
  }

  async layersOf(row: NetworkRow, moments: number): Promise<Hidden | null> {
    const made = this.hidden.get(row.id)
    if (made) return made
    const found = await this.found(row, 'hidden')
    return found && hiddenOf(found, this.map.manifest.probes, moments)
  }

  async has(row: NetworkRow, need: Need): Promise<boolean> {
    return (need === 'hidden' && this.hidden.has(row.id)) || await this.found(row, need) !== null
  }

  private async found({ id }: NetworkRow, need: Need): Promise<Checkpoints | null> {
    const { session, map } = this
    const made = this.again.get(id)
    if (has(made, need)) return made
    const kept = (await keptWeights(session, id))?.checkpoints
    if (has(kept, need)) return kept
    this.beside ??= checkpointsBeside(session, map)
    const part = (await this.beside).get(id)
    if (has(part, need)) return part
    const brought = broughtCheckpoints(session, id)
    return has(brought, need) ? brought : null
  }

  /** Whether its seeds make it again here. */
  bySeeds(row: NetworkRow): boolean {
    const { dataset } = this.map.manifest
    if (!dataset || row.outcome.divergedAt !== null || !specOf(row) || this.refused.has(row.id)) return false
    return absentData(dataset, this.session.store.getState().ownData) === null
  }
}

function broughtCheckpoints({ store }: Session, id: number): Checkpoints | null {
  const one = broughtOf(store.getState(), id)
  const bundle = bundleOf(one ?? undefined)
  const at = bundle?.networks.findIndex(({ name }) => name === nameOf(store.getState().map, id)) ?? -1
  return bundle && at >= 0 ? checkpointsOf(bundle, at) : null
}

const nameOf = (map: MapView | null, id: number): string | null => [...map?.networks ?? [], ...map?.diverged ?? []].find(row => row.id === id)?.brought?.name ?? null

/** What all runs of the map are compared on. Errors: a sentence where these networks have no such probes. */
export async function truthOf({ store, services }: Session, map: MapView, set: ProbeSet): Promise<ProbeTruth> {
  const { dataset: settings, probes, classNames } = map.manifest
  if (settings) {
    const dataset = await services.data.dataset(settings)
    const labels = set === 'test' ? probeLabels(dataset) : Int32Array.from(dataset.trainProbes, row => dataset.labels[row])
    return { probes: labels.length, classes: dataset.classes, labels }
  }
  if (set === 'train') throw new Error('These networks were trained elsewhere, and only their own probes are known: choose the test probes.')
  const ids = new Set(map.networks.map(row => row.id))
  const there = store.getState().imports.filter(one => one.ids.some(id => ids.has(id)))
  const bundle = there.map(bundleOf).find(found => found?.networks.some(network => network.checkpoints))
  const known = map.manifest.labels // of networks that an earlier visit brought, or a file
  if (!bundle) return { probes, classes: classNames.length, labels: known?.every(label => label >= 0 && label < classNames.length) ? Int32Array.from(known) : null }
  const classes = bundle.classes > 0 ? bundle.classes : classesOf(bundle.networks.find(network => network.checkpoints)!.checkpoints!, bundle.probes)
  const { labels } = bundle
  return { probes: bundle.probes, classes, labels: labels?.every(label => label >= 0 && label < classes) ? labels : null }
}

const classesOf = ({ steps, values }: { steps: ArrayLike<number>, values: Float32Array }, probes: number): number => values.length / steps.length / probes
