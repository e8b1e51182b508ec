// The networks that represent the data most like the open one does; a click goes on to one of them.
import './NearestNetworks.css'
import { useMemo } from 'react'
import { networkOf } from '../../store/selectors.ts'
import type { Neighbour } from '../../protocol/geometry.ts'
import { Glyph } from '../charts/Glyph.tsx'
import { decimal, kindOf, titleOf } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { useApp } from '../use-app.ts'
import { useColours } from './use-colours.ts'

interface Props { nearest: readonly Neighbour[] | null, why: string | null }

export function NearestNetworks({ nearest, why }: Props) {
  const map = useApp(state => state.map)
  const select = useApp(state => state.select)
  const openNetwork = useApp(state => state.openNetwork)
  const { fill } = useColours()
  const rows = useMemo(() => (nearest ?? []).flatMap(({ id, distance }) => {
    const row = networkOf(map, id)
    return row ? [{ row, distance }] : []
  }), [nearest, map])
  const farthest = Math.max(...rows.map(({ distance }) => distance), 1e-9)
  const go = (id: number) => { select([id], 'panel'); void openNetwork(id) }
  const say = rows.length ? <>The nearest, <b>{titleOf(rows[0].row)}</b>, lies {decimal(rows[0].distance, 3)} away.</> : nearest ? 'No other network has been compared with this one yet.' : why ?? 'Distances are on their way.'
  return (
    <Panel title="Nearest networks" help="manifold" aside="diffusion distance" say={say}>
      {rows.length > 0 && (
        <table className="Rows">
          <thead>
            <tr><th aria-label="mark" /><th>network</th><th className="Rows-wide">recipe</th><th className="Rows-figure">acc.</th><th className="Rows-figure" colSpan={2}>distance</th></tr>
          </thead>
          <tbody>
            {rows.map(({ row, distance }) => (
              <tr key={row.id}>
                <td><Glyph row={row} fill={fill(row)} /></td>
                <td><button type="button" className="Rows-link" onClick={() => go(row.id)} aria-label={`Open network ${row.brought?.name ?? row.id}`}>{titleOf(row)}</button></td>
                <td className="Rows-wide">{kindOf(row)}</td>
                <td className="Rows-figure">{decimal(row.outcome.testAccuracy, 3)}</td>
                <td className="Nearest-track"><span style={{ width: `${100 * distance / farthest}%` }} /></td>
                <td className="Rows-figure">{decimal(distance, 3)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}
