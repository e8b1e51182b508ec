// From networks to a picture, stage by stage: ONE table says what each stage reads. A stage's key is made of what it reads and of the
// keys before it; a stage whose key stands is not run again.
import type { DatasetSettings } from '../core/data/dataset.ts'
import type { GeometrySettings } from '../core/settings.ts'

export interface PipelineInputs {
  /** Null where the networks were trained elsewhere. */
  dataset: DatasetSettings | null
  /** Ids on the map, ascending. */
  ids: readonly number[]
  geometry: GeometrySettings
}

interface StageRow { stage: string, reads: (inputs: PipelineInputs) => readonly unknown[] }

export const PIPELINE = [
  { stage: 'activations', reads: ({ dataset, ids }) => [dataset, ids] },
  { stage: 'distances', reads: ({ geometry }) => [geometry.metric, geometry.layer, geometry.scale, geometry.sigma] },
  { stage: 'layout', reads: ({ geometry }) => [geometry.knn, geometry.decay, geometry.gamma, geometry.t, geometry.seed, geometry.dimensions] },
] as const satisfies readonly StageRow[]

export type Stage = (typeof PIPELINE)[number]['stage']
export type StageKeys = Record<Stage, string>

export function stageKeys(inputs: PipelineInputs): StageKeys {
  let above = ''
  return Object.fromEntries(PIPELINE.map(({ stage, reads }) => {
    above = `${above}/${JSON.stringify(reads(inputs))}`
    return [stage, above]
  })) as StageKeys
}

/** The first stage that has to be run for `wanted`, given what was `made`; null when nothing has to. Every later stage follows. */
export function firstStale(made: StageKeys, wanted: StageKeys): Stage | null {
  return PIPELINE.find(({ stage }) => made[stage] !== wanted[stage])?.stage ?? null
}
