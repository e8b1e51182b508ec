// Whether any of this is worth doing was measured: the way to the table, and to measuring it here.
import { lazy, Suspense, useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { Panel } from '../ui/Panel.tsx'
import { useApp } from '../use-app.ts'

const MethodDialog = lazy(async () => ({ default: (await import('../ui/MethodDialog.tsx')).MethodDialog }))

export function GradePanel() {
  const [open, setOpen] = useState(false)
  const experiments = useApp(state => state.openExperiments)
  return (
    <Panel
      title="Is the map a good guide?"
      say="Graded at equal budgets and seeds, on three tasks, against random and quasi-random search, TPE and successive halving, whichever way it fell."
    >
      <div className="Search-actions">
        <Button small onClick={() => experiments('search')}>Grade it here</Button>
        <Button small onClick={() => setOpen(true)}>Read how it fared</Button>
      </div>
      {open && <Suspense><MethodDialog name="search" onClose={() => setOpen(false)} /></Suspense>}
    </Panel>
  )
}
