// The second map: the same networks by another distance or in another layout, under the same selection; which one is chosen at its right corner.
import { X } from 'lucide-react'
import type { ComponentProps } from 'react'
import { useMemo } from 'react'
import { LAYERS, METRICS } from '../../core/settings.ts'
import type { MapView, SecondMap } from '../../store/state.ts'
import { PictureSelect } from '../trajectories/PictureSelect.tsx'
import { Button } from '../ui/Button.tsx'
import { integer } from '../ui/format.ts'
import { Notice } from '../ui/Notice.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { Select } from '../ui/Select.tsx'
import { useApp } from '../use-app.ts'
import { besideOf, embeddingName, LAYER_NAMES, METRIC_NAMES, usesLayer } from './embedded.ts'
import { inWords } from './in-words.ts'
import { MapPane } from './MapPane.tsx'

type Shared = Omit<ComponentProps<typeof MapPane>, 'embedded' | 'words' | 'waiting' | 'className' | 'children'>

interface Props extends Shared { map: MapView, second: SecondMap }

const DIMENSIONS = [{ value: '2', label: '2-D' }, { value: '3', label: '3-D' }] as const

export function SecondPane({ map, second, ...shared }: Props) {
  const setSecond = useApp(state => state.setSecond)
  const closeSecond = useApp(state => state.closeSecond)
  const { made, settings, share, fault } = second
  const embedded = useMemo(() => made && besideOf(map, made), [map, made])
  const { measure } = shared.coloured
  const words = made && embedded
    ? `Second map, ${embeddingName(made.settings)}, ${made.settings.dimensions}-D. ${inWords(embedded.networks.length, { diverged: 0, unplaced: 0 }, shared.selected.size, measure.words, null)}`
    : `Second map, ${embeddingName(settings)}, is on its way.`
  const gone = useApp(state => state.training !== null) ? 'they come when the training is over.' : 'this distance is not defined for them.'
  const missing = map.networks.length - (embedded?.networks.length ?? 0)
  return (
    <MapPane {...shared} embedded={embedded} words={words} waiting={share !== null || fault !== null} className="MapPane-second">
      <div className="MapHead MapHead-controls" data-covers-map>
        <PictureSelect place="second" />
        <Select label="Distance of the second map" value={settings.metric} options={METRICS.map(value => ({ value, label: METRIC_NAMES[value] }))} onChange={metric => setSecond({ metric })} />
        {usesLayer(settings.metric) && (
          <Select label="Layer of the second map" value={settings.layer} options={LAYERS.map(value => ({ value, label: LAYER_NAMES[value] }))} onChange={layer => setSecond({ layer })} />
        )}
        <Segmented label="Dimensions of the second map" options={DIMENSIONS} value={String(settings.dimensions) as '2' | '3'} onChange={dimensions => setSecond({ dimensions: dimensions === '3' ? 3 : 2 })} />
        <Button icon={<X size={16} strokeWidth={1.5} aria-hidden />} aria-label="Close the second map" onClick={closeSecond} />
      </div>
      {share !== null && (
        <div className="MapWait" data-alone={!made || undefined}>
          <p>{embeddingName(settings)} {Math.round(100 * share)} %</p>
          <div role="progressbar" aria-label="The second map is being made" aria-valuenow={Math.round(100 * share)}><i style={{ width: `${100 * share}%` }} /></div>
        </div>
      )}
      {fault !== null && (
        <div className="MapWait" role="alert">
          <Notice tone="warn" actions={<Button small onClick={() => setSecond({})}>Try again</Button>}>{fault} {made ? 'The last one that could be made is shown.' : ''} Another distance{usesLayer(settings.metric) ? ' or layer' : ''} may do.</Notice>
        </div>
      )}
      {made && share === null && missing > 0 && <p className="MapPane-note" data-covers-map>{integer(missing)} of {integer(map.networks.length)} networks have no place here: {gone}</p>}
    </MapPane>
  )
}
