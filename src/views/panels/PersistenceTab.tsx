// The Persistence tab: one network's diagram, barcode and loops; Betti curves of groups; loops against accuracy; the map by distance of diagrams.
import './panels.css'
import { useMemo } from 'react'
import { emptyBlock, networkOf } from '../../store/selectors.ts'
import { useApp } from '../use-app.ts'
import { Panel } from '../ui/Panel.tsx'
import { BettiPanel } from './persistence/BettiPanel.tsx'
import { LoopsAgainst } from './persistence/LoopsAgainst.tsx'
import { ShapePanel } from './persistence/ShapePanel.tsx'
import { WassersteinPanel } from './persistence/WassersteinPanel.tsx'
import { useAnswer } from '../use-answer.ts'

export function PersistenceTab() {
  const map = useApp(state => state.map)
  const open = useApp(state => state.open?.id)
  const alone = useApp(state => state.selection.ids.size === 1 ? [...state.selection.ids][0] : undefined)
  const { value, whole, share, why } = useAnswer('diagrams', map ? 'all' : null)
  const id = open ?? alone
  const row = useMemo(() => id === undefined ? null : networkOf(map, id), [map, id])
  const empty = emptyBlock(map)
  if (empty || !map) return <p className="Panel-empty">{empty}</p>
  if (!map.comparable) return <p className="Panel-empty">Persistence needs activations; this map has none. Train a new map, or open one that has them.</p>
  return (
    <>
      {row?.outcome.divergedAt === null ? <ShapePanel row={row} /> : <Panel title="Diagram and barcode" help="persistence" say={row ? 'Its training diverged, so there is no representation to measure.' : 'Click a dot to see one network’s bars and loops.'} />}
      <BettiPanel diagrams={value} whole={whole} share={share} why={why} />
      <LoopsAgainst diagrams={value} whole={whole} share={share} />
      <WassersteinPanel diagrams={whole ? value : null} />
    </>
  )
}
