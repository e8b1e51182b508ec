// Every array of the file: its shape, how it is stored, and on request how its numbers are spread.
import { useState } from 'react'
import type { CardTensor } from '../../formats/model-card.ts'
import { Disclosure } from '../ui/Disclosure.tsx'
import { Button } from '../ui/Button.tsx'
import { integer, power } from '../ui/format.ts'
import { TensorHistogram } from './TensorHistogram.tsx'

/** Shown before more are asked for. */
const FEW = 60

export function Tensors({ of, tensors }: { of: number, tensors: readonly CardTensor[] }) {
  const [open, setOpen] = useState<number | null>(null)
  const [all, setAll] = useState(false)
  if (tensors.length === 0) return null
  return (
    <Disclosure label="Weights" aside={`${integer(tensors.length)} arrays`}>
      <div className="Tensors">
        {(all ? tensors : tensors.slice(0, FEW)).map((tensor, place) => {
          const shown = open === place
          return (
            <div key={place} className="Tensor">
              <button type="button" className="Tensor-head" aria-expanded={shown} onClick={() => setOpen(shown ? null : place)}>
                <span className="Tensor-name">{tensor.name}</span>
                <span className="Tensor-shape">{tensor.shape.length ? tensor.shape.join('×') : 'one number'}, {tensor.dtype}</span>
              </button>
              {shown && (
                <div className="Tensor-body">
                  <p className="Tensor-figures">{figures(tensor)}</p>
                  <TensorHistogram of={of} name={tensor.name} />
                </div>
              )}
            </div>
          )
        })}
        {!all && tensors.length > FEW && <Button small onClick={() => setAll(true)}>Show all {integer(tensors.length)}</Button>}
      </div>
    </Disclosure>
  )
}

function figures({ range, notFinite }: CardTensor): string {
  const odd = notFinite > 0 ? ` ${integer(notFinite)} ${notFinite === 1 ? 'is' : 'are'} not finite.` : ''
  return range ? `${power(range.low)} to ${power(range.high)}, mean ${power(range.mean)}, sd ${power(range.sd)}.${odd}` : `No finite number in it.${odd}`
}
