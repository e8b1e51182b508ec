// What a brought network answers all over the plane of two features: it is asked as it is asked of rows, in the numbers of the data and scaled as its card says.
import type { Dataset } from '../../core/data/dataset.ts'
import type { ProbeSet } from '../../core/graph/input-scale.ts'
import { probeSetOf } from '../../core/graph/probe-set.ts'
import { planeFrame, planePoints } from '../../core/training/plane.ts'
import type { Plane } from '../../protocol/revisit.ts'
import { broughtOf } from '../selectors.ts'
import type { Session } from '../session.ts'
import { groundOf } from './ground.ts'

/** Points of the grid as they would be stored, size × size × 2, row by row from the top; what is known of the data is that of all of them. */
export function gridProbes(dataset: Dataset, probes: ProbeSet, size: number): ProbeSet {
  const rows = size * size
  const points = { ...dataset, inputs: planePoints(planeFrame(dataset), size), labels: new Uint8Array(rows) }
  return { ...probeSetOf(points, Uint32Array.from({ length: rows }, (_, row) => row)), statistics: probes.statistics, labels: null }
}

/** Rejects with one sentence where its file is not at hand, or where it answers with other classes than the data's. */
export async function broughtPlane({ store, services }: Session, id: number, size: number, signal: AbortSignal): Promise<Plane> {
  const state = store.getState()
  const one = broughtOf(state, id)
  const settings = state.map?.manifest.dataset
  if (one?.opened?.kind !== 'model' || !one.how || !settings) throw new Error('Its file is not at hand any more: drop it again.')
  const { dataset, probes } = await groundOf(services, settings)
  const { probabilities, classes } = await services.importing.answers(signal, one.opened.handle, one.how, gridProbes(dataset, probes, size))
  if (!probabilities || classes !== dataset.classes) throw new Error(`${one.name} does not answer with the ${dataset.classes} classes of these data.`)
  return { size, ...planeFrame(dataset), probabilities }
}
