// A population of an experiment as the page's own map: the form takes its recipe, its networks are trained stretch by stretch as a link's are, and the map by
// representations stands beside the runs by predictions.
import { drawNetworks } from '../../core/population.ts'
import { CHECKPOINTS } from '../../core/network.ts'
import type { RunOrder } from '../run-order.ts'
import { trainBlock } from '../selectors.ts'
import type { Session } from '../session.ts'
import type { PartPlan, PlannedRun } from './recipes.ts'

/** Why it cannot, in a sentence; null where it has begun and ended as it ends. */
export async function asMap(session: Session, plan: PartPlan): Promise<string | null> {
  const { store } = session
  if (store.getState().training) return 'Training is under way: stop it first, and these networks can be trained as a map.'
  store.getState().setDataset(plan.dataset)
  store.getState().setRecipe(plan.runs[0].recipe)
  const block = trainBlock(store.getState()).anew
  if (block) return block
  store.getState().closeExperiments()
  for (const [k, run] of plan.runs.entries()) {
    store.getState().setRecipe(run.recipe)
    await session.carryOut(orderFor(session, plan, run, k === 0))
    const { map } = store.getState()
    const there = new Set([...map?.networks ?? [], ...map?.diverged ?? []].map(({ id }) => id))
    if (!drawNetworks(run.recipe, run.from, run.count).every(({ id }) => there.has(id))) return null // stopped: what finished stays
  }
  store.getState().setPanes({ first: 'phate', second: 'inpca' })
  store.getState().setRuns({ probes: 'test', colour: { kind: 'run', by: plan.by === 'size' ? 'parameters' : plan.by } })
  return null
}

function orderFor({ store }: Session, { dataset }: PartPlan, { recipe, from, count }: PlannedRun, fresh: boolean): RunOrder {
  const { geometry, keep, map } = store.getState()
  return {
    dataset, geometry: fresh ? geometry : map!.manifest.geometry, total: count, recipe, fresh, begun: [], taken: null,
    run: () => ({
      kind: fresh ? 'new' : 'more', specs: drawNetworks(recipe, from, count), recipe: { ...recipe, count: from + count },
      keep: { ...keep, checkpoints: Math.max(keep.checkpoints, CHECKPOINTS) }, state: 'running',
    }),
  }
}
