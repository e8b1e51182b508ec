// What came of grading ways of searching: regret against budget, and each method's figures; the table follows the budget that is read on the chart.
import { useMemo, useState } from 'react'
import type { PairedDifference } from '../../core/search/grade.ts'
import type { CardGrades } from '../../core/search/grade-card.ts'
import { ASKED, differs } from '../../core/search/grade-card.ts'
import { decimal, integer } from '../ui/format.ts'
import type { RegretLine } from './RegretChart.tsx'
import { RegretChart } from './RegretChart.tsx'
import { MethodSample } from './MethodSample.tsx'
import { markOf, POINTS } from './search-methods.ts'

const points = (share: number): string => decimal(POINTS * share, 2)
const signed = (share: number): string => (share > 0 ? '+' : '') + points(share)
const chance = (p: number): string => p < 0.001 ? 'p < 0.001' : `p = ${decimal(p, p < 0.01 ? 3 : 2)}`

export function SearchGrades({ title, grades }: { title: string, grades: CardGrades }) {
  const { methods, budget, members, diverged, best, median, repeats } = grades
  const [read, setRead] = useState<number | null>(null)
  const lines = useMemo((): RegretLine[] => {
    const first = methods.reduce((least, one) => one.mean < least.mean ? one : least)
    return methods.map(({ name, regret }) => ({ name, regret, band: name === ASKED.random || name === first.name }))
  }, [methods])
  const after = read ?? budget
  return (
    <figure className="SearchGrades">
      <figcaption className="PartFigure-head"><b>{title}: how far from the best network, by trainings spent</b></figcaption>
      <RegretChart
        lines={lines}
        label={`Regret against budget, medians of ${integer(repeats)} repeats. After ${budget} trainings: ${methods.map(({ name, regret }) => `${markOf(name).label} ${points(regret[budget - 1].median)}`).join(', ')}.`}
        onRead={setRead}
      />
      <table className="Rows SearchGrades-rows">
        <thead>
          <tr><th scope="col">method</th><th scope="col">regret after {after}</th><th scope="col">held back, %</th><th scope="col">minus random’s, at the end</th></tr>
        </thead>
        <tbody>
          {methods.map(({ name, regret, held, toRandom }) => {
            const { median: middle, lower, upper } = regret[after - 1]
            return (
              <tr key={name}>
                <th scope="row"><MethodSample name={name} />{markOf(name).label}</th>
                <td>{points(middle)} <span>({points(lower)} to {points(upper)})</span></td>
                <td>{decimal(POINTS * held, 1)}</td>
                <td>{toRandom && <Difference found={toRandom} />}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className="PartFigure-facts">
        Lines and first figures: medians of {integer(repeats)} repeats (quartiles), in points of accuracy; bands: quartiles of random search and of the best.
        Last column: mean difference (95 % interval), Wilcoxon’s p; bold where chance gives it less than once in twenty.
        {` ${integer(members)} networks, ${integer(diverged)} diverged; `}
        {`the best has ${decimal(POINTS * best, 1)} % of the validation rows right, the median ${decimal(POINTS * median, 1)} %.`}
      </p>
    </figure>
  )
}

function Difference({ found }: { found: PairedDifference }) {
  const { mean, interval: [low, high], p } = found
  const size = signed(mean)
  return <>{differs(found) ? <b>{size}</b> : size} <span>({signed(low)} to {signed(high)}), {chance(p)}</span></>
}
