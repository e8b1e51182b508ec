// How wide a text will be on the map, before it is drawn.

let ruler: CanvasRenderingContext2D | null = null

/** Width of a text at 12 px. A little more than measured: the font may come later. */
export function inkOf(text: string, weight: number): number {
  ruler ??= document.createElement('canvas').getContext('2d')
  if (!ruler) return 6.6 * text.length
  ruler.font = `${weight} 12px "Inter Variable", system-ui, sans-serif`
  return 1.03 * ruler.measureText(text).width
}
