// The way to a picture of what the dock shows: beside its sentence, which the picture takes along.
import { lazy, Suspense } from 'react'
import { loadPictureButton } from '../picture/later.ts'

const PictureButton = lazy(async () => ({ default: (await loadPictureButton()).PictureButton }))

/** `chart`: the part of the dock that is drawn; `titled`: it says its own title. */
export function DockPicture({ title, chart, titled = false }: { title: string, chart: string, titled?: boolean }) {
  const find = () => {
    const dock = document.querySelector('.Dock')
    return { root: dock?.querySelector<HTMLElement>(chart) ?? null, say: titled ? null : dock?.querySelector('.Dock-aside p')?.textContent ?? null, titled }
  }
  return <Suspense><PictureButton title={title} chart={find} /></Suspense>
}
