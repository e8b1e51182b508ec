// The loop of a bar: a ring of its probes in order; of points in a plane, the loop among all of them instead.
import type { NetworkShape } from '../../../protocol/topology.ts'
import { LoopPlane } from '../../charts/LoopPlane.tsx'
import { LoopRing } from '../../charts/LoopRing.tsx'
import { decimal, integer } from '../../ui/format.ts'
import { wayOf } from './loop-words.ts'
import type { LoopLook } from './use-probe-look.ts'

interface Props {
  shape: NetworkShape
  bar: number
  /** Shown while another kind of bar is pointed out. */
  longest: boolean
  look: LoopLook | null
  width: number
}

export function Loop({ shape, bar, longest, look, width }: Props) {
  const cycle = shape.cycles[bar]
  const label = `The loop: ${wayOf(cycle, look)}`
  if (look?.points) return <LoopPlane cycle={cycle} points={look.points} labels={look.labels} width={width} label={label} />
  const note = `${decimal(shape.around[bar], 2)} mean distances around; the dashed edge closes it`
  return (
    <LoopRing
      cycle={cycle}
      labels={look?.labels ?? null}
      names={look?.names ?? NONE}
      images={look?.images ?? null}
      width={width}
      title={`${longest ? 'Longest loop: ' : ''}${integer(cycle.length)} ${look?.things ?? 'probes'}`}
      note={note}
      label={label}
    />
  )
}

const NONE: readonly string[] = []
