// In a map's right corner: which picture stands there, two or three dimensions, and the way to a second map beside it (or from it).
import { Columns2, X } from 'lucide-react'
import { PictureSelect } from '../trajectories/PictureSelect.tsx'
import { Button } from '../ui/Button.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { useApp } from '../use-app.ts'
import { embeddingName } from './embedded.ts'

const DIMENSIONS = [{ value: '2', label: '2-D', title: 'A flat layout' }, { value: '3', label: '3-D', title: 'A layout with depth, to be turned' }] as const

export function MapHead({ place }: { place: 'first' | 'second' }) {
  const made = useApp(state => state.map?.manifest.geometry ?? null)
  const training = useApp(state => state.training !== null)
  const second = useApp(state => state.second !== null || state.panes.second !== null)
  const setGeometry = useApp(state => state.setGeometry)
  const embedAnew = useApp(state => state.embedAnew)
  const foldLeft = useApp(state => state.foldLeft)
  const setSecond = useApp(state => state.setSecond)
  const setPanes = useApp(state => state.setPanes)
  if (!made) return null
  const busy = training ? 'Wait until the map is made' : null
  return (
    <>
      <p className="MapHead-name">{embeddingName(made)}</p>
      <PictureSelect place={place} />
      <Segmented
        label="Dimensions of the map"
        options={DIMENSIONS.map(option => ({ ...option, reason: busy }))}
        value={String(made.dimensions) as '2' | '3'}
        onChange={dimensions => {
          setGeometry({ dimensions: dimensions === '3' ? 3 : 2 })
          void embedAnew()
        }}
      />
      {place === 'second' && <Button icon={<X size={16} strokeWidth={1.5} aria-hidden />} aria-label="Close the second picture" onClick={() => setPanes({ second: null })} />}
      {!second && (
        <Button
          className="MapHead-second"
          icon={<Columns2 size={16} strokeWidth={1.5} aria-hidden />}
          aria-label="Second map"
          title="Second map: the same networks by another distance, beside this one"
          onClick={() => {
            setSecond({ metric: made.metric === 'diffusion' ? 'cka' : 'diffusion' })
            // Two maps want the width; the form is one press away.
            foldLeft(true)
          }}
        />
      )}
    </>
  )
}
