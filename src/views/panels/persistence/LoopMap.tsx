// The loop of a bar, or the edge that joined two pieces, through the network's own map of the probes.
import { useMemo } from 'react'
import type { NetworkShape } from '../../../protocol/topology.ts'
import { ProbeMap } from '../../charts/ProbeMap.tsx'
import { useAnswer } from '../../use-answer.ts'
import { decimal } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { drawnProbes } from './loop-words.ts'
import type { LoopLook } from './use-probe-look.ts'

export function LoopMap({ shape, dimension, bar, look }: { shape: NetworkShape, dimension: 0 | 1, bar: number, look: LoopLook | null }) {
  const { value } = useAnswer('study', useMemo(() => ({ id: shape.id, layer: null }), [shape.id]))
  const loop = useMemo(() => [...drawnProbes(shape, { dimension, bar })], [shape, dimension, bar])
  if (!value || value.n !== shape.probes) return null
  const digits = look?.images !== null && look?.images !== undefined
  return (
    <Panel
      title={dimension === 1 ? 'The loop on the probes’ map' : 'The joining edge on the probes’ map'}
      aside={`PHATE, stress ${decimal(value.stress, 2)}`}
      help="persistence"
      say={`Close ${look?.things ?? 'probes'} look alike to the network; a map in two dimensions may ${dimension === 1 ? 'fold or cross a loop that does neither' : 'stretch what is near'}.`}
    >
      <ProbeMap places={value.places} labels={look?.labels ?? null} names={look?.names ?? NONE} images={digits ? look.images : null} nearest={value.nearest} outlined={loop} />
    </Panel>
  )
}

const NONE: readonly string[] = []
