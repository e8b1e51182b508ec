// What the selected have more often than everyone: at most one line a hyper-parameter, each with the counts that it rests on.
import './Enriched.css'
import { useMemo } from 'react'
import type { Column, Enrichment } from '../../core/enrichment.ts'
import { enrichments } from '../../core/enrichment.ts'
import type { Measure } from '../../store/measures.ts'
import { Term } from '../learn/Term.tsx'
import { decimal, integer, measured } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { settingsAmong, shortName } from './hyper-values.ts'
import { useSelected } from './use-selected.ts'

const MOST = 6

export function Enriched() {
  const { networks, ids, selected } = useSelected()
  const measures = useMemo(() => settingsAmong(networks), [networks])
  const columns = useMemo(() => measures.map(({ key, read }): Column => ({ key, values: networks.map(row => read(row)) })), [networks, measures])
  const phrase = (one: Enrichment) => phraseOf(one, measures)
  const report = useMemo(() => enrichments(columns, networks.map(row => ids.has(row.id))), [columns, networks, ids])
  if (selected.length === 0 || selected.length === networks.length) return null
  // Of networks of which nothing is known there is nothing to share.
  if (report.tried === 0) return null
  const [first] = report.found
  const say = first
    ? (
        <>
          <b>{phrase(first)}</b> holds for {integer(first.selected)} of the {integer(report.selected)} selected and {integer(first.all)} of all {integer(report.all)}:
          {' '}{decimal(first.factor, 1)} times <Term name="enriched">as often</Term>.
        </>
      )
    : `Nothing stands out: none of the ${integer(report.tried)} conditions tried is clearly more frequent among ${report.selected === 1 ? 'settings of this one' : `these ${integer(report.selected)}`} than among all ${integer(report.all)}.`
  const most = Math.max(...report.found.map(one => one.factor), 1)
  return (
    <Panel title="What they share" help="statistics" aside={first ? 'selected · all' : undefined} say={say}>
      {first && (
        <table className="Rows Enriched">
          <tbody>
            {report.found.slice(0, MOST).map(one => (
              <tr key={one.key}>
                <td className="Rows-wide">{phrase(one)}</td>
                <td><span className="Enriched-track"><span className="Enriched-bar" style={{ width: `${100 * one.factor / most}%` }} /></span></td>
                <td className="Rows-figure Enriched-factor">{decimal(one.factor, 1)}×</td>
                <td className="Rows-figure Enriched-counts">{integer(one.selected)} · {integer(one.all)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}

function phraseOf({ key, relation, value }: Enrichment, measures: readonly Measure[]): string {
  const measure = measures.find(other => other.key === key)!
  const written = measured(measure, value)
  return relation === '=' ? `${shortName(measure)} ${written}` : `${shortName(measure)} ${relation} ${written}`
}
