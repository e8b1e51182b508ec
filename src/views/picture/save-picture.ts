// A drawn picture becomes a file on the visitor's disk, or one sentence why it does not.
import type { StoreApi } from 'zustand'
import type { AppStore } from '../../store/state.ts'
import type { DrawnPicture } from './document.ts'
import { svgText } from './document.ts'

export type PictureFormat = 'png' | 'svg'

/** `draw` resolves to null where there is nothing to draw. */
export async function savePicture(store: StoreApi<AppStore>, format: PictureFormat, name: string, draw: () => Promise<DrawnPicture | null>): Promise<boolean> {
  const { saveText, tell } = store.getState()
  try {
    const picture = await draw()
    if (!picture) {
      tell('warn', 'No picture was saved: there is nothing to draw yet.')
      return false
    }
    if (format === 'svg') saveText(svgText(picture), `${name}.svg`, 'image/svg+xml')
    else {
      const { pngOf } = await import('./rasterise.ts')
      const texts = new Map([['Title', picture.title], ['Description', picture.description], ['Software', `Netfold ${__VERSION__}`], ['netfold', JSON.stringify(picture.record)]])
      saveText(await pngOf(picture, texts), `${name}.png`, 'image/png')
    }
    return true
  } catch {
    tell('danger', `The picture could not be saved as ${format.toUpperCase()}.${format === 'png' ? ' SVG may do: it needs less memory.' : ''}`)
    return false
  }
}
