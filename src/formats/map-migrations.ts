// What maps of older versions mean by what they do not say: one table, a line a field that came later.
import type { Fields } from './json-fields.ts'
import { fieldsOf } from './json-fields.ts'

/** The objects of a map's JSON members that have fields which older versions lack. */
export type Place = 'recipe' | 'hyper' | 'geometry'

interface Migration {
  /** The version that brought the field: files of a version before it need not have it. */
  since: number
  place: Place
  field: string
  /** What a file without it says. */
  means: unknown
  /** Why that is so. */
  because: string
}

/**
 * Version 2 brought networks trained elsewhere and measures, version 3 checkpoints and states, version 5 about, view, lineage, provenance, predictions and
 * diagrams, version 6 train checkpoints and labels: members and fields that any map may lack, so that there is nothing to migrate.
 */
export const MIGRATIONS: readonly Migration[] = [
  { since: 3, place: 'recipe', field: 'family', means: ['mlp'], because: 'there were no convolutions' },
  { since: 3, place: 'hyper', field: 'family', means: 'mlp', because: 'there were no convolutions' },
  { since: 4, place: 'geometry', field: 'metric', means: 'diffusion', because: 'networks were compared by their diffusion operators alone' },
  { since: 4, place: 'geometry', field: 'layer', means: 'last', because: 'only the last hidden layer was kept' },
  { since: 4, place: 'geometry', field: 'dimensions', means: 2, because: 'every layout was made in the plane' },
  ...(['recipe', 'hyper'] as const).flatMap((place): Migration[] => [
    { since: 6, place, field: 'augmentation', means: place === 'recipe' ? ['none'] : 'none', because: 'rows were learnt from as they are' },
    { since: 6, place, field: 'start', means: place === 'recipe' ? ['fresh'] : 'fresh', because: 'every training began at random weights' },
  ]),
]

/** The object as a file of today's version would say it. */
export function migrated(fields: Fields, place: Place, version: number, where: string): Fields {
  const missing = MIGRATIONS.filter(migration => migration.place === place && version < migration.since && fields.get(migration.field) === undefined)
  if (missing.length === 0) return fields
  return fieldsOf(Object.fromEntries([...fields.keys().map(key => [key, fields.get(key)] as const), ...missing.map(({ field, means }) => [field, means] as const)]), where)
}
