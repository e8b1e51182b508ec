// Where the map will be: its graticule, and while nothing has come yet nothing that moves. If it cannot come: why, what still works, what to do.
import { lazy, Suspense } from 'react'
import { loadOpenModels } from '../later.ts'
import { useApp } from '../use-app.ts'
import { Notice } from '../ui/Notice.tsx'

const OpenModels = lazy(async () => ({ default: (await loadOpenModels()).OpenModels }))

export function MapPending() {
  const fault = useApp(state => state.mapFault)
  const awaited = useApp(state => state.followed !== null && state.training === null)
  return (
    <div className="MapPending" aria-busy={!fault && !awaited}>
      {fault && (
        <div className="MapPending-fault">
          <Notice tone="danger" actions={<Suspense><OpenModels /></Suspense>}>
            {fault} Everything else works: choose a recipe and train it as a new map, open a map file, or reload the page to try again.
          </Notice>
        </div>
      )}
      {!fault && <p className="MapPending-word">{awaited ? 'The link’s map will be here when its networks are trained.' : 'Opening the map…'}</p>}
    </div>
  )
}
