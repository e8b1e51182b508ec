// The clusters one by one: what each has more often than everyone; a click selects it, A and B hold it against another.
import type { MouseEvent } from 'react'
import type { Cluster } from '../../store/clusters.ts'
import type { Measure } from '../../store/measures.ts'
import type { Groups } from '../../store/state.ts'
import type { DragMode } from '../charts/use-drag.ts'
import type { ColourScale } from '../colour.ts'
import { css } from '../colour.ts'
import { networksOf } from '../panels/words.ts'
import { integer } from '../ui/format.ts'
import { explained, factorOf, nameOf } from './cluster-words.ts'

interface Props {
  clusters: readonly Cluster[]
  /** Of the measure that says which cluster a network is in. */
  scale: ColourScale
  /** Networks on the map. */
  all: number
  measures: readonly Measure[]
  pointed: number | null
  onPoint: (node: number | null) => void
  onSelect: (ids: readonly number[], mode: DragMode) => void
  selected: ReadonlySet<number>
  groups: Groups
  onHold: (group: keyof Groups, ids: readonly number[]) => void
}

export function ClustersList({ clusters, scale, all, measures, pointed, onPoint, onSelect, selected, groups, onHold }: Props) {
  const modeOf = (event: MouseEvent): DragMode => event.altKey ? 'remove' : event.shiftKey || event.ctrlKey || event.metaKey ? 'add' : 'replace'
  return (
    <ul className="ClustersList" onPointerLeave={() => onPoint(null)}>
      {clusters.map(cluster => {
        const { node, number, ids, name } = cluster
        const chosen = ids.every(id => selected.has(id))
        return (
          <li key={node} data-pointed={pointed === node || undefined} onPointerEnter={() => onPoint(node)}>
            <button
              type="button"
              className="ClustersList-row"
              aria-pressed={chosen}
              aria-label={`Cluster ${number}, ${networksOf(ids.length)}, ${nameOf(cluster, measures)}${name ? ` ${factorOf(cluster)}` : ''}`}
              title={explained(cluster, all, measures)}
              onFocus={() => onPoint(node)}
              onBlur={() => onPoint(null)}
              onClick={event => onSelect(ids, modeOf(event))}
            >
              <span className="ClustersList-swatch" style={{ background: css(scale.colourAt(String(number))) }} />
              <b>{number}</b>
              <span className="ClustersList-name" data-none={!name || undefined}>{nameOf(cluster, measures)}</span>
              <span className="ClustersList-factor">{factorOf(cluster)}</span>
              <span className="ClustersList-size">{integer(ids.length)}</span>
            </button>
            {(['a', 'b'] as const).map(group => (
              <button
                key={group}
                type="button"
                className={`ClustersList-hold ClustersList-${group}`}
                data-unpictured
                aria-pressed={ids.length === groups[group].size && ids.every(id => groups[group].has(id))}
                aria-label={`Hold cluster ${number} as group ${group.toUpperCase()}`}
                title={`Hold as group ${group.toUpperCase()}`}
                onClick={() => onHold(group, ids)}
              >
                {group.toUpperCase()}
              </button>
            ))}
          </li>
        )
      })}
    </ul>
  )
}
