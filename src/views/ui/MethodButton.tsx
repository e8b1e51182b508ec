// The "?" of a panel: opens its method page. That every page named in the code exists is a test's business, not the first picture's.
import './MethodButton.css'
import { lazy, Suspense, useState } from 'react'

const MethodDialog = lazy(async () => ({ default: (await import('./MethodDialog.tsx')).MethodDialog }))

/** `of`: what is explained, for those who hear the page. */
export function MethodButton({ page, of }: { page: string, of: string }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="MethodButton" aria-label={`How it works: ${of}`} title="How it works" onClick={() => setOpen(true)}>?</button>
      {open && <Suspense><MethodDialog name={page} onClose={() => setOpen(false)} /></Suspense>}
    </>
  )
}
