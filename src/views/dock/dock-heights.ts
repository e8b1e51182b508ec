// How high the dock's panel may stand: the map keeps at least a third of the window. On a phone it stands where the sheet does, half open.
export interface DockHeights { least: number, usual: number, most: number }

const USUAL = 230
const STEP = 16

export function dockHeights(window: number, phone: boolean): DockHeights {
  const least = 140
  const most = Math.max(least, Math.round((phone ? 0.78 : 0.6) * window))
  return { least, usual: Math.max(least, Math.min(most, phone ? Math.round(0.46 * window) : USUAL)), most }
}

/** Null: the key says nothing about heights. */
export function heightAfterKey(key: string, far: boolean, height: number, { least, most }: DockHeights): number | null {
  if (key === 'Home') return least
  if (key === 'End') return most
  const steps = ({ ArrowUp: 1, ArrowDown: -1, PageUp: 4, PageDown: -4 } as Record<string, number>)[key]
  return steps === undefined ? null : Math.min(most, Math.max(least, height + steps * (far ? 4 : 1) * STEP))
}
