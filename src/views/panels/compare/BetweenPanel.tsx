// How the two groups lie to each other on the manifold, by the map's own distance.
import { networkOf } from '../../../store/selectors.ts'
import { decimal, fullName, integer } from '../../ui/format.ts'
import { Button } from '../../ui/Button.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useAnswer } from '../../use-answer.ts'
import { useApp } from '../../use-app.ts'
import type { Sides } from './compared.ts'

export function BetweenPanel({ sides }: { sides: Sides }) {
  const map = useApp(state => state.map)
  const select = useApp(state => state.select)
  const { value, why } = useAnswer('between', { a: sides.a.map(row => row.id), b: sides.b.map(row => row.id) })
  const nearest = value?.nearest && [networkOf(map, value.nearest.a), networkOf(map, value.nearest.b)]
  const most = value ? Math.max(...[value.withinA, value.withinB, value.across].filter(Number.isFinite), 1e-9) : 1
  const lines = value && [
    { label: 'two of A', distance: value.withinA, fill: 'var(--sel-a-mark)' },
    { label: 'two of B', distance: value.withinB, fill: 'var(--sel-b-mark)' },
    { label: 'one of each', distance: value.across, fill: 'var(--ink-2)' },
  ].filter(line => Number.isFinite(line.distance))
  const say = !value ? why ?? 'Distances are on their way.'
    : Number.isFinite(value.apart)
      ? <>Two networks across lie farther apart than two within in <b>{decimal(value.apart, 2)}</b> of all cases; .5 would be one cloud.</>
      : Number.isFinite(value.across) ? <>They lie <b>{decimal(value.across, 3)}</b> apart.</> : 'Diverged networks have no distance to anybody.'
  return (
    <Panel title="Between them" help="manifold" aside="median distance" say={say}>
      {lines && lines.length > 0 && (
        <dl className="Between">
          {lines.map(({ label, distance, fill }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd className="Between-track"><span style={{ width: `${100 * distance / most}%`, background: fill }} /></dd>
              <dd>{decimal(distance, 3)}</dd>
            </div>
          ))}
        </dl>
      )}
      {value?.nearest && nearest?.[0] && nearest[1] && sides.a.length + sides.b.length > 2 && (
        <p className="Between-nearest">
          Nearest across: {fullName(nearest[0])} and {fullName(nearest[1])}, {decimal(value.nearest.distance, 3)}.
          <Button small variant="quiet" onClick={() => select([nearest[0]!.id, nearest[1]!.id], 'panel')}>Select both</Button>
        </p>
      )}
      {value && lines && lines.length < 3 && sides.a.length + sides.b.length > 2 && <p className="Panel-note">{integer(sides.a.length)} and {integer(sides.b.length)} networks: a group of one has no distances within.</p>}
    </Panel>
  )
}
