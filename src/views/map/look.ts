// Where one looks, as the notebook says it: whatever the window's size, and with as many digits as the eye can tell.
import type { Look } from '../../store/state.ts'
import type { Turn } from './turntable.ts'
import { isFront } from './turntable.ts'
import type { Size, View } from './view.ts'

/** Steps along the frame's shorter side: finer than its pixels. */
const STEPS = 20_000

/** The span along the shorter side fills it, in any window. */
export const viewOf = ({ centre: [x, y], span }: Pick<Look, 'centre' | 'span'>, { width, height }: Size): View => ({ x, y, scale: Math.min(width, height) / span })

export function lookOf({ x, y, scale }: View, { width, height }: Size, turn: Turn): Look {
  const span = Number((Math.min(width, height) / scale).toPrecision(5))
  const digits = Math.min(15, Math.max(0, Math.ceil(-Math.log10(span / STEPS))))
  return { centre: [Number(x.toFixed(digits)) || 0, Number(y.toFixed(digits)) || 0], span, turn: isFront(turn) ? null : quaternionOf(turn) }
}

export const sameLook = (a: Look | null, b: Look | null): boolean => JSON.stringify(a) === JSON.stringify(b)

/** x, y, z, w of the turn by yaw about the upright axis, then by pitch about the axis across. */
function quaternionOf({ yaw, pitch }: Turn): [number, number, number, number] {
  const [cy, sy, cp, sp] = [Math.cos(yaw / 2), Math.sin(yaw / 2), Math.cos(pitch / 2), Math.sin(pitch / 2)]
  return [sp * cy, cp * sy, sp * sy, cp * cy].map(value => Number(value.toFixed(5)) || 0) as [number, number, number, number]
}

/** The other way round; of a turn that tilts the head, what is left without that. */
export function turnOf([x, y, z, w]: readonly [number, number, number, number]): Turn {
  const pitch = Math.atan2(2 * (w * x + y * z), w * w + y * y - x * x - z * z)
  return { yaw: Math.atan2(2 * (w * y + x * z), w * w + x * x - y * y - z * z), pitch: Math.min(Math.PI / 2, Math.max(-Math.PI / 2, pitch)) }
}
