// A file that could not be read: what it seems to be, what is wrong in one sentence, and the ways on: those of models, of data, or of tables of runs.
import { lazy, Suspense, useRef, useState } from 'react'
import type { Refused, Wanted } from '../../formats/dropped.ts'
import type { Imported } from '../../store/imports/imported.ts'
import { Button } from '../ui/Button.tsx'
import { useApp } from '../use-app.ts'
import { CardPart } from './Card.tsx'
import { SampleButton } from './SampleButton.tsx'
import { SampleDataButton } from './SampleDataButton.tsx'

const MethodDialog = lazy(async () => ({ default: (await import('../ui/MethodDialog.tsx')).MethodDialog }))

const READ: Record<NonNullable<Refused['meant']> | 'model', readonly [words: string, page: string]> = {
  model: ['Bring activations as .npz', 'saved-models'], data: ['What data are read', 'own-data'], table: ['What tables are read', 'saved-models'],
}

export function Refusal({ of, refused: { seems, why, meant } }: { of: Imported, refused: Refused }) {
  const remove = useApp(state => state.removeImports)
  const [page, setPage] = useState<string | null>(null)
  const [words, name] = READ[meant ?? 'model']
  return (
    <CardPart title={seems ? `It seems to be ${seems}` : 'Not read'}>
      <p role="alert">{why}</p>
      <p className="Card-actions">
        <Button small onClick={() => setPage(name)}>{words}</Button>
        {meant && <Another instead={of.key} wanted={meant === 'data' ? 'data' : 'anything'} />}
        {meant === 'data' ? <SampleDataButton /> : meant !== 'table' && <SampleButton />}
        <Button small variant="quiet" onClick={() => void remove([of.key])}>Remove</Button>
      </p>
      {page !== null && <Suspense><MethodDialog name={page} onClose={() => setPage(null)} /></Suspense>}
    </CardPart>
  )
}

/** Other files in the place of the refused ones. */
function Another({ instead, wanted }: { instead: number, wanted: Wanted }) {
  const open = useApp(state => state.openFiles)
  const remove = useApp(state => state.removeImports)
  const chooser = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button small onClick={() => chooser.current?.click()}>Choose other files…</Button>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label="Other files"
        onChange={event => {
          const files = [...event.target.files ?? []]
          event.target.value = ''
          if (files.length === 0) return
          void open(files.map(file => ({ path: file.name, file })), wanted)
          void remove([instead])
        }}
      />
    </>
  )
}
