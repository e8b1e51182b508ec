// The last line: how many networks, and everything that made the picture of them.
import './StatusLine.css'
import type { ReactNode } from 'react'
import { FIRST_BROUGHT } from '../../core/network.ts'
import type { MapView } from '../../store/state.ts'
import { datasetName } from '../controls/dataset-names.ts'
import { useApp } from '../use-app.ts'
import { decimal, integer } from '../ui/format.ts'
import { METRIC_NAMES, usesLayer } from '../map/embedded.ts'
import { withoutPlace } from '../map/in-words.ts'
import { keptLine } from './kept-words.ts'

const LAYER_WORDS = { last: 'last hidden layer', first: 'first hidden layer', all: 'all hidden layers' } as const
const ORIGINS: Record<MapView['origin'], string> = { 'ready-made': 'Ready-made', session: 'Made here', file: 'From a file' }

export function StatusLine({ onKept }: { onKept: () => void }) {
  const map = useApp(state => state.map)
  return (
    <footer className="StatusLine">
      <div className="StatusLine-recipe">
        <span aria-live="polite"><Counts /></span>
        {map && recipeOf(map).map((part, at) => <span key={at} className="StatusLine-part">{part}</span>)}
      </div>
      {map && <span className="StatusLine-origin">{ORIGINS[map.origin]}{map.manifest.recipe && `, seed ${map.manifest.recipe.seed}`}</span>}
      <KeptWord onKept={onKept} />
      <DeviceWord />
    </footer>
  )
}

function KeptWord({ onKept }: { onKept: () => void }) {
  const vault = useApp(state => state.vault)
  const line = keptLine(vault)
  return line && <button type="button" className={vault.state === 'memory' ? 'StatusLine-kept StatusLine-warn' : 'StatusLine-kept'} title={vault.why ?? 'Sessions kept in this browser: open, rename, save, delete'} onClick={onKept}>{line}</button>
}

function Counts() {
  const map = useApp(state => state.map)
  const selected = useApp(state => state.selection.ids.size)
  const training = useApp(state => state.training)
  const making = useApp(state => state.makingAgain)
  if (!map) return <>No map yet</>
  const all = map.networks.length
  // Those of earlier visits too, whose files are not here any more.
  const brought = [...map.landed].filter(id => id >= FIRST_BROUGHT).length
  const { diverged: blown, unplaced: off } = withoutPlace(map.diverged)
  const diverged = `${blown > 0 ? ` · ${integer(blown)} diverged` : ''}${off > 0 ? ` · ${integer(off)} without a place` : ''}`
  // Diverged ones can be selected as well.
  if (selected > 0) return <><b>{integer(selected)} of {integer(all + map.diverged.length)}</b> selected{diverged}</>
  return (
    <>
      <b>{integer(all - brought)} {all - brought === 1 ? 'network' : 'networks'}</b>{brought > 0 && ` and ${integer(brought)} landed`}
      {training?.phase === 'training' && training.total > 0 && ` · training ${integer(training.done)} of ${integer(training.total)}`}
      {!training && making && ` · making ${integer(making.done)} of ${integer(making.total)} again`}
      {diverged}
    </>
  )
}

function recipeOf({ manifest }: MapView): ReactNode[] {
  const { geometry, geometry: { metric, layer }, phate, dataset, datasetTitle, probes } = manifest
  const data = dataset && dataset.id !== 'own' ? datasetName(dataset).replace(' pixels', '').replace(',', '') : datasetTitle
  return [
    `${data}, ${usesLayer(metric) ? `${LAYER_WORDS[layer]}, ` : metric === 'bhattacharyya' ? 'predictions, ' : ''}${integer(probes)} probes`,
    `${METRIC_NAMES[metric]} distance${metric === 'diffusion' || metric === 'multi' ? `, scale ${geometry.scale}, σ ${geometry.sigma}` : ''}`,
    `${geometry.dimensions === 3 ? '3-D ' : ''}PHATE knn ${geometry.knn}, decay ${geometry.decay}, t ${phate.t}${geometry.t === 'auto' ? ' (auto)' : ''}, stress ${decimal(phate.stress, 3)}`,
  ]
}

function DeviceWord() {
  const gpu = useApp(state => state.gpu)
  const device = useApp(state => state.device)
  const [word, tone, title] = device === 'cpu' && gpu ? ['CPU, as chosen', '', undefined]
    : !gpu ? ['Looking for WebGPU…', '', undefined]
        : !gpu.available ? ['No WebGPU: CPU', 'StatusLine-warn', `No WebGPU: training runs on the CPU; all else works. ${gpu.why ?? ''}`]
            : gpu.fallback ? ['Software WebGPU: CPU', 'StatusLine-warn', 'The browser offers WebGPU only in software, which is slower than the CPU.']
              : ['WebGPU ready', 'StatusLine-ok', gpu.name || undefined]
  return <span className={`StatusLine-device ${tone}`} title={title}>{word}</span>
}
