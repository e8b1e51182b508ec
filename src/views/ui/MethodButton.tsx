// The "?" of a panel: opens its method page. Where there is no such page, there is no "?".
import './MethodButton.css'
import { lazy, Suspense, useState } from 'react'
import { methodPage } from './method-pages.ts'

const MethodDialog = lazy(async () => ({ default: (await import('./MethodDialog.tsx')).MethodDialog }))

/** `of`: what is explained, for those who hear the page. */
export function MethodButton({ page, of }: { page: string, of: string }) {
  const [open, setOpen] = useState(false)
  if (!methodPage(page)) return null
  return (
    <>
      <button type="button" className="MethodButton" aria-label={`How it works: ${of}`} title="How it works" onClick={() => setOpen(true)}>?</button>
      {open && <Suspense><MethodDialog name={page} onClose={() => setOpen(false)} /></Suspense>}
    </>
  )
}
