// The test samples of one cell of the confusion matrix: as pictures; in the plane they are outlined where they lie; others are named by their rows.
import './CellSamples.css'
import { X } from 'lucide-react'
import { useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import { classColour } from '../charts/class-colours.ts'
import type { ConfusionCell } from '../charts/Confusion.tsx'
import { Picture } from '../charts/Picture.tsx'
import { picturesOf } from '../charts/pictures.ts'
import { Button } from '../ui/Button.tsx'
import { integer } from '../ui/format.ts'
import { useAnswer } from '../use-answer.ts'
import { usePalette } from '../use-palette.ts'
import { rowsOfCell } from './inside.ts'

interface Props { row: NetworkRow, cell: ConfusionCell, onClose: () => void }

export function CellSamples({ row, cell: { truth, answer }, onClose }: Props) {
  const { value: data } = useAnswer('data', 'map')
  const made = useAnswer('revisited', row.id)
  const theme = usePalette()
  const rows = useMemo(() => data && made.value ? rowsOfCell(data, made.value.predicted, truth, answer) : null, [data, made.value, truth, answer])
  const images = useMemo(() => data && rows && picturesOf(data.inputs, data.image, rows), [data, rows])
  if (!data || !rows) return <p className="CellSamples-head">{made.why ?? 'The network is being made again.'}</p>
  const one = rows.length === 1
  const what = images ? (one ? 'image' : 'images') : (one ? 'row' : 'rows')
  const names = data.classNames
  return (
    <section className="CellSamples" aria-label="Samples of the cell">
      <p className="CellSamples-head">
        <span><b>{integer(rows.length)}</b> test {what} of {names[truth]} {truth === answer ? 'answered rightly' : <>taken for <b>{names[answer]}</b></>}{data.features === 2 ? ', outlined in the plane' : ''}</span>
        <Button small variant="quiet" icon={<X size={14} aria-hidden />} aria-label="Close the samples" onClick={onClose} />
      </p>
      {images
        ? (
            <ul className="CellSamples-images">
              {rows.map((sample, k) => <li key={sample} title={`row ${sample}`}><Picture images={images} which={k} colour={classColour(truth, theme)} size={34} label={`Test row ${sample}`} /></li>)}
            </ul>
          )
        : <p className="Panel-note">Rows of the data set: {rows.slice(0, 40).join(', ')}{rows.length > 40 ? ` and ${integer(rows.length - 40)} more` : ''}.</p>}
    </section>
  )
}
