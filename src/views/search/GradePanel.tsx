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
      say="Measured on three tasks at equal budgets: with early looks its vote beats random search, and so does the same vote among neighbours in settings, without a map."
    >
      <div className="Search-actions">
        <Button small onClick={() => experiments('search')}>Grade it here</Button>
        <Button small onClick={() => setOpen(true)}>Read how it fared</Button>
      </div>
      {open && <Suspense><MethodDialog name="search" onClose={() => setOpen(false)} /></Suspense>}
    </Panel>
  )
}
