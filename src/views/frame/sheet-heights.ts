// How high the phone's sheet stands: 252 and 480 where the window allows, less on low ones; full leaves the bar in sight.
import type { DockTab } from '../../store/state.ts'
import { dockHeights } from '../dock/dock-heights.ts'

export const SHEET_HEIGHTS = ['peek', 'half', 'full'] as const
export type SheetHeight = (typeof SHEET_HEIGHTS)[number]

const BAR = 48
/** The least that is left of the map. */
const STRIP = 112

export function heightsOf(window: number): Record<SheetHeight, number> {
  const full = Math.max(120, window - BAR)
  const half = Math.min(480, Math.round(0.58 * window), full)
  return { peek: Math.min(252, Math.round(0.32 * window), half), half, full }
}

/** The head of the open dock on a phone: its tabs, its sentence and its buttons. */
const DOCK_HEAD = 120

/** What lies over the lower part of a phone's page, so that the map ends where it begins; the map keeps a strip even where the window is low. */
export function coveredBelow(window: number, sheet: SheetHeight, dock: DockTab | null): number {
  const heights = heightsOf(window)
  const under = heights[sheet === 'peek' ? 'peek' : 'half']
  const over = dock === null ? 0 : dock === 'diverged' ? 204 : dockHeights(window, true).usual + DOCK_HEAD
  return Math.max(under, Math.min(over, window - BAR - STRIP))
}

/** Where a sheet that is let go at some height comes to rest. */
export function nearestHeight(height: number, window: number): SheetHeight {
  const heights = heightsOf(window)
  return SHEET_HEIGHTS.reduce((best, name) => Math.abs(heights[name] - height) < Math.abs(heights[best] - height) ? name : best)
}
