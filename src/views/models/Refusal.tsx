// A file that could not be read: what it seems to be, what is wrong in one sentence, and the ways on.
import { lazy, Suspense, useState } from 'react'
import type { Refused } from '../../formats/dropped.ts'
import type { Imported } from '../../store/imports/imported.ts'
import { Button } from '../ui/Button.tsx'
import { useApp } from '../use-app.ts'
import { CardPart } from './Card.tsx'
import { SampleButton } from './SampleButton.tsx'

const MethodDialog = lazy(async () => ({ default: (await import('../ui/MethodDialog.tsx')).MethodDialog }))

export function Refusal({ of, refused: { seems, why } }: { of: Imported, refused: Refused }) {
  const remove = useApp(state => state.removeImports)
  const [page, setPage] = useState<string | null>(null)
  return (
    <CardPart title={seems ? `It seems to be ${seems}` : 'Not read'}>
      <p role="alert">{why}</p>
      <p className="Card-actions">
        <Button small onClick={() => setPage('saved-models')}>Bring activations as .npz</Button>
        <SampleButton />
        <Button small variant="quiet" onClick={() => void remove([of.key])}>Remove</Button>
      </p>
      {page !== null && <Suspense><MethodDialog name={page} onClose={() => setPage(null)} /></Suspense>}
    </CardPart>
  )
}
