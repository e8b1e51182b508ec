// Networks as rows: mark, number, recipe, learning rate, accuracy. The number opens the network.
import type { NetworkRow } from '../../core/network.ts'
import { Glyph } from '../charts/Glyph.tsx'
import { decimal, power, recipeLine, titleOf } from '../ui/format.ts'
import { useApp } from '../use-app.ts'
import { useColours } from './use-colours.ts'

export function NetworkTable({ rows }: { rows: readonly NetworkRow[] }) {
  const { fill } = useColours()
  const openNetwork = useApp(state => state.openNetwork)
  return (
    <table className="Rows">
      <thead>
        <tr><th aria-label="mark" /><th>network</th><th className="Rows-wide">recipe</th><th className="Rows-figure">rate</th><th className="Rows-figure">accuracy</th></tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.id}>
            <td><Glyph row={row} fill={fill(row)} /></td>
            <td><button type="button" className="Rows-link" onClick={() => void openNetwork(row.id)} aria-label={`Open network ${row.brought?.name ?? row.id}`}>{titleOf(row)}</button></td>
            <td className="Rows-wide">{recipeLine(row)}</td>
            <td className="Rows-figure">{row.hyper ? power(row.hyper.learningRate) : ''}</td>
            <td className="Rows-figure">{row.outcome.divergedAt === null ? decimal(row.outcome.testAccuracy, 4) : 'diverged'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
