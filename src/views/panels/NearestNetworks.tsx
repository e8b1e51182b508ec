// The networks that represent the data most like the open one does, and those that do so least; a click goes on to one of them.
import './NearestNetworks.css'
import { useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import type { Neighbour } from '../../protocol/geometry.ts'
import { networkOf } from '../../store/selectors.ts'
import { Glyph } from '../charts/Glyph.tsx'
import { decimal, integer, kindOf, titleOf } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { useApp } from '../use-app.ts'
import { useColours } from './use-colours.ts'

interface Props { nearest: readonly Neighbour[] | null, why: string | null }

const NEAREST = 5
const FARTHEST = 3

interface Shown { row: NetworkRow, distance: number }

export function NearestNetworks({ nearest, why }: Props) {
  const map = useApp(state => state.map)
  const metric = useApp(state => state.map?.manifest.geometry.metric ?? 'diffusion')
  const all = nearest ?? NONE
  const [near, far] = useMemo(() => {
    const rowsOf = (found: readonly Neighbour[]) => found.flatMap(({ id, distance }): Shown[] => {
      const row = networkOf(map, id)
      return row ? [{ row, distance }] : []
    })
    return [rowsOf(all.slice(0, NEAREST)), rowsOf(all.slice(Math.max(NEAREST, all.length - FARTHEST)).reverse())]
  }, [all, map])
  const most = Math.max(far[0]?.distance ?? 0, near.at(-1)?.distance ?? 0, 1e-9)
  const middle = all.length > 2 ? all[(all.length - 1) >> 1].distance : null
  const say = near.length
    ? <>The nearest, <b>{titleOf(near[0].row)}</b>, lies {decimal(near[0].distance, 3)} away{middle === null ? '.' : <>; half of the {integer(all.length)} others lie within {decimal(middle, 3)}.</>}</>
    : nearest ? 'No other network has been compared with this one yet.' : why ?? 'Distances are on their way.'
  return (
    <Panel title="Nearest networks" help="manifold" aside={`${metric} distance`} say={say}>
      {near.length > 0 && (
        <table className="Rows">
          <thead>
            <tr><th><span className="visually-hidden">mark</span></th><th>network</th><th className="Rows-wide">recipe</th><th className="Rows-figure">acc.</th><th className="Rows-figure" colSpan={2}>distance</th></tr>
          </thead>
          <tbody>
            {near.map(shown => <Row key={shown.row.id} {...shown} most={most} />)}
          </tbody>
          {far.length > 0 && (
            <tbody className="Nearest-far">
              <tr><th colSpan={6} scope="rowgroup">most different</th></tr>
              {far.map(shown => <Row key={shown.row.id} {...shown} most={most} />)}
            </tbody>
          )}
        </table>
      )}
    </Panel>
  )
}

const NONE: readonly Neighbour[] = []

function Row({ row, distance, most }: Shown & { most: number }) {
  const select = useApp(state => state.select)
  const openNetwork = useApp(state => state.openNetwork)
  const { fill } = useColours()
  const go = () => { select([row.id], 'panel'); void openNetwork(row.id) }
  return (
    <tr>
      <td><Glyph row={row} fill={fill(row)} /></td>
      <td><button type="button" className="Rows-link" onClick={go} aria-label={`Open network ${row.brought?.name ?? row.id}`}>{titleOf(row)}</button></td>
      <td className="Rows-wide">{kindOf(row)}</td>
      <td className="Rows-figure">{decimal(row.outcome.testAccuracy, 3)}</td>
      <td className="Nearest-track"><span style={{ width: `${100 * distance / most}%` }} /></td>
      <td className="Rows-figure">{decimal(distance, 3)}</td>
    </tr>
  )
}
