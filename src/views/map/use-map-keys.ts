// The map's shortcuts, anywhere on the page but where one types: V B L R F 0, and Esc, one level a press.
import { useEffect, useEffectEvent } from 'react'
import type { Tool } from './gestures.ts'

interface MapKeys {
  choose(tool: Tool): void
  fit(): void
  zoomToSelection(): void
  /** Ends the innermost thing under way; false where there was none. */
  escape(): boolean
}

export function useMapKeys(keys: MapKeys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return
    const run = { v: () => keys.choose('pan'), b: () => keys.choose('box'), l: () => keys.choose('lasso'), r: () => keys.choose('turn'), f: keys.zoomToSelection, 0: keys.fit }[event.key.toLowerCase()]
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
