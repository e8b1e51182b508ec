// Predicted against landed: each network that was proposed, by what was said of it and what it came to; and whether saying the same of everybody would have done as well.
import { useMemo } from 'react'
import { faredOf } from '../../store/search/fared.ts'
import type { ShownProposal } from '../../store/search/search-state.ts'
import { decimal, integer } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { LandedScatter } from './LandedScatter.tsx'
import { faredLines, networks } from './search-words.ts'

export function FaredPanel({ shown }: { shown: readonly ShownProposal[] }) {
  const fared = useMemo(() => faredOf(shown), [shown])
  if (!fared) return null
  const { landed, diverged, scoreError, usualError, placeError, usualPlaceError } = fared
  const alive = landed > diverged
  const placed = placeError !== null && usualPlaceError !== null
  return (
    <Panel
      title="Predicted against landed"
      help="sampling"
      aside={`n = ${integer(landed)}`}
      say={alive
        ? (
            <>
              Off by <b>{decimal(scoreError, 3)}</b> in accuracy{placed && <> and <b>{decimal(placeError, 2)}</b> in place</>}; saying the same of every
              network is off by {decimal(usualError, 3)}{placed && ` and ${decimal(usualPlaceError, 2)}`}.
              {diverged > 0 && ` ${diverged === 1 ? 'One' : integer(diverged)} of ${networks(landed)} diverged.`}
            </>
          )
        : `${landed === 1 ? 'It' : `All ${integer(landed)}`} diverged: smaller learning rates in the form keep proposals from there.`}
    >
      {alive && <LandedScatter shown={shown} />}
      {alive && (
        <table className="Rows">
          <thead><tr><th className="Rows-wide"><span className="visually-hidden">what is held against what</span></th><th className="Rows-figure">predicted</th><th className="Rows-figure">to compare</th></tr></thead>
          <tbody>{faredLines(fared).map(({ key, name, own, beside }) => <tr key={key}><td className="Rows-wide">{name}</td><td className="Rows-figure">{own}</td><td className="Rows-figure">{beside}</td></tr>)}</tbody>
        </table>
      )}
      <p className="Panel-note">The map’s test accuracy votes here. The best of many was chosen by it, and does a little worse on rows that had no say.</p>
    </Panel>
  )
}
