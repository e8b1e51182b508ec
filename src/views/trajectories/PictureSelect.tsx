// Which picture stands in a pane: the map of representations, or one of training.
import type { Picture } from '../../store/trajectories/trajectories-state.ts'
import { PICTURES } from '../../store/trajectories/trajectories-state.ts'
import { useFrame } from '../frame/use-frame.ts'
import { Select } from '../ui/Select.tsx'
import { useApp } from '../use-app.ts'
import { PICTURE_NAMES, SHORT_NAMES } from './picture-names.ts'

type Choice = Picture | 'distances'

export function PictureSelect({ place }: { place: 'first' | 'second' }) {
  const phone = useFrame() === 'phone'
  const panes = useApp(state => state.panes)
  const distances = useApp(state => state.second !== null)
  const metric = useApp(state => state.map?.manifest.geometry.metric ?? 'diffusion')
  const setPanes = useApp(state => state.setPanes)
  const setSecond = useApp(state => state.setSecond)
  const closeSecond = useApp(state => state.closeSecond)
  const first = place === 'first'
  const other = first ? panes.second : panes.first
  const value: Choice = first ? panes.first : panes.second ?? 'distances'
  const options = [
    ...PICTURES.map(picture => ({ value: picture as Choice, label: (phone ? SHORT_NAMES : PICTURE_NAMES)[picture], group: picture === 'phate' ? 'Each dot a network' : 'Training as trajectories' })),
    ...(first ? [] : [{ value: 'distances' as Choice, label: 'Another distance', group: 'Each dot a network' }]),
  ]
  const choose = (choice: Choice) => {
    if (choice === 'distances') {
      setPanes({ second: null })
      if (!distances) setSecond({ metric: metric === 'diffusion' ? 'cka' : 'diffusion' })
      return
    }
    if (choice === other) {
      // What stands in the other pane changes places with what stands here.
      if (panes.second) setPanes({ first: panes.second, second: panes.first })
      return
    }
    if (!first && distances) closeSecond()
    setPanes({ [place]: choice })
  }
  return <Select label={first ? 'Picture' : 'Second picture'} value={value} options={options} onChange={choose} />
}
