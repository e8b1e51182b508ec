// Which network this is and how well it does; of a diverged one, when it died.
import './NetworkHeader.css'
import { File as FileSign } from 'lucide-react'
import { knownSize } from '../../core/data/size.ts'
import type { NetworkRow } from '../../core/network.ts'
import { Glyph } from '../charts/Glyph.tsx'
import { decimal, integer, power, recipeLine } from '../ui/format.ts'
import { broughtOf } from '../../store/selectors.ts'
import type { AppState } from '../../store/state.ts'
import { useApp } from '../use-app.ts'
import { architecture } from './architecture.ts'
import { plannedUpdates } from './hyper-values.ts'
import { formatWords } from '../models/import-words.ts'
import { Button } from '../ui/Button.tsx'
import { NetworkActions } from './NetworkActions.tsx'
import { useColours } from './use-colours.ts'

interface Props { row: NetworkRow, /** Whether it has a place on the map. */ placed: boolean }

export function NetworkHeader({ row, placed }: Props) {
  const { fill } = useColours()
  const train = useApp(state => state.map?.manifest.train ?? 0)
  const data = useApp(state => state.map?.manifest.dataset ?? null)
  const { hyper, outcome } = row
  const setTab = useApp(state => state.setTab)
  const file = useApp(state => fileOf(state, row.id))
  const broke = outcome.divergedAt !== null
  const entropy = row.measures?.['spectralEntropy']
  return (
    <header className="NetworkHeader">
      <Glyph row={row} fill={fill(row)} size={26} ring />
      <div className="NetworkHeader-name">
        <h2>{row.brought?.name ?? `Network ${row.id}`}</h2>
        <p>{hyper ? `${recipeLine(row)} at ${power(hyper.learningRate)}` : file ? `brought as ${file}` : 'trained elsewhere'}</p>
      </div>
      {broke
        ? <div className="Figure NetworkHeader-broke"><b>{integer(outcome.divergedAt!)}</b><span>update it died at</span></div>
        : <div className="Figure"><b>{decimal(outcome.testAccuracy, 4)}</b><span>{hyper || data ? 'test accuracy' : 'accuracy on the probes'}</span></div>}
      {entropy !== undefined && Number.isFinite(entropy) && <div className="Figure NetworkHeader-entropy"><b>{decimal(entropy, 3)}</b><span>entropy, bits</span></div>}
      <div className="NetworkHeader-foot">
        {hyper && data && <p className="NetworkHeader-layers">{architecture(hyper, knownSize(data))} · {integer(outcome.parameters)} parameters</p>}
        {file && <Button small icon={<FileSign size={14} aria-hidden />} title="What the file holds, and what was assumed" onClick={() => setTab('models')}>Its card</Button>}
        <NetworkActions row={row} placed={placed && !broke} />
      </div>
      {broke && (
        <p className="NetworkHeader-why">
          Diverged at update {integer(outcome.divergedAt!)}{hyper && ` of ${integer(plannedUpdates(hyper, train))}`}: its loss or weights were no longer finite, so it has no place on the map.
          {hyper && ` A learning rate below ${power(hyper.learningRate)} may hold it.`}
        </p>
      )}
      {!broke && !placed && <p className="NetworkHeader-why">Trained, but not on the map: its activations could not be compared with the others’.</p>}
    </header>
  )
}

/** “ONNX, pytorch 2.1.0, in model.onnx”; null where its file is not here. */
function fileOf(state: AppState, id: number): string | null {
  const one = broughtOf(state, id)
  if (one?.opened?.kind === 'model') return formatWords(one.opened.card)
  return one?.opened?.kind === 'bundle' ? `activations in ${one.name}` : null
}
