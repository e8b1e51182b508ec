// Ten samples of a data set that was brought, with their labels: pictures, or rows of numbers.
import { useMemo } from 'react'
import { sampleRows } from '../../core/data/own.ts'
import type { DataDraft } from '../../formats/data/data-draft.ts'
import { cell } from './data-words.ts'
import { SamplePicture } from './SamplePicture.tsx'

const SHOWN = 10
/** Columns of a table that are shown; the others are counted. */
const COLUMNS = 8

export function Samples({ draft }: { draft: DataDraft }) {
  const { values, shape, fullScale, labels, classNames, featureNames } = draft
  const rows = useMemo(() => labels ? sampleRows(labels, SHOWN) : [], [labels])
  if (!labels) return null
  const nameOf = (row: number): string => classNames[labels[row]]
  if (shape.length === 3) {
    return (
      <ul className="DataDialog-pictures">
        {rows.map(row => (
          <li key={row}>
            <figure>
              <SamplePicture values={values} shape={shape} fullScale={fullScale} row={row} label={`Row ${row}`} />
              <figcaption title={nameOf(row)}>{nameOf(row)}</figcaption>
            </figure>
          </li>
        ))}
      </ul>
    )
  }
  const [features] = shape
  const shown = Math.min(features, COLUMNS)
  return (
    <div className="DataDialog-table" tabIndex={0} role="region" aria-label="Ten samples">
      <table>
        <thead>
          <tr>
            <th scope="col" className="DataDialog-label">label</th>
            {Array.from({ length: shown }, (_, at) => <th key={at} scope="col" title={featureNames?.[at]}>{featureNames?.[at] ?? `x${at + 1}`}</th>)}
            {features > shown && <th scope="col">{features - shown} more</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row}>
              <td className="DataDialog-label" title={nameOf(row)}>{nameOf(row)}</td>
              {Array.from({ length: shown }, (_, at) => <td key={at}>{cell(values[row * features + at])}</td>)}
              {features > shown && <td>…</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
