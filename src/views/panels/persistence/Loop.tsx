// The loop of a bar, or the two probes that joined two pieces: a ring of its probes in order; of points in a plane, the loop among all of them instead.
import { useMemo } from 'react'
import type { NetworkShape } from '../../../protocol/topology.ts'
import { LoopPlane } from '../../charts/LoopPlane.tsx'
import { LoopRing } from '../../charts/LoopRing.tsx'
import { decimal, integer } from '../../ui/format.ts'
import { drawnProbes, joinWords, wayOf } from './loop-words.ts'
import type { LoopLook } from './use-probe-look.ts'

interface Props {
  shape: NetworkShape
  /** 0: of a bar of pieces. */
  dimension: 0 | 1
  bar: number
  /** Shown while another kind of bar is pointed out. */
  longest: boolean
  look: LoopLook | null
  width: number
}

export function Loop({ shape, dimension, bar, longest, look, width }: Props) {
  const cycle = useMemo(() => drawnProbes(shape, { dimension, bar }), [shape, dimension, bar])
  const label = dimension === 1 ? `The loop: ${wayOf(cycle, look)}` : `Two pieces are joined ${joinWords(cycle, look)}`
  if (look?.points) return <LoopPlane cycle={cycle} points={look.points} labels={look.labels} width={width} label={label} />
  const note = dimension === 0 ? `${decimal(shape.pieces.deaths[bar], 3)} mean distances apart` : `${decimal(shape.around[bar], 2)} mean distances around; the dashed edge closes it`
  return (
    <LoopRing
      cycle={cycle}
      labels={look?.labels ?? null}
      names={look?.names ?? NONE}
      images={look?.images ?? null}
      width={width}
      title={dimension === 0 ? 'Two pieces become one' : `${longest ? 'Longest loop: ' : ''}${integer(cycle.length)} ${look?.things ?? 'probes'}`}
      note={note}
      label={label}
    />
  )
}

const NONE: readonly string[] = []
