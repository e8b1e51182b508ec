// How long each axis is and with which sign, how much of the whole they explain together, and what a few of them leave out of the distances.
import { useMemo } from 'react'
import type { InpcaMap } from '../../protocol/trajectories.ts'
import type { Picture } from '../../store/trajectories/trajectories-state.ts'
import { Panel } from '../ui/Panel.tsx'
import { Slider } from '../ui/Slider.tsx'
import { integer } from '../ui/format.ts'
import { useAnswer } from '../use-answer.ts'
import { useApp } from '../use-app.ts'
import { shepardWords, stressWords } from './trajectory-words.ts'
import { ShepardPlot } from './ShepardPlot.tsx'
import { SignedBars } from './SignedBars.tsx'

export function AxesPanel({ map }: { map: InpcaMap }) {
  const { axes, otherAxes, dimensions, shepard, weights } = useApp(state => state.runs)
  const panes = useApp(state => state.panes)
  const setRuns = useApp(state => state.setRuns)
  const dims = map.eigenvalues.length
  const k = Math.min(dims, Math.max(1, Math.round(shepard)))
  const asked = useMemo(() => ({ axes: k }), [k])
  const { value: pairs, whole, share, why } = useAnswer('shepard', dims > 0 ? asked : null)
  const all = map.mapped * (map.mapped - 1) / 2
  const drawn = pairs?.distances.length ?? 0
  const on = (picture: Picture): boolean => panes.first === picture || panes.second === picture
  const shown = [...on('inpca') ? axes.slice(0, dimensions) : [], ...on('axes') ? otherAxes.slice(0, dimensions) : []]
  return (
    <>
      <Panel title="Axes" help="trajectories" aside={`λ, fourth-root scale${weights === 'progress' ? ', weighted' : ''}`} say={stressWords(map)}>
        {dims > 0 && <SignedBars map={map} shown={shown} axes={k} onAxes={count => setRuns({ shepard: count })} />}
      </Panel>
      {dims > 0 && (
        <Panel title="True and shown distances" help="trajectories" aside={share !== null && !whole ? `${integer(100 * share)} %` : pairs ? `${integer(drawn)} pairs` : undefined} say={why ?? shepardWords(map, k)}>
          <div className="Training-row">
            <span>Axes shown</span>
            <Slider label="Axes shown" value={k} min={1} max={Math.max(2, dims)} step={1} onChange={count => setRuns({ shepard: Math.min(dims, Math.max(1, Math.round(count))) })} />
          </div>
          {pairs && <ShepardPlot pairs={pairs} faded={!whole} label={`Shepard plot: shown against true distance with ${k} of ${dims} axes`} />}
          {drawn > 0 && drawn < all && <p className="Panel-note">A sample, drawn at random: {integer(drawn)} of {integer(all)} pairs. The numbers above are of all of them.</p>}
        </Panel>
      )}
    </>
  )
}
