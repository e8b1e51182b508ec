// The open network's weights: to take along for PyTorch, ONNX or TensorFlow.js, and to go on training from.
import './Weights.css'
import { Download, Play } from 'lucide-react'
import { Fragment, useMemo, useState } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import type { NetworkFormat } from '../../protocol/maps.ts'
import type { OpenNetwork } from '../../store/state.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { decimal, integer } from '../ui/format.ts'
import { NumberBox } from '../ui/NumberBox.tsx'
import { Panel } from '../ui/Panel.tsx'
import { useApp } from '../use-app.ts'
import { epochsFault, keptAside, sameTraining, trainOnBlock, weightsWords } from './weights-words.ts'

const FORMATS: readonly { format: NetworkFormat, label: string, title: string }[] = [
  { format: 'safetensors', label: 'PyTorch', title: 'A .safetensors file with the names that torch.nn.Sequential gives' },
  { format: 'onnx', label: 'ONNX', title: 'An .onnx file for ONNX Runtime and whatever else reads ONNX' },
  { format: 'layers-model', label: 'TensorFlow.js', title: 'A .zip with the model.json and weights.bin that tf.loadLayersModel reads' },
]

interface Props { row: NetworkRow, kept: OpenNetwork['kept'] }

export function Weights({ row, kept }: Props) {
  const block = useApp(trainOnBlock)
  const download = useApp(state => state.downloadNetwork)
  const trainOn = useApp(state => state.trainOn)
  const openNetwork = useApp(state => state.openNetwork)
  const map = useApp(state => state.map)
  const others = useMemo(() => map ? sameTraining(row, map) : [], [row, map])
  const [epochs, setEpochs] = useState(10)
  const [making, setMaking] = useState<NetworkFormat | null>(null)
  const fault = epochsFault(epochs)
  const broke = row.outcome.divergedAt !== null
  const take = async (format: NetworkFormat) => {
    setMaking(format)
    await download(row.id, format)
    setMaking(null)
  }
  return (
    <Panel title="Weights" help="training" aside={keptAside(kept)} say={weightsWords(row, kept)}>
      {!broke && row.hyper && (
        <>
          <Field label="Download" group>
            {FORMATS.map(({ format, label, title }) => (
              <Button
                key={format}
                small
                icon={<Download size={14} aria-hidden />}
                title={title}
                aria-label={`Download weights for ${label}`}
                reason={making && 'The file is being made.'}
                onClick={() => void take(format)}
              >
                {label}
              </Button>
            ))}
          </Field>
          <Field label="Train on" fault={fault} hint={block ?? `A new network of the map: ${integer(row.hyper.epochs)} + ${integer(epochs)} epochs from the same seeds.`} group>
            <span className="Weights-epochs"><NumberBox value={epochs} step={5} min={1} max={500} label="Further epochs" invalid={fault !== null} onCommit={setEpochs} /></span>
            <span className="Weights-unit">epochs</span>
            <Button small icon={<Play size={14} aria-hidden />} reason={block ?? fault} aria-label={`Train network ${row.id} on`} onClick={() => void trainOn(row.id, epochs)}>Train on</Button>
          </Field>
          {others.length > 0 && (
            <p className="Weights-others">
              The same network trained for{' '}
              {others.map((other, k) => (
                <Fragment key={other.id}>
                  {k > 0 && ', '}{integer(other.hyper!.epochs)} epochs: <button type="button" className="Rows-link" aria-label={`Open network ${other.id}`} onClick={() => void openNetwork(other.id)}>#{other.id}</button>
                  {' '}{other.outcome.divergedAt === null ? `(${decimal(other.outcome.testAccuracy, 4)})` : '(diverged)'}
                </Fragment>
              ))}.
            </p>
          )}
          <p className="visually-hidden" role="status">{making ? 'The file is being made.' : ''}</p>
        </>
      )}
    </Panel>
  )
}
