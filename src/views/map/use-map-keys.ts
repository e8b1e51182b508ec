// The map's shortcuts, anywhere on the page but where one types: V B L R F 0, undo and redo, and Esc, one level a press.
import { useEffect, useEffectEvent } from 'react'
import type { Tool } from './gestures.ts'

interface MapKeys {
  choose(tool: Tool): void
  fit(): void
  zoomToSelection(): void
  undo(): void
  redo(): void
  /** Ends the innermost thing under way; false where there was none. */
  escape(): boolean
}

export function useMapKeys(keys: MapKeys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || isBusy(event.target)) return
    const key = event.key.toLowerCase()
    if (event.ctrlKey || event.metaKey) {
      if (key !== 'z' && (key !== 'y' || event.metaKey)) return
      event.preventDefault()
      return key === 'y' || event.shiftKey ? keys.redo() : keys.undo()
    }
    const run = { v: () => keys.choose('pan'), b: () => keys.choose('box'), l: () => keys.choose('lasso'), r: () => keys.choose('turn'), f: keys.zoomToSelection, 0: keys.fit }[key]
    if (run) run()
    else if (event.key !== 'Escape' || !keys.escape()) return
    event.preventDefault()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

/** Typing, choosing from a list, or in a dialog: the keys mean something else there. */
const isBusy = (target: EventTarget | null): boolean =>
  document.querySelector('dialog[open], [aria-modal="true"]') !== null
  || (target instanceof HTMLElement && target.closest('input:not([type=range], [type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=menu], [role=listbox]') !== null)
