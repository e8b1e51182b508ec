// Left rail, fourth section: how networks become distances, and distances a picture.
import { knee } from '../../core/phate/knee.ts'
import type { GeometrySettings } from '../../core/settings.ts'
import { comparesLayers, usesKernel } from '../../core/comparison/comparand.ts'
import { comparisonBlock } from '../../core/comparison/comparison-block.ts'
import { SCALES } from '../../core/settings.ts'
import { useMemo } from 'react'
import { shapesOf } from '../../store/selectors.ts'
import { useApp } from '../use-app.ts'
import { Term } from '../learn/Term.tsx'
import { Button } from '../ui/Button.tsx'
import { Disclosure } from '../ui/Disclosure.tsx'
import { Field } from '../ui/Field.tsx'
import { MethodButton } from '../ui/MethodButton.tsx'
import { NumberBox } from '../ui/NumberBox.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { Select } from '../ui/Select.tsx'
import { Slider } from '../ui/Slider.tsx'
import { LAYER_CHOICES, METRIC_CHOICES, SCALE_NAMES } from './embedding-words.ts'
import { EntropyCurve } from './EntropyCurve.tsx'
import { KernelWarning } from './KernelWarning.tsx'

const SELDOM = ['decay', 'gamma', 'seed'] as const
const DIMENSIONS = [{ value: '2', label: '2-D' }, { value: '3', label: '3-D' }] as const

export function EmbeddingSection() {
  const geometry = useApp(state => state.geometry)
  const faults = useApp(state => state.geometryFaults)
  const setGeometry = useApp(state => state.setGeometry)
  const map = useApp(state => state.map)
  const why = useApp(state => state.training ? 'A map is being made.' : !state.map ? 'There is no map to move yet.' : state.map.networks.length < 3 ? 'Fewer than three networks have no diffusion.' : null)
  const slideTime = useApp(state => state.slideTime)
  const { metric, layer, dimensions, scale, sigma, t } = geometry
  const entropy = map?.entropy ?? null
  const networks = map?.networks
  const bend = useMemo(() => entropy && knee(entropy), [entropy])
  const imports = useApp(state => state.imports)
  const block = useMemo(() => networks ? comparisonBlock(shapesOf({ imports }, networks, { metric }), { metric, layer }) : null, [networks, imports, metric, layer])
  const [layers, kernel] = [comparesLayers(metric), usesKernel(metric)]
  const auto = t === 'auto'
  const madeWith = map?.manifest.phate.t ?? null
  const box = (name: 'knn' | 'decay' | 'gamma' | 'seed', label: string, step: number, hint?: string) => (
    <Field label={label} fault={faults[name]} hint={hint}>
      <NumberBox value={geometry[name]} step={step} onCommit={value => setGeometry({ [name]: value } as Partial<GeometrySettings>)} />
    </Field>
  )
  return (
    <Panel title="Embedding" help="manifold" className="LeftRail-section">
      <Field label="Distance" fault={layers ? null : block} hint={METRIC_CHOICES.find(({ value }) => value === metric)?.hint}>
        <Select value={metric} options={METRIC_CHOICES} onChange={metric => setGeometry({ metric })} />
      </Field>
      <Field label="Layer" fault={layers ? block : null} hint={layers ? LAYER_CHOICES.find(({ value }) => value === layer)?.hint : 'This distance looks at no layer.'}>
        <Select value={layer} options={LAYER_CHOICES} disabled={!layers} onChange={layer => setGeometry({ layer })} />
      </Field>
      <Field label={<><Term name="scale">Scale</Term>, <Term name="sigma">σ</Term></>} fault={faults.scale ?? faults.sigma} hint={kernel ? null : 'Only distances by diffusion have a kernel.'} group>
        <Select value={scale} options={SCALES.map(value => ({ value, label: SCALE_NAMES[value] }))} disabled={!kernel} onChange={scale => setGeometry({ scale })} label="Scale of distances" />
        <span className="LeftRail-short">
          <NumberBox value={sigma} step={0.05} min={0.05} disabled={!kernel} label="σ, width of the kernel" onCommit={sigma => setGeometry({ sigma })} />
        </span>
      </Field>
      {kernel && <KernelWarning />}
      <Field label="Layout" fault={faults.dimensions} group>
        <Segmented label="Dimensions of the layout" options={DIMENSIONS} value={dimensions === 3 ? '3' : '2'} onChange={value => setGeometry({ dimensions: value === '3' ? 3 : 2 })} />
        <span className="LeftRail-counts LeftRail-method">PHATE <MethodButton page="phate" of="PHATE and its diffusion time" /></span>
      </Field>
      {box('knn', 'PHATE knn', 1)}
      <div className="LeftRail-time">
        <Field label={<Term name="t">PHATE t</Term>} fault={faults.t} group>
          <Button small aria-pressed={auto} reason={why} onClick={() => void slideTime('auto')}>auto</Button>
          <span className="LeftRail-counts">{auto ? <>at the <Term name="knee">bend</Term></> : bend !== null ? `bend at ${bend}` : 'fixed'}</span>
          <Slider label="Diffusion time t" value={auto ? madeWith ?? 1 : t} min={1} max={100} step={1} disabled={why !== null} onChange={t => void slideTime(t)} />
        </Field>
      </div>
      {entropy && madeWith !== null && bend !== null && <EntropyCurve entropy={entropy} t={madeWith} bend={bend} />}
      <Disclosure label="More" aside="decay, γ, seed of the layout" forced={SELDOM.some(name => faults[name] !== undefined)}>
        {box('decay', 'Decay α', 1, 'How sharply neighbours end: 40 is nearly a neighbour graph.')}
        {box('gamma', 'Potential γ', 0.1, '1 is the log potential, 0 the square root.')}
        {box('seed', 'Layout seed', 1)}
      </Disclosure>
    </Panel>
  )
}
