// Which ticks of the timeline have a name: as many as there is room for, the two ends first. Pixels. Pure.

/** How wide a tick's strip is. */
export const STRIP = 8
/** Between a strip's middle and its name, a letter of the name, and what keeps a name from its neighbour. */
const [BESIDE, LETTER, APART] = [9, 6.8, 6]

interface Tick { at: number, label: string }
export interface NamedTick extends Tick { /** It stands before its strip; the others behind theirs. */ last: boolean }

/** `x`: the pixel of a moment; ticks rise. A name is left out where it would come near a strip or another name. */
export function namedTicks(ticks: readonly Tick[], x: (at: number) => number): NamedTick[] {
  const wide = ({ label }: Tick) => BESIDE + LETTER * label.length
  const end = ticks.length - 1
  return ticks.flatMap((tick, k): NamedTick[] => {
    if (k > 0 && k === end) return [{ ...tick, last: true }]
    const next = ticks[k + 1] as Tick | undefined
    if (!next) return [{ ...tick, last: false }]
    const room = k + 1 === end ? x(next.at) - wide(next) - APART : x(next.at) - STRIP / 2 - 1
    return x(tick.at) + wide(tick) <= room ? [{ ...tick, last: false }] : []
  })
}
