// The map of networks by the distance between their diagrams, as a second map beside the first.
import type { PackedDiagrams } from '../../../protocol/topology.ts'
import { useApp } from '../../use-app.ts'
import { Term } from '../../learn/Term.tsx'
import { Button } from '../../ui/Button.tsx'
import { integer, roughTime } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { wassersteinTime } from './wasserstein-time.ts'

export function WassersteinPanel({ diagrams }: { diagrams: PackedDiagrams | null }) {
  const second = useApp(state => state.second)
  const setSecond = useApp(state => state.setSecond)
  const closeSecond = useApp(state => state.closeSecond)
  const training = useApp(state => state.training !== null)
  const standing = second?.settings.metric === 'wasserstein'
  if (!diagrams || diagrams.ids.length < 3) return null
  const { pairs, seconds } = wassersteinTime(diagrams.loops)
  const say = standing
    ? second.share === null && second.made ? 'Beside the first map: networks are close whose loops open and close at like scales.' : 'The distances are being computed.'
    : <>Networks whose loops open and close at like scales lie close: W₁ between H1 diagrams, <b>{integer(pairs)} pairs</b>, about {roughTime(seconds)}.</>
  return (
    <Panel title={<>Map by <Term name="wasserstein">Wasserstein distance</Term></>} aside="W₁ of H1, inner norm ∞" help="persistence" say={say}>
      {second?.fault && standing && <p className="Panel-note">{second.fault}</p>}
      {standing
        ? <Button small onClick={closeSecond}>Close the second map</Button>
        : <Button small reason={training ? 'The map is being made' : null} onClick={() => setSecond({ metric: 'wasserstein' })}>Open beside the map</Button>}
    </Panel>
  )
}
