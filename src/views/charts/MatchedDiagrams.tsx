// Two diagrams in one square, A in vermilion and B in blue, each bar joined to its partner in the least costly matching, or to the diagonal. The costlier a
// pair, the darker its line; pointing at one tells both bars.
import './charts.css'
import './persistence.css'
import type { KeyboardEvent, PointerEvent } from 'react'
import { memo, useMemo, useState } from 'react'
import type { Diagram } from '../../core/persistence/diagram.ts'
import type { DiagramMatching } from '../../core/persistence/wasserstein.ts'
import { decimal } from '../ui/format.ts'
import { axisEnd } from './bars.ts'
import type { MatchedLine } from './matched-pairs.ts'
import { lineAt, matchedLines } from './matched-pairs.ts'
import { Back, square } from './PersistenceDiagram.tsx'
import { useWidth } from './use-width.ts'

interface Props {
  a: Diagram
  b: Diagram
  matching: DiagramMatching
  /** How the two are called in what is said. */
  names: readonly [string, string]
  height?: number
}

const REACH = 9

export const MatchedDiagrams = memo(function MatchedDiagrams({ a, b, matching, names, height = 240 }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>()
  const [pointed, setPointed] = useState<number | null>(null)
  const frame = useMemo(() => square(Math.min(width, height), height, axisEnd([a, b])), [a, b, width, height])
  const lines = useMemo(() => matchedLines(a, b, matching), [a, b, matching])
  const drawn = useMemo(() => lines.map(({ from, to }) => ({ x1: frame.x.at(from[0]), y1: frame.y.at(from[1]), x2: frame.x.at(to[0]), y2: frame.y.at(to[1]) })), [lines, frame])
  const move = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const k = lineAt(drawn, event.clientX - box.left, event.clientY - box.top, REACH)
    setPointed(k < 0 ? null : k)
  }
  // From the costliest on.
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowRight: -1, ArrowDown: -1, ArrowLeft: 1, ArrowUp: 1 }[event.key]
    if (step === undefined || lines.length === 0) return
    setPointed(pointed === null ? lines.length - 1 : Math.min(lines.length - 1, Math.max(0, pointed + step)))
    event.preventDefault()
  }
  const at = pointed !== null && pointed < lines.length ? pointed : null
  const words = at === null ? '' : pairWords(lines[at], a, b, names)
  return (
    <div className="Chart Matched" ref={ref}>
      <svg
        className="Diagram"
        width={Math.min(width, height)}
        height={height}
        role="application"
        tabIndex={0}
        aria-label={`Diagrams of ${names[0]} and ${names[1]}, matched at distance ${decimal(matching.distance, 3)}. Arrow keys walk the pairs, costliest first.`}
        onPointerMove={move}
        onPointerDown={move}
        onPointerLeave={() => setPointed(null)}
        onBlur={() => setPointed(null)}
        onKeyDown={keys}
      >
        <Back frame={frame} />
        <Lines lines={lines} drawn={drawn} />
        {at !== null && <line className="Matched-pointed" {...drawn[at]} />}
        {at !== null && <Ends line={lines[at]} drawn={drawn[at]} />}
      </svg>
      <div className="Matched-words">
        <p><i className="Matched-key is-a" />{names[0]}</p>
        <p><i className="Matched-key is-b" />{names[1]}</p>
        <p aria-live="polite">{words || <Costs lines={lines} matching={matching} />}</p>
      </div>
    </div>
  )
})

type Drawn = { x1: number, y1: number, x2: number, y2: number }

const Lines = memo(function Lines({ lines, drawn }: { lines: readonly MatchedLine[], drawn: readonly Drawn[] }) {
  const most = lines.length > 0 ? lines[lines.length - 1].cost || 1 : 1
  return (
    <g aria-hidden>
      {lines.map(({ b }, k) => b >= 0 && <circle key={k} className="Matched-dot is-b" cx={drawn[k].x2} cy={drawn[k].y2} r={2.6} />)}
      {lines.map(({ a }, k) => a >= 0 && <circle key={k} className="Matched-dot is-a" cx={drawn[k].x1} cy={drawn[k].y1} r={2.6} />)}
      {/* Above the dots: most lines are shorter than a dot is wide. */}
      {lines.map(({ cost }, k) => <line key={k} className="Matched-line" {...drawn[k]} strokeOpacity={0.25 + 0.75 * cost / most} />)}
    </g>
  )
})

function Ends({ line: { a, b }, drawn: { x1, y1, x2, y2 } }: { line: MatchedLine, drawn: Drawn }) {
  return (
    <g aria-hidden>
      {b >= 0 && <circle className="Matched-dot is-b" cx={x2} cy={y2} r={5} />}
      {a >= 0 && <circle className="Matched-dot is-a" cx={x1} cy={y1} r={5} />}
    </g>
  )
}

function Costs({ lines, matching }: { lines: readonly MatchedLine[], matching: DiagramMatching }) {
  const alone = lines.filter(({ a, b }) => a < 0 || b < 0).length
  return <>{lines.length - alone} pairs and {alone} bars sent to the diagonal cost {decimal(matching.distance, 3)} in all.</>
}

function pairWords({ a: one, b: other, cost }: MatchedLine, a: Diagram, b: Diagram, names: readonly [string, string]): string {
  const bar = ({ births, deaths }: Diagram, k: number) => `${decimal(births[k], 3)} to ${decimal(deaths[k], 3)}`
  const sides = [one >= 0 ? `${names[0]}: ${bar(a, one)}` : '', other >= 0 ? `${names[1]}: ${bar(b, other)}` : ''].filter(Boolean).join('; ')
  return `${sides}${one < 0 || other < 0 ? ', without a partner' : ''}. Cost ${decimal(cost, 3)}.`
}
