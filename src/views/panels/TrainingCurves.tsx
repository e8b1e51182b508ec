// How the open network learned: accuracy or loss, on the training and on the test rows, epoch by epoch.
import { useMemo, useState } from 'react'
import type { NetworkDetail, NetworkRow } from '../../core/network.ts'
import { CURVE_COLUMNS } from '../../core/network.ts'
import type { Curve } from '../charts/Curves.tsx'
import { Curves } from '../charts/Curves.tsx'
import { decimal, integer, power, tick } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { Segmented } from '../ui/Segmented.tsx'

type Shown = 'accuracy' | 'loss'

const OPTIONS: readonly { value: Shown, label: string }[] = [{ value: 'accuracy', label: 'Accuracy' }, { value: 'loss', label: 'Loss' }]
const ACCURACY: readonly [number, number] = [0, 1]
const lossTick = (value: number) => power(value)
const figures = (value: number) => decimal(value, 3)

interface Props { row: NetworkRow, /** Planned. */ epochs: number, detail: NetworkDetail | null, why: string | null }

export function TrainingCurves({ row, epochs, detail, why }: Props) {
  const [shown, setShown] = useState<Shown>('accuracy')
  const curves = useMemo(() => detail ? curvesOf(detail, shown) : NONE, [detail, shown])
  const domain = useMemo(() => shown === 'accuracy' ? ACCURACY : lossDomain(curves), [curves, shown])
  if (why && !detail) return <Panel title="Accuracy over training" say={why} />
  return (
    <Panel
      className="Panel-control"
      title={shown === 'accuracy' ? 'Accuracy over training' : 'Loss over training'}
      help="training"
      aside={<Segmented label="What to show" options={OPTIONS} value={shown} onChange={setShown} />}
      say={detail ? sentence(row, epochs, detail, shown) : 'The curves are on their way.'}
    >
      <Curves
        curves={curves}
        epochs={epochs}
        domain={domain}
        log={shown === 'loss'}
        name={shown === 'accuracy' ? 'accuracy' : 'loss, nats'}
        format={figures}
        formatTick={shown === 'accuracy' ? tick : lossTick}
        broke={row.outcome.divergedAt !== null && detail !== null}
      />
    </Panel>
  )
}

const NONE: readonly Curve[] = []

function column(detail: NetworkDetail, name: (typeof CURVE_COLUMNS)[number]): number[] {
  const width = CURVE_COLUMNS.length
  const at = CURVE_COLUMNS.indexOf(name)
  return Array.from({ length: Math.floor(detail.curve.length / width) }, (_, epoch) => detail.curve[epoch * width + at])
}

function curvesOf(detail: NetworkDetail, shown: Shown): Curve[] {
  return [
    { name: 'train', values: column(detail, shown === 'accuracy' ? 'trainAccuracy' : 'trainLoss'), dashed: true, colour: 'var(--ink-3)', ink: 'var(--ink-2)' },
    { name: 'test', values: column(detail, shown === 'accuracy' ? 'testAccuracy' : 'testLoss'), dashed: false, colour: 'var(--sel-a-mark)', ink: 'var(--sel-a)' },
  ]
}

function lossDomain(curves: readonly Curve[]): readonly [number, number] {
  const values = curves.flatMap(curve => curve.values).filter(value => value > 0 && Number.isFinite(value))
  if (!values.length) return [0.01, 10]
  const [low, high] = [Math.min(...values), Math.max(...values)]
  // A flat curve needs some room about it to be seen as flat.
  return high / low < 2 ? [low / 1.5, high * 1.5] : [low, high]
}

/** The epoch that did best on the test rows, and what became of it; the gap to training where there is one. */
function sentence(row: NetworkRow, epochs: number, detail: NetworkDetail, shown: Shown): string {
  const accuracy = shown === 'accuracy'
  const test = column(detail, accuracy ? 'testAccuracy' : 'testLoss')
  const done = test.length - 1
  if (row.outcome.divergedAt !== null) return done < 1 ? 'It broke within the first epoch; only the untrained network was measured.' : `Finite for ${integer(done)} of ${integer(epochs)} epochs; the cross is where it broke.`
  const best = test.reduce((top, value, epoch) => (accuracy ? value > test[top] : value < test[top]) ? epoch : top, 0)
  const what = accuracy ? 'accuracy' : 'loss'
  const gap = column(detail, 'trainAccuracy')[done] - test[done]
  const end = accuracy && gap > 0.02 ? ` On its training rows it ends ${decimal(gap, 3)} higher.` : ''
  if (best === done) return `Test ${what} is best in the last epoch, ${integer(done)}: ${decimal(test[done], 4)}.${end}`
  return `Test ${what} is best after ${integer(best)} of ${integer(done)} epochs, ${decimal(test[best], 4)}; at the end ${decimal(test[done], 4)}.${end}`
}
