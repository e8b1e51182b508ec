// What one can do with the open network from its header: take its recipe along, and hold it as one side of a comparison.
import { ChevronsLeft, ChevronsRight, Copy, Pin } from 'lucide-react'
import type { NetworkRow } from '../../core/network.ts'
import type { Groups } from '../../store/state.ts'
import { useRailWidth } from '../frame/rail-width.ts'
import { Button } from '../ui/Button.tsx'
import { useApp } from '../use-app.ts'
import { useCopyRecipe } from './use-copy-recipe.ts'

export function NetworkActions({ row, placed }: { row: NetworkRow, placed: boolean }) {
  const { copy, said } = useCopyRecipe(row)
  const rail = useRailWidth()
  return (
    <div className="NetworkHeader-actions">
      {row.hyper && <Button small icon={<Copy size={14} aria-hidden />} title="Copy recipe and seeds as JSON" aria-label="Copy this network’s recipe" onClick={copy}>{said === 'Copied.' ? 'Copied' : 'Recipe'}</Button>}
      {placed && (['a', 'b'] as const).map(group => <Hold key={group} group={group} row={row} />)}
      {rail && (
        <Button
          small
          variant="quiet"
          className="NetworkHeader-width"
          icon={rail.wide ? <ChevronsRight size={16} aria-hidden /> : <ChevronsLeft size={16} aria-hidden />}
          aria-label={rail.wide ? 'Narrow the panels' : 'Widen the panels'}
          onClick={() => rail.setWide(!rail.wide)}
        />
      )}
      <span className="visually-hidden" role="status">{said}</span>
    </div>
  )
}

function Hold({ group, row }: { group: keyof Groups, row: NetworkRow }) {
  const held = useApp(state => state.groups[group].size === 1 && state.groups[group].has(row.id))
  const setGroup = useApp(state => state.setGroup)
  const name = group.toUpperCase()
  return (
    <Button
      small
      className={held ? `NetworkHeader-held NetworkHeader-held-${group}` : undefined}
      icon={<Pin size={14} aria-hidden />}
      aria-pressed={held}
      title={held ? `Let go of it as ${name}` : `Hold this network as ${name}, to compare it`}
      onClick={() => setGroup(group, held ? [] : [row.id])}
    >
      {held ? `Pinned as ${name}` : `Pin as ${name}`}
    </Button>
  )
}
