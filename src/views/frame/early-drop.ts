// Files that are dropped before what takes them has come wait for it: otherwise the browser would open them in the page's place.

/** What a drop carries. */
export interface Carried { items: Iterable<Pick<DataTransferItem, 'kind' | 'webkitGetAsEntry'>>, files: Iterable<File> }

let early: Carried | null = null

/** A drop's items are gone when its event is over: entries and files are taken out of it at once. */
function hold(event: DragEvent): void {
  const { dataTransfer, type } = event
  if (!dataTransfer?.types.includes('Files')) return
  event.preventDefault()
  if (type !== 'drop') return
  const items = [...dataTransfer.items].map(item => ({ kind: item.kind, entry: item.webkitGetAsEntry() }))
  early = { items: items.map(({ kind, entry }) => ({ kind, webkitGetAsEntry: () => entry })), files: [...dataTransfer.files] }
}

const HEARD = ['dragover', 'drop'] as const
for (const name of HEARD) window.addEventListener(name, hold)

/** The last files that were dropped so far; from here on whoever asks takes them as they come. */
export function takeEarlyDrop(): Carried | null {
  for (const name of HEARD) window.removeEventListener(name, hold)
  const taken = early
  early = null
  return taken
}
