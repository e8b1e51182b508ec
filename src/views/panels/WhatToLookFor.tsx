// Three things that are true of this map, each with the place where it shows; a click selects the networks in question.
import './WhatToLookFor.css'
import { memo, useDeferredValue, useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import { markPaths } from '../charts/marks.ts'
import { shapeOf } from '../shapes.ts'
import { Panel } from '../ui/Panel.tsx'
import { useApp } from '../use-app.ts'
import { sights } from './look-for.ts'
import type { Colours } from './use-colours.ts'
import { useColours } from './use-colours.ts'

export function WhatToLookFor() {
  const map = useDeferredValue(useApp(state => state.map))
  const select = useApp(state => state.select)
  const colours = useColours()
  const found = useMemo(() => map ? sights(map.networks, map.positions) : [], [map])
  const all = map?.networks.length ?? 0
  // What was said of a map holds no longer when networks have joined it.
  const about = map?.origin === 'session' ? undefined : map?.manifest.about
  if (!map || (found.length === 0 && about === undefined)) return null
  return (
    <Panel title="What to look for">
      {about !== undefined && <p className="LookFor-about">{about}</p>}
      <ul className="LookFor">
        {found.map(({ key, title, text, ids }) => {
          const everyone = ids.length === all
          const inside = <><Thumb networks={map.networks} positions={map.positions} ids={ids} colours={colours} /><span className="LookFor-words"><b>{title}</b><span>{text}</span></span></>
          return (
            <li key={key}>
              {everyone
                ? <div className="LookFor-row">{inside}</div>
                : <button type="button" className="LookFor-row" onClick={() => select(ids, 'panel')} title={`Select these ${ids.length}`}>{inside}</button>}
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

const [WIDTH, HEIGHT, PAD] = [76, 48, 6]

interface ThumbProps { networks: readonly NetworkRow[], positions: Float64Array, ids: readonly number[], colours: Colours }

/** The map in the size of a stamp: those meant in their colours, the others grey. */
const Thumb = memo(function Thumb({ networks, positions, ids, colours }: ThumbProps) {
  const { rest, meant } = useMemo(() => {
    const [xs, ys] = [networks.map((_, k) => positions[2 * k]), networks.map((_, k) => positions[2 * k + 1])]
    const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
    const scale = Math.min((WIDTH - 2 * PAD) / (right - left || 1), (HEIGHT - 2 * PAD) / (high - low || 1))
    const wanted = new Set(ids)
    const marks = networks.map((row, k) => ({
      x: WIDTH / 2 + scale * (xs[k] - (left + right) / 2), y: HEIGHT / 2 - scale * (ys[k] - (low + high) / 2),
      shape: shapeOf(row), meant: wanted.has(row.id), ...colours.stepped(row),
    }))
    return {
      rest: markPaths(marks.filter(mark => !mark.meant).map(mark => ({ ...mark, shape: 'circle', fill: 'var(--mark-dim)' })), 1.1),
      meant: markPaths(marks.filter(mark => mark.meant).map(mark => ({ ...mark, shape: 'circle' })), 1.9),
    }
  }, [networks, positions, ids, colours])
  return (
    <svg className="LookFor-thumb" width={WIDTH} height={HEIGHT} aria-hidden>
      {rest.map(path => <path key={path.key} d={path.d} fill={path.fill} />)}
      {meant.map(path => <path key={path.key} d={path.d} fill={path.fill} stroke="var(--mark-edge)" strokeWidth={0.4} />)}
    </svg>
  )
})
