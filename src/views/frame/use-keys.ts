// Keys of the whole page, anywhere but where one types or in a dialog: "?" and Ctrl-K for the sheet of commands, Ctrl-Z and Shift-Ctrl-Z (or Ctrl-Y).
import { useEffect, useEffectEvent } from 'react'

interface PageKeys { help(): void, undo(): void, redo(): void }

/** Text fields undo their own typing. */
const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input:not([type=range], [type=checkbox], [type=radio]), textarea, select, [contenteditable]')

export function usePageKeys({ help, undo, redo }: PageKeys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || document.querySelector('dialog[open]')) return
    const command = event.ctrlKey || event.metaKey
    const key = event.key.toLowerCase()
    const run = command && key === 'k' ? help
      : typing(event.target) ? null
        : command ? (key === 'z' ? (event.shiftKey ? redo : undo) : key === 'y' && !event.metaKey && !event.shiftKey ? redo : null)
          : event.key === '?' ? help : null
    if (!run) return
    event.preventDefault()
    run()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
