// The evidence for the input's scale: accuracy and log loss under each way that was tried, side by side; choosing one runs the network so.
import type { Evidence, HowToRun, Trial } from '../../protocol/importing.ts'
import type { Imported } from '../../store/imports/imported.ts'
import { decimal, integer, power } from '../ui/format.ts'
import { useApp } from '../use-app.ts'
import { scaleWords } from './import-words.ts'

interface Props { of: Imported, how: HowToRun, evidence: Evidence, trials: readonly Trial[] }

export function ScaleTable({ of, how, evidence: { rows, classes, trials: all, proposed }, trials }: Props) {
  const setImport = useApp(state => state.setImport)
  const worst = Math.max(...trials.map(({ logLoss }) => logLoss).filter(Number.isFinite), 1e-9)
  const best = proposed === null ? null : all[proposed]
  const busy = of.phase !== 'still'
  return (
    <table className="ScaleTable">
      <caption>
        On {integer(rows)} labelled probes of {integer(classes)} classes; chance is {decimal(1 / classes, 2)}. Of those within a point of the best accuracy
        the one with the least log loss is proposed.
      </caption>
      <thead><tr><th>input</th><th>accuracy</th><th>log loss</th></tr></thead>
      <tbody>
        {trials.map(trial => {
          const { accuracy, logLoss } = trial
          const { scale, transposed } = trial.how
          const chosen = how.scale === scale && how.transposed === transposed
          return (
            <tr key={`${scale} ${transposed}`} data-chosen={chosen || undefined}>
              <td>
                <label>
                  <input type="radio" name={`scale-${of.key}`} checked={chosen} disabled={busy && !chosen} onChange={() => void setImport(of.key, { how: { scale, transposed } })} />
                  {scaleWords(trial.how)}{trial === best && <span className="visually-hidden">, proposed</span>}
                </label>
              </td>
              <td className="ScaleBar-cell"><span>{decimal(accuracy, 4)}<i style={{ width: `${100 * accuracy}%` }} aria-hidden /></span></td>
              <td className="ScaleBar-cell"><span>{power(logLoss)}<i style={{ width: `${100 * Math.min(1, logLoss / worst)}%` }} aria-hidden /></span></td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
