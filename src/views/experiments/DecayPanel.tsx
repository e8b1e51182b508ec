// Why is it low-dimensional? The decay of the inputs' eigenvalues under a slider: a small population is trained where it is let go, and explained stress follows.
import { useMemo } from 'react'
import { inputSpectrum } from '../../store/experiments/decay.ts'
import type { Experiments, ExperimentsRoom } from '../../store/experiments/experiments-state.ts'
import { LEAST_DECAY, MOST_DECAY } from '../../store/experiments/experiments-state.ts'
import { decayFinding } from '../../store/experiments/findings.ts'
import { axis } from '../charts/axis.ts'
import { DecayChart } from '../charts/DecayChart.tsx'
import { Button } from '../ui/Button.tsx'
import { MethodButton } from '../ui/MethodButton.tsx'
import { decimal, integer, power, tick } from '../ui/format.ts'
import { place } from '../ui/track-scale.ts'
import { DecaySlider } from './DecaySlider.tsx'
import type { Line } from './LineChart.tsx'
import { LineChart } from './LineChart.tsx'

const SCALE = { min: LEAST_DECAY, max: MOST_DECAY, log: true, step: 0, zero: true }
const TICKS = [0, 0.001, 0.01, 0.1, 1]
const INK = 'var(--cat-1)'

export function DecayPanel({ room, experiments: { decay, curve, trying } }: { room: ExperimentsRoom, experiments: Experiments }) {
  const { values, directions } = useMemo(() => inputSpectrum(decay), [decay])
  const here = curve.find(point => point.decay === decay)
  const finding = decayFinding(curve)
  const lines = useMemo((): Line[] => [
    { name: 'χ₁', points: curve.map(({ decay, stress }) => ({ x: decay, y: stress[0] })), colour: 'var(--cat-2)', dashed: false },
    { name: 'χ₃', points: curve.map(({ decay, stress }) => ({ x: decay, y: stress[2] })), colour: 'var(--cat-1)', dashed: false },
    { name: 'χ₃ of the null', points: curve.map(({ decay, nullStress }) => ({ x: decay, y: nullStress[2] })), colour: 'var(--ink-4)', dashed: true },
  ], [curve])
  return (
    <section className="DecayPanel" aria-labelledby="why-low">
      <header><h2 id="why-low">Why is it low-dimensional?</h2><MethodButton page="experiments" of="why training is low-dimensional" /></header>
      <p className="Experiments-lead">The teacher’s inputs have 200 directions; their spread falls as exp(−c i) from one to the next. Let the slider go: 24 networks are trained at that c, half of them from corners.</p>
      <DecaySlider value={decay} scale={SCALE} onChange={value => room.setDecay(value)} onRelease={() => { void room.tryDecay() }} />
      <p className="DecayPanel-said" role="status">
        {trying
          ? <>Training at c = {power(trying.decay)}: {integer(100 * trying.share)} % <Button small onClick={() => room.stop()}>Cancel</Button></>
          : here
            ? `c = ${power(decay)}: explained stress ${here.stress.map((value, k) => `χ${'₁₂₃₄₅'[k]} ${decimal(value, 3)}`).join(', ')}; the null’s χ₃ ${decimal(here.nullStress[2], 3)}; mean test accuracy ${decimal(here.accuracy, 3)} of ${integer(here.networks)} runs.`
            : <>c = {power(decay)} has not been tried. <Button small onClick={() => { void room.tryDecay() }}>Train at this c</Button></>}
      </p>
      <div className="DecayPanel-charts">
        <div>
          <h3 className="LineChart-title">Inputs’ eigenvalues: as if {decimal(directions, directions < 10 ? 1 : 0)} of 200 directions were equal</h3>
          <DecayChart lines={[{ key: 'c', name: `c = ${power(decay)}`, middle: values, band: null, colour: INK, ink: INK }]} others={[]} floor={1e-3} step={null} name="of the largest" format={power} label="Eigenvalues of the inputs" height={150} />
        </div>
        {curve.length > 0 && (
          <LineChart
            title="Explained stress against c, as tried so far"
            lines={lines}
            x={range => ({ ...axis([0, 1], range), ticks: TICKS, at: value => range[0] + place(value, SCALE) * (range[1] - range[0]) })}
            y={range => axis([0, 1], range, { ticks: 4 })}
            across="c, log scale, 0 at the left"
            format={tick}
            marked={decay}
            label={`Explained stress of three axes: ${curve.map(({ decay, stress, nullStress }) => `c ${power(decay)}: ${decimal(stress[2], 3)}, null ${decimal(nullStress[2], 3)}`).join('; ')}`}
          />
        )}
      </div>
      {finding && <p className="DecayPanel-finding"><b>{finding.claim}:</b> {finding.words}</p>}
    </section>
  )
}
