// Whose runs a picture of training shows: their networks, shapes and colours, and who stands in front of whom.
import { useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import type { Groups } from '../../store/state.ts'
import { useApp } from '../use-app.ts'
import { drawingOrder, TIER } from './runs-drawing.ts'
import { runShape } from './marks.ts'
import { paintOf } from './run-colours.ts'
import type { Scene } from './scene.ts'
import type { Shown } from './use-laid.ts'

interface Whose {
  shown: Shown | null
  scene: Scene
  networks: readonly NetworkRow[]
  selected: ReadonlySet<number>
  groups: Groups
  theme: Parameters<typeof paintOf>[4]
}

export type DrawnRuns = ReturnType<typeof useDrawnRuns>

export function useDrawnRuns({ shown, scene, networks, selected, groups, theme }: Whose) {
  const derived = useApp(state => state.derived)
  const colour = useApp(state => state.runs.colour)
  const rowOfId = useMemo(() => new Map(networks.map(row => [row.id, row])), [networks])
  const runOfId = useMemo(() => new Map(Array.from(scene.ids, (id, run) => [id, run])), [scene.ids])
  const ids = scene.ids
  const runs = ids.length
  const shapes = useMemo(() => Array.from(ids, id => runShape(rowOfId.get(id))), [ids, rowOfId])
  const ours = useMemo(() => Array.from(ids).flatMap(id => rowOfId.get(id) ?? []), [ids, rowOfId])
  const paint = useMemo(() => {
    if (!shown) return null
    // A dot that stands for a whole run has no colour of a checkpoint.
    const own = shown.dotsOnly && colour.kind === 'checkpoint' ? { kind: 'run', by: 'architecture' } as const : colour
    return paintOf({ colour: own }, shown.readings, networks, derived, theme)
  }, [shown, colour, networks, derived, theme])
  const grouped = groups.a.size + groups.b.size > 0
  const standing = useMemo(() => {
    const some = selected.size > 0
    const marks = Uint8Array.from(ids, id => groups.a.has(id) ? 1 : groups.b.has(id) ? 2 : 0)
    const tiers = Uint8Array.from(ids, (id, run) => some ? (selected.has(id) ? TIER.chosen : TIER.dimmed) : marks[run] ? TIER.held : TIER.plain)
    return { marks, tiers, order: drawingOrder(tiers) }
  }, [ids, selected, groups])
  return { rowOfId, runOfId, ids, runs, shapes, ours, paint, grouped, standing }
}
