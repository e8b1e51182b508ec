// ?embed=selection,network,hyper: what of the page is shown within another. Read from an address that a stranger may have written.

/** Beside the map, and under it. */
export const SIDE_PANELS = ['selection', 'network', 'compare', 'entropy', 'persistence', 'separation'] as const
export const DOCK_PANELS = ['hyper', 'table', 'clusters', 'diverged'] as const

/** A panel that can stand beside or under an embedded map. */
export type EmbedPanel = typeof SIDE_PANELS[number] | typeof DOCK_PANELS[number]

export interface Embed {
  /** Left out only where it is said: panels without it show what the hash selects. */
  map: boolean
  side: readonly typeof SIDE_PANELS[number][]
  dock: readonly typeof DOCK_PANELS[number][]
  /** Null: as the system prefers. */
  theme: 'light' | 'dark' | null
}

/** Null where the page is not embedded. Unknown names are passed over; in the order in which the page has them. */
export function embedFrom(search: string): Embed | null {
  const asked = new URLSearchParams(search)
  const list = asked.get('embed')
  if (list === null) return null
  const names = new Set(list.split(',', 32).map(name => name.trim().toLowerCase()))
  const side = SIDE_PANELS.filter(name => names.has(name))
  const dock = DOCK_PANELS.filter(name => names.has(name))
  const theme = asked.get('theme')
  return { map: !names.has('nomap') || side.length + dock.length === 0, side, dock, theme: theme === 'light' || theme === 'dark' ? theme : null }
}
