// What a map says of where its networks are from, when a training has brought some more.
import type { NetworkSpec } from '../core/network.ts'
import type { Recipe } from '../core/recipe.ts'
import type { Lineage } from '../formats/map-file.ts'

/**
 * Up to the last network of the order that has come; those before it that have not are told by the map itself. A run that went on after its page was closed is
 * one. Undefined where nothing is known of the map's other networks.
 */
export function withRun(lineage: Lineage | undefined, recipe: Recipe, specs: readonly NetworkSpec[], finished: readonly number[]): Lineage | undefined {
  const came = new Set(finished)
  const last = specs.findLast(({ id }) => came.has(id))
  if (!lineage || !last) return lineage
  const from = specs[0].id
  const count = last.id + 1 - from
  return { ...lineage, runs: [...lineage.runs.filter(run => run.from !== from), { recipe: { ...recipe, count }, from, count }] }
}
