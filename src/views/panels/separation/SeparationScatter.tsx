// A measure of class separation against what came of the networks, and what a rank correlation says of it.
import { useMemo, useState } from 'react'
import { spearman } from '../../../core/statistics.ts'
import type { MeasureKey, NumberMeasure } from '../../../store/measures.ts'
import { measureOf, measuresOf } from '../../../store/measures.ts'
import { measuringBlock } from '../../../store/selectors.ts'
import type { ScatterSide } from '../../charts/Scatter.tsx'
import { Button } from '../../ui/Button.tsx'
import { integer, measured, power, tick } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Select } from '../../ui/Select.tsx'
import { useApp } from '../../use-app.ts'
import { MeasureScatter } from '../MeasureScatter.tsx'
import { useSelected } from '../use-selected.ts'
import { rhoOf, trend } from '../words.ts'

const KEYS = ['silhouette', 'cka', 'distanceRatio', 'walkMass', 'daviesBouldin', 'calinskiHarabasz'] as const

const GLOSS: Partial<Record<MeasureKey, string>> = {
  silhouette: '1: every probe far nearer to its own class; below 0: nearer to another.',
  cka: '1: probes lie alike exactly when they share a class; 0: the classes leave no trace.',
  distanceRatio: 'Mean distance between classes over that within them; 1: no difference.',
  daviesBouldin: 'Small is apart: spread of the classes over the distance of their centres.',
  calinskiHarabasz: 'Scatter between classes over that within, per degree of freedom.',
}

export function SeparationScatter() {
  const { networks, selected } = useSelected()
  const map = useApp(state => state.map)
  const geometry = map?.manifest.geometry
  const [wanted, setWanted] = useState<MeasureKey>('silhouette')
  const measures = useMemo(() => KEYS.map(key => measureOf(key) as NumberMeasure).filter(({ read }) => networks.some(row => Number.isFinite(read(row)))), [networks])
  const outcome = useMemo(() => measuresOf(networks).find((one): one is NumberMeasure => one.group === 'outcome' && one.kind === 'number'), [networks])
  const measure = measures.find(({ key }) => key === wanted) ?? measures[0]
  const all = useMemo(() => measure && outcome ? spearman(networks.map(measure.read), networks.map(outcome.read)) : null, [networks, measure, outcome])
  const some = useMemo(() => measure && outcome && selected.length > 2 ? spearman(selected.map(measure.read), selected.map(outcome.read)) : null, [selected, measure, outcome])
  const across = useMemo((): ScatterSide | null => {
    if (!measure) return null
    const values = networks.map(measure.read).filter(value => Number.isFinite(value) && (!measure.log || value > 0))
    return { name: measure.words, domain: [Math.min(...values), Math.max(...values)], log: measure.log, format: measure.log ? power : tick }
  }, [networks, measure])
  const written = useMemo(() => (value: number) => measure ? `${measure.words} ${measured(measure, value)}` : '', [measure])
  if (!measure || !outcome || !all || !across) return <Unmeasured />
  const settings = measure.key === 'walkMass' ? `, at σ = ${power(geometry!.sigma)} ${geometry!.scale} distance` : ''
  const name = outcome.words[0].toUpperCase() + outcome.words.slice(1)
  return (
    <Panel
      className="Panel-control"
      title="Separation and accuracy"
      help="separation"
      aside={<Select label="Measure of separation" value={measure.key} onChange={setWanted} options={measures.map(({ key, label }) => ({ value: key, label }))} />}
      say={some
        ? <>Among the selected, {outcome.words} {trend(some)} {measure.words}: Spearman <b>{rhoOf(some)}</b>; among all, {rhoOf(all)}{settings}.</>
        : <>{name} {trend(all)} {measure.words}: Spearman <b>{rhoOf(all)}</b>{settings}.</>}
    >
      <MeasureScatter value={measure.read} across={across} written={written} outcome={outcome} label={`${name} against ${measure.words}, ${rhoOf(all)}`} />
      {(GLOSS[measure.key] ?? walkGloss(measure.key)) && <p className="Panel-note">{GLOSS[measure.key] ?? walkGloss(measure.key)}</p>}
    </Panel>
  )
}

const walkGloss = (key: MeasureKey): string | null => key === 'walkMass' ? 'Chance that a step of the map’s random walk over the probes stays in its class.' : null

/** Why there is nothing to plot yet, and what can be done about it. */
function Unmeasured() {
  const map = useApp(state => state.map)
  const portraits = useApp(state => state.portraits)
  const training = useApp(state => state.training)
  const measure = useApp(state => state.measureNetworks)
  const why = map && measuringBlock(map)
  if (why) return <Panel title="Separation and accuracy" help="separation" say={`Class separation cannot be measured here. ${why}`} />
  if (portraits && !portraits.fault) return <Panel title="Separation and accuracy" help="separation" say={`The networks are being measured: ${integer(portraits.done)} of ${integer(portraits.total)}.`} />
  return (
    <Panel title="Separation and accuracy" help="separation" say={portraits?.fault ? `It could not be measured: ${portraits.fault}` : 'Class separation has not been measured on this map.'}>
      <Button small reason={training && 'The map is being made'} onClick={measure}>Measure all networks</Button>
    </Panel>
  )
}
