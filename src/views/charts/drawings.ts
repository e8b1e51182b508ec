// How each canvas on the page is drawn, so that a picture of it can be drawn with another pen.

/** In CSS pixels, in the palette that is on. */
export type Drawing = (context: CanvasRenderingContext2D) => void

export const DRAWINGS = new WeakMap<HTMLCanvasElement, Drawing>()
