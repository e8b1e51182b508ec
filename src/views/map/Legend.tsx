// What the colours and shapes mean: the measure's own distribution standing on its ramp, and the choice of measure.
import { ArrowLeftRight, ChevronDown, Palette } from 'lucide-react'
import { lazy, memo, Suspense } from 'react'
import { ACTIVATIONS } from '../../core/network.ts'
import type { NetworkRow } from '../../core/network.ts'
import type { Measure, MeasureKey } from '../../store/measures.ts'
import { grouped, measureAmong, measuresOf } from '../../store/measures.ts'
import type { ColourScale } from '../colour.ts'
import { css } from '../colour.ts'
import { loadSearch } from '../later.ts'
import type { Shape } from '../shapes.ts'
import { hollow, SHAPE_OF, shapeOfValue, shapePath } from '../shapes.ts'
import { Button } from '../ui/Button.tsx'
import { decimal, integer, measured } from '../ui/format.ts'
import { useApp } from '../use-app.ts'
import { tally } from './histogram.ts'
import { LegendRamp } from './LegendRamp.tsx'
import { MapMenu } from './MapMenu.tsx'

const ProposalKeys = lazy(async () => ({ default: (await loadSearch()).ProposalKeys }))
const ColourSheet = lazy(async () => ({ default: (await import('./ColourSheet.tsx')).ColourSheet }))

interface Props {
  networks: readonly NetworkRow[]
  diverged: number
  measure: Measure
  scale: ColourScale
  narrow: boolean
  median: number | null
  missing: number
}

export const Legend = memo(function Legend({ networks, diverged, measure, scale, narrow, median, missing }: Props) {
  const colour = useApp(state => state.colour)
  const colourBy = useApp(state => state.colourBy)
  const derived = useApp(state => state.derived)
  const choose = (key: MeasureKey) => {
    const next = measureAmong(networks, key, derived)
    colourBy({ measure: key, log: next.kind === 'number' && next.log, range: null })
  }
  const noLog = measure.kind === 'category' ? 'Categories have no scale' : colour.log && !scale.log ? 'No value here has a logarithm' : null
  return (
    <section className="Legend" aria-label="Legend" data-covers-map data-menu-edge>
      <header className="Legend-head">
        <label className="Legend-measure">
          <span className="visually-hidden">Colour by</span>
          <select value={measure.key} onChange={event => choose(event.target.value as MeasureKey)}>
            {grouped(measuresOf(networks, derived)).map(group => (
              <optgroup key={group.name} label={group.name}>
                {group.measures.map(({ key, label }) => <option key={key} value={key}>{label}</option>)}
              </optgroup>
            ))}
          </select>
          <span className="Legend-name" aria-hidden title={measure.label}><span>{measure.label}</span><ChevronDown size={16} strokeWidth={1.5} /></span>
        </label>
        <span className="Legend-tools">
          {!narrow && (
            <>
              <Button
                variant="quiet"
                small
                icon={<ArrowLeftRight size={16} aria-hidden />}
                aria-label="Turn the colours round"
                title="Turn the colours round"
                aria-pressed={colour.invert}
                onClick={() => colourBy({ invert: !colour.invert })}
              />
              <Button variant="quiet" small reason={noLog} title="Logarithmic scale" aria-pressed={colour.log && !noLog} onClick={() => colourBy({ log: !colour.log })}>log</Button>
            </>
          )}
          <MapMenu label="Palette and range" icon={<Palette size={16} strokeWidth={1.5} aria-hidden />} side="above" sheet={<Suspense><ColourSheet measure={measure} scale={scale} noLog={noLog} /></Suspense>} />
        </span>
      </header>
      {measure.kind === 'number'
        ? <LegendRamp networks={networks} measure={measure} scale={scale} ranged={colour.range !== null} width={narrow ? 148 : 214} onRange={range => colourBy({ range })} />
        : (
            <ul className="Legend-values">
              {tally(networks, measure).map(({ value, count }) => (
                <li key={value}>
                  <Swatch shape={shapeOfValue(measure.key, value)} fill={css(scale.colourAt(value))} />
                  <span>{measure.group === 'hyper' ? measured(measure, value) : value}</span>
                  <span className="Legend-count">{integer(count)}</span>
                </li>
              ))}
            </ul>
          )}
      <Keys networks={networks} diverged={diverged} measure={measure} median={median} missing={missing} />
    </section>
  )
})

/** A patch of colour, in a shape of the map or none. */
function Swatch({ shape, fill }: { shape: Shape | null, fill: string }) {
  return (
    <svg width={12} height={12} aria-hidden>
      <path d={shape ? shapePath(shape, 6, 6, 4.5) : 'M1 1h10v10H1z'} fill={fill} stroke="var(--mark-edge)" strokeWidth={0.8} />
    </svg>
  )
}

function Keys({ networks, diverged, measure, median, missing }: Pick<Props, 'networks' | 'diverged' | 'measure' | 'median' | 'missing'>) {
  const convolutional = networks.some(network => network.hyper?.family === 'conv')
  const everyone = convolutional && networks.every(network => network.hyper?.family === 'conv')
  const activations = measure.key === 'activation' ? [] : ACTIVATIONS.filter(activation => networks.some(network => network.hyper?.activation === activation))
  const asking = useApp(state => state.search !== null || state.tab === 'search')
  const share = measure.key === 'testAccuracy' || measure.key === 'trainAccuracy'
  return (
    <ul className="Legend-keys">
      {median !== null && (
        <li className="Legend-median">
          <svg width={9} height={7} aria-hidden><path d="M4.5 0 9 7H0z" fill="currentColor" /></svg>
          median {share ? decimal(median, 3).replace(/^0\./, '.') : measured(measure, median)}
        </li>
      )}
      {activations.map(name => <li key={name}><Swatch shape={everyone ? hollow(SHAPE_OF[name]) : SHAPE_OF[name]} fill="var(--mark-dim)" />{name}</li>)}
      {convolutional && measure.key !== 'family' && <li><Swatch shape="hollow circle" fill="var(--mark-dim)" />{everyone ? 'all hollow: conv' : 'hollow: conv'}</li>}
      {missing > 0 && <li><Swatch shape={null} fill="var(--missing)" />no value</li>}
      {diverged > 0 && (
        <li>
          <svg width={10} height={10} aria-hidden><path d="M2 2l6 6M8 2 2 8" fill="none" stroke="var(--danger)" strokeWidth={1.8} /></svg>
          diverged
        </li>
      )}
      {asking && <Suspense><ProposalKeys /></Suspense>}
    </ul>
  )
}
