// In the corner of a picture of training: which picture, how it is looked at, a second one beside it or the way to close this one.
import { Columns2, SlidersHorizontal, X } from 'lucide-react'
import type { Picture, TrajectorySettings } from '../../store/trajectories/trajectories-state.ts'
import { MapMenu } from '../map/MapMenu.tsx'
import { PictureButton } from '../picture/PictureButton.tsx'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { Select } from '../ui/Select.tsx'
import { useApp } from '../use-app.ts'
import { axisName } from './axis-words.ts'
import { PICTURE_NAMES } from './picture-names.ts'
import { PictureSelect } from './PictureSelect.tsx'

interface Props {
  place: 'first' | 'second'
  picture: Exclude<Picture, 'phate'>
  /** Of the layout that is shown; null: its axes have none. */
  eigenvalues: ArrayLike<number> | null
  /** Axes that there are. */
  dims: number
  filled: boolean
  onFilled: (filled: boolean) => void
  frame: () => HTMLElement | null
}

const DIMENSIONS = [{ value: '2', label: '2-D' }, { value: '3', label: '3-D' }] as const
const PROBES = [{ value: 'test', label: 'Test' }, { value: 'train', label: 'Train' }] as const
const SIDES = ['Across', 'Up', 'In depth'] as const
const icon = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const

export function TrajectoryHead({ place, picture, eigenvalues, dims, filled, onFilled, frame }: Props) {
  const beside = useApp(state => state.second !== null || state.panes.second !== null)
  const setPanes = useApp(state => state.setPanes)
  const foldLeft = useApp(state => state.foldLeft)
  return (
    <div className="TrajectoryHead" data-covers-map data-unpictured>
      <PictureSelect place={place} />
      <MapMenu
        label="How it is looked at"
        icon={<SlidersHorizontal {...icon} />}
        side="below"
        align="right"
        className="TrajectoryHead-menu"
        sheet={<ViewSheet picture={picture} eigenvalues={eigenvalues} dims={dims} filled={filled} onFilled={onFilled} />}
      />
      <PictureButton title={PICTURE_NAMES[picture]} chart={() => ({ root: frame() })} />
      {place === 'second'
        ? <Button icon={<X {...icon} />} aria-label="Close the second picture" onClick={() => setPanes({ second: null })} />
        : !beside && (
            <Button
              className="MapHead-second"
              icon={<Columns2 {...icon} />}
              aria-label="Second picture"
              title="Second picture: the same networks seen otherwise, beside this one"
              onClick={() => {
                setPanes({ second: picture === 'inpca' ? 'axes' : 'inpca' })
                foldLeft(true)
              }}
            />
          )}
    </div>
  )
}

function ViewSheet({ picture, eigenvalues, dims, filled, onFilled }: Omit<Props, 'place' | 'frame'>) {
  const runs = useApp(state => state.runs)
  const setRuns = useApp(state => state.setRuns)
  const solid = runs.dimensions === 3
  const chosen = picture === 'axes' ? 'otherAxes' : 'axes'
  const axed = picture === 'inpca' || picture === 'axes' || picture === 'null'
  if (picture === 'through') return <p className="ViewSheet">Its axes mean nothing, only distances do: there is nothing to choose.</p>
  return (
    <div className="ViewSheet">
      <Segmented label="Dimensions of the picture" stretch options={DIMENSIONS} value={solid ? '3' : '2'} onChange={to => setRuns({ dimensions: to === '3' ? 3 : 2 })} />
      {axed && SIDES.slice(0, runs.dimensions).map((side, k) => (
        <AxisChoice key={side} side={side} axis={runs[chosen][k]} dims={dims} eigenvalues={eigenvalues} onChange={axis => setRuns({ [chosen]: withAxis(runs[chosen], k, axis) })} />
      ))}
      <Check label="Each axis fills the picture" hint="Else all have one scale, and a length is the same everywhere" checked={filled} onChange={onFilled} />
      {axed && (
        <>
          <span className="ViewSheet-line"><span>Probes</span><Segmented label="Predictions on which probes" options={PROBES} value={runs.probes} onChange={probes => setRuns({ probes })} /></span>
          <Check label="Averages of configurations" checked={runs.averages} onChange={averages => setRuns({ averages })} />
        </>
      )}
    </div>
  )
}

interface AxisProps { side: string, axis: number, dims: number, eigenvalues: ArrayLike<number> | null, onChange: (axis: number) => void }

function AxisChoice({ side, axis, dims, eigenvalues, onChange }: AxisProps) {
  const options = Array.from({ length: Math.max(dims, axis + 1) }, (_, k) => ({ value: String(k), label: axisName(k, eigenvalues?.[k]) }))
  return <span className="ViewSheet-line"><span>{side}</span><Select label={`Axis ${side.toLowerCase()}`} value={String(axis)} options={options} onChange={next => onChange(Number(next))} /></span>
}

/** An axis that stands elsewhere changes places with the one that it takes the place of. */
export function withAxis(axes: TrajectorySettings['axes'], at: number, axis: number): [number, number, number] {
  const next: [number, number, number] = [...axes]
  const held = next.indexOf(axis)
  if (held >= 0) next[held] = next[at]
  next[at] = axis
  return next
}
