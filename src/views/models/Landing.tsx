// Where a brought network lies: its nearest on the map, whether it belongs there at all, and how it compares with the others.
import { useMemo } from 'react'
import { MEASURES } from '../../store/measures.ts'
import { networkOf } from '../../store/selectors.ts'
import type { Landed } from '../../store/imports/imported.ts'
import { Glyph } from '../charts/Glyph.tsx'
import { useColours } from '../panels/use-colours.ts'
import { decimal, kindOf, measured, power, titleOf } from '../ui/format.ts'
import { useApp } from '../use-app.ts'
import { CardPart } from './Card.tsx'
import { landingWords, shareWords } from './import-words.ts'

const NEAREST = 5

/** With as many decimals as the measure has everywhere else. */
function valueWords(label: string, value: number): string {
  const measure = MEASURES.find(one => one.label === label)
  return measure ? measured(measure, value) : power(value)
}

export function Landing({ landed: { id, residual, offMap, nearest, loneliest, percentiles } }: { landed: Landed }) {
  const map = useApp(state => state.map)
  const select = useApp(state => state.select)
  const openNetwork = useApp(state => state.openNetwork)
  const { fill } = useColours()
  // One that the map was made of lies where the others put it: there is nothing left over, and no question whether it belongs there.
  const among = map !== null && !map.landed.has(id)
  const near = useMemo(() => nearest.slice(0, NEAREST).flatMap(({ id, distance }) => {
    const row = networkOf(map, id)
    return row ? [{ row, distance }] : []
  }), [nearest, map])
  const { before, verdict } = landingWords(nearest[0]?.distance ?? Infinity, loneliest, offMap, map ? map.networks.length - map.landed.size : 0)
  return (
    <CardPart title={among ? 'Place on the map' : 'Landing'} aside={!among && Number.isFinite(residual) ? `residual ${decimal(residual, 3)}` : undefined}>
      {near.length > 0 && (
        <p>
          Nearest is <b>{titleOf(near[0].row)}</b> at {decimal(near[0].distance, 3)}
          {among ? '. The map was made with it among the others.' : <>; {before} So this one is <b>{verdict}</b>.</>}
        </p>
      )}
      {near.length > 0 && (
        <table className="CardRows">
          <thead><tr><th className="CardRows-tick"><span className="visually-hidden">mark</span></th><th>nearest</th><th>recipe</th><th className="CardRows-figure">acc.</th><th className="CardRows-figure">distance</th></tr></thead>
          <tbody>
            {near.map(({ row, distance }) => (
              <tr key={row.id}>
                <td className="CardRows-tick"><Glyph row={row} fill={fill(row)} /></td>
                <td className="CardRows-name"><button type="button" className="Rows-link" aria-label={`Open network ${row.brought?.name ?? row.id}`} onClick={() => { select([row.id], 'panel'); void openNetwork(row.id) }}>{titleOf(row)}</button></td>
                <td className="CardRows-soft">{row.brought ? 'brought, too' : kindOf(row)}</td>
                <td className="CardRows-figure">{decimal(row.outcome.testAccuracy, 3)}</td>
                <td className="CardRows-figure">{decimal(distance, 3)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {percentiles.length > 0 && (
        <dl className="Shares">
          {percentiles.map(({ measure, value, share }) => (
            <div key={measure}>
              <dt>{measure}</dt>
              <dd>{valueWords(measure, value)}</dd>
              <dd className="Shares-track">{Number.isFinite(share) && <i style={{ left: `${100 * share}%` }} />}</dd>
              <dd>{shareWords(share)}</dd>
            </div>
          ))}
        </dl>
      )}
    </CardPart>
  )
}
