// How high the phone's sheet stands: 252 and 480 where the window allows, less on low ones; full leaves the bar in sight.
export const SHEET_HEIGHTS = ['peek', 'half', 'full'] as const
export type SheetHeight = (typeof SHEET_HEIGHTS)[number]

const BAR = 48

export function heightsOf(window: number): Record<SheetHeight, number> {
  const full = Math.max(120, window - BAR)
  const half = Math.min(480, Math.round(0.58 * window), full)
  return { peek: Math.min(252, Math.round(0.32 * window), half), half, full }
}

/** Where a sheet that is let go at some height comes to rest. */
export function nearestHeight(height: number, window: number): SheetHeight {
  const heights = heightsOf(window)
  return SHEET_HEIGHTS.reduce((best, name) => Math.abs(heights[name] - height) < Math.abs(heights[best] - height) ? name : best)
}
