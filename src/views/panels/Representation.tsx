// What is measured of the open network's representation, group by group, each on the back of the population's: grey is everyone.
import './Representation.css'
import type { ReactNode } from 'react'
import { useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import { measuringBlock } from '../../store/selectors.ts'
import type { NumberMeasure } from '../../store/measures.ts'
import type { MapView } from '../../store/state.ts'
import { MiniBars } from '../charts/MiniBars.tsx'
import { TERM_OF } from '../learn/glossary.ts'
import { Term } from '../learn/Term.tsx'
import { Button } from '../ui/Button.tsx'
import { integer, measured } from '../ui/format.ts'
import { MethodButton } from '../ui/MethodButton.tsx'
import { Panel } from '../ui/Panel.tsx'
import { useAnswer } from '../use-answer.ts'
import { useApp } from '../use-app.ts'
import { populationBins } from './hyper-values.ts'
import type { Group } from './representation.ts'
import { entropyWords, GROUPS, loopWords, measuresOfGroup, separationWords } from './representation.ts'

const BINS = 16

interface Props { row: NetworkRow, map: MapView, /** A hidden layer before the last; null: the last, which was measured of all. */ layer: string | null }

export function Representation({ row, map, layer }: Props) {
  if (row.outcome.divergedAt !== null) return <Panel title="Representation" say="Its training diverged, so there is no representation to measure." />
  if (layer !== null) return <OfLayer row={row} map={map} layer={layer} />
  if (!row.measures) return <Unmeasured map={map} />
  return (
    <Panel title="Representation" aside="grey: everyone" say={<>The last hidden layer on {integer(map.manifest.probes)} <Term name="probe">probes</Term>.</>}>
      {GROUPS.map(group => <Measures key={group.page} group={group} row={row} map={map} />)}
    </Panel>
  )
}

/** Measured when it is asked for; the others' last layers are what it is held against. */
function OfLayer({ row, map, layer }: { row: NetworkRow, map: MapView, layer: string }) {
  const { value, whole, why } = useAnswer('layerPortrait', useMemo(() => ({ id: row.id, layer }), [row.id, layer]))
  const own = useMemo(() => value && { ...row, measures: { ...value } }, [row, value])
  if (!own) return <Panel title="Representation" say={why ?? `${layer} is being measured.`} />
  return (
    <Panel title="Representation" aside="grey: everyone’s last layer" say={<>{layer} on {integer(map.manifest.probes)} <Term name="probe">probes</Term>; the others by their last hidden layer.</>}>
      <div className={whole ? undefined : 'Inside-faded'}>{GROUPS.map(group => <Measures key={group.page} group={group} row={own} map={map} />)}</div>
    </Panel>
  )
}

function Unmeasured({ map }: { map: MapView }) {
  const portraits = useApp(state => state.portraits)
  const training = useApp(state => state.training)
  const measure = useApp(state => state.measureNetworks)
  if (training?.recipe) return <Panel title="Representation" say="It is measured when the training has ended." />
  if (portraits && !portraits.fault) return <Panel title="Representation" say={`The networks are being measured: ${integer(portraits.done)} of ${integer(portraits.total)}.`} />
  const why = measuringBlock(map)
  if (why) return <Panel title="Representation" say={`This map’s networks have not been measured. ${why}`} />
  return (
    <Panel title="Representation" say={portraits?.fault ? `It could not be measured: ${portraits.fault}` : 'Entropy, class separation and loops have not been measured on this map.'}>
      <Button small reason={training && 'The map is being made anew'} onClick={measure}>Measure all networks</Button>
    </Panel>
  )
}

function Measures({ group, row, map: { networks, manifest } }: { group: Group, row: NetworkRow, map: MapView }) {
  const rows = useMemo(() => measuresOfGroup(group, networks).map(measure => {
    const bins = populationBins(measure, networks, row, BINS)
    const same = bins.marked < 0 ? 0 : bins.counts[bins.marked]
    const all = bins.counts.reduce((sum, count) => sum + count, 0)
    return { measure, bins, words: `${integer(same)} of ${integer(all)} networks in this bin` }
  }), [group, networks, row])
  const { scale, sigma } = manifest.geometry
  const aside = group.page === 'separation' ? `walk mass: scale ${scale}, σ ${sigma}` : group.page === 'persistence' ? 'lengths in mean distances' : 'bits'
  return (
    <section className="Measures" aria-label={group.title}>
      <header className="Measures-head">
        <h3>{group.title}</h3>
        <span className="Panel-aside">{aside}</span>
        <MethodButton page={group.page} of={group.title} />
      </header>
      <p className="Panel-say">{sentence(group, row, networks, manifest.probes)}</p>
      <dl>
        {rows.map(({ measure, bins, words }) => (
          <div key={measure.key} className="Measures-row" title={words}>
            <dt><Named measure={measure} /></dt>
            <dd className="Measures-bars"><MiniBars counts={bins.counts} marked={bins.marked} width={96} /><span className="visually-hidden">{words}</span></dd>
            <dd className="Measures-value">{measured(measure, measure.read(row))}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Named({ measure: { key, words } }: { measure: NumberMeasure }) {
  const name = NAMES[key] ?? words
  const term = TERM_OF[key]
  return term ? <Term name={term}>{name}</Term> : name
}

/** As they stand under their group's name, with their units beside it. */
const NAMES: Partial<Record<string, string>> = {
  spectralEntropy: 'spectral entropy', loops: 'loops', loopPersistence: 'total persistence, H1', longestLoop: 'longest loop', componentPersistence: 'total persistence, H0',
}

function sentence({ page }: Group, row: NetworkRow, networks: readonly NetworkRow[], probes: number): ReactNode {
  const words = page === 'entropy' ? entropyWords(row, networks, probes) : page === 'separation' ? separationWords(row, networks) : loopWords(row, networks)
  if (words) return <><b>{words.figure}</b>{words.rest}</>
  return page === 'separation' ? 'Without labels of the probes there are no classes to part.' : 'It was not measured on this map.'
}
