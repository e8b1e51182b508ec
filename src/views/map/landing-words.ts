// The words of the bar over the map after files were brought. Pure.
import type { Imported } from '../../store/imports/imported.ts'
import { integer } from '../ui/format.ts'

/** “3 landed, 1 failed”; null where nothing that could land was brought. */
export function barWords(imports: readonly Pick<Imported, 'opened' | 'ids' | 'confirmed' | 'block'>[]): string | null {
  const landed = imports.reduce((sum, { ids }) => sum + ids.length, 0)
  const failed = imports.filter(({ opened }) => opened?.kind === 'refused').length
  const asking = imports.filter(({ opened, confirmed, block }) => opened?.kind === 'model' && !confirmed && block === null).length
  const off = imports.filter(({ opened, ids, confirmed, block }) => (opened?.kind === 'model' || opened?.kind === 'bundle') && ids.length === 0 && (confirmed || block !== null || opened.kind === 'bundle')).length
  const parts = [
    landed > 0 && `${integer(landed)} landed`, asking > 0 && `${integer(asking)} to confirm`, off > 0 && `${integer(off)} not on the map`, failed > 0 && `${integer(failed)} failed`,
  ].filter(part => part !== false)
  return parts.length > 0 ? parts.join(', ') : null
}
