// Three-dimensional maps: turned in front of the eye and laid flat on the screen, so that picking, lassos and keys work on what is seen.
// Orthographic: nothing shrinks with distance, so a length across the line of sight is what the scale bar says.

/** Radians. yaw: to the right about the upright axis; pitch: the top towards the eye. Both 0: the front, the layout's first two columns. */
export interface Turn { yaw: number, pitch: number }

export const FRONT: Turn = { yaw: 0, pitch: 0 }

export const isFront = ({ yaw, pitch }: Turn): boolean => yaw === 0 && pitch === 0

/** What is seen: x, y by row in potential units, and how near the eye each row is, −1 (far) to 1 (near). */
export interface Flat { positions: Float64Array, depth: Float64Array }

/**
 * Turns N × 3 places about their middle: first by yaw about the upright axis, then by pitch about the axis across. From the front the first two
 * columns come out as they went in. Depth is in units of the farthest row's distance from the middle, so that it does not breathe while turning.
 */
export function flattened(space: Float64Array, { yaw, pitch }: Turn): Flat {
  const rows = space.length / 3
  const positions = new Float64Array(2 * rows)
  const depth = new Float64Array(rows)
  const [cx, cy, cz] = [0, 1, 2].map(axis => middleOf(space, axis))
  const [cosYaw, sinYaw, cosPitch, sinPitch] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch)]
  let farthest = 0
  for (let row = 0; row < rows; row++) {
    const [x, y, z] = [space[3 * row] - cx, space[3 * row + 1] - cy, space[3 * row + 2] - cz]
    farthest = Math.max(farthest, Math.hypot(x, y, z))
    const towards = z * cosYaw - x * sinYaw
    positions[2 * row] = isFront({ yaw, pitch }) ? space[3 * row] : cx + x * cosYaw + z * sinYaw
    positions[2 * row + 1] = isFront({ yaw, pitch }) ? space[3 * row + 1] : cy + y * cosPitch - towards * sinPitch
    depth[row] = y * sinPitch + towards * cosPitch
  }
  if (farthest > 0) for (let row = 0; row < rows; row++) depth[row] /= farthest
  return { positions, depth }
}

/** Half way between the least and the greatest; 0 for none. */
function middleOf(space: Float64Array, axis: number): number {
  let [least, greatest] = [Infinity, -Infinity]
  for (let at = axis; at < space.length; at += 3) {
    if (!Number.isFinite(space[at])) continue
    least = Math.min(least, space[at])
    greatest = Math.max(greatest, space[at])
  }
  return least <= greatest ? (least + greatest) / 2 : 0
}

/** Radians a pixel: half a turn across a map of usual width. */
const PER_PIXEL = Math.PI / 500
const STEEPEST = Math.PI / 2
/** Radians an arrow key: 15°. */
export const STEP = Math.PI / 12

const around = (angle: number): number => Math.atan2(Math.sin(angle), Math.cos(angle))

/** What is near the eye follows the hand by (dx, dy) pixels. It cannot be turned upside down. */
export const dragged = (turn: Turn, dx: number, dy: number): Turn => turnedBy(turn, dx * PER_PIXEL, dy * PER_PIXEL)

export function turnedBy({ yaw, pitch }: Turn, right: number, down: number): Turn {
  return { yaw: around(yaw + right), pitch: Math.min(STEEPEST, Math.max(-STEEPEST, pitch + down)) }
}

/** In words, whole degrees: "turned 30° to the right and 15° down". */
export function turnWords({ yaw, pitch }: Turn): string {
  const part = (angle: number, more: string, less: string) => {
    const degrees = Math.round(Math.abs(angle) * 180 / Math.PI)
    return degrees === 0 ? [] : [`${degrees}° ${angle > 0 ? more : less}`]
  }
  const parts = [...part(yaw, 'to the right', 'to the left'), ...part(pitch, 'down', 'up')]
  return parts.length === 0 ? 'from the front' : `turned ${parts.join(' and ')}`
}
