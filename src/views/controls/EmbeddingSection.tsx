// Left rail, fourth section: how networks become distances, and distances a picture.
import type { GeometrySettings, Scale } from '../../core/settings.ts'
import { SCALES } from '../../core/settings.ts'
import { useApp } from '../use-app.ts'
import { Button } from '../ui/Button.tsx'
import { Disclosure } from '../ui/Disclosure.tsx'
import { Field } from '../ui/Field.tsx'
import { MethodButton } from '../ui/MethodButton.tsx'
import { NumberBox } from '../ui/NumberBox.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Select } from '../ui/Select.tsx'
import { Slider } from '../ui/Slider.tsx'
import { EntropyCurve } from './EntropyCurve.tsx'

const SCALE_NAMES: Record<Scale, string> = { mean: 'mean', median: 'median', rms: 'rms', none: 'none' }
const SELDOM = ['decay', 'gamma', 'seed'] as const

export function EmbeddingSection() {
  const geometry = useApp(state => state.geometry)
  const faults = useApp(state => state.geometryFaults)
  const setGeometry = useApp(state => state.setGeometry)
  const madeWith = useApp(state => state.map?.manifest.phate.t ?? null)
  const entropy = useApp(state => state.map?.entropy ?? null)
  const why = useApp(state => state.training ? 'A map is being made.' : !state.map ? 'There is no map to move yet.' : state.map.networks.length < 3 ? 'Fewer than three networks have no diffusion.' : null)
  const slideTime = useApp(state => state.slideTime)
  const auto = geometry.t === 'auto'
  const box = (name: 'knn' | 'decay' | 'gamma' | 'seed', label: string, step: number, hint?: string) => (
    <Field label={label} fault={faults[name]} hint={hint}>
      <NumberBox value={geometry[name]} step={step} onCommit={value => setGeometry({ [name]: value } as Partial<GeometrySettings>)} />
    </Field>
  )
  return (
    <Panel title="Embedding" help="manifold" className="LeftRail-section">
      <dl className="LeftRail-facts">
        <dt>Distance</dt><dd>Diffusion operator</dd>
        <dt>Layer</dt><dd>Last hidden</dd>
        <dt>Layout</dt><dd>PHATE <MethodButton page="phate" of="PHATE and its diffusion time" /></dd>
      </dl>
      <Field label="Scale, σ" fault={faults.scale ?? faults.sigma} group>
        <Select value={geometry.scale} options={SCALES.map(value => ({ value, label: SCALE_NAMES[value] }))} onChange={scale => setGeometry({ scale })} label="Scale of distances" />
        <span className="LeftRail-short"><NumberBox value={geometry.sigma} step={0.05} min={0.05} label="σ, width of the kernel" onCommit={sigma => setGeometry({ sigma })} /></span>
      </Field>
      {box('knn', 'PHATE knn', 1)}
      <div className="LeftRail-time">
        <Field label="PHATE t" fault={faults.t} group>
          <Button small aria-pressed={auto} reason={why} onClick={() => void slideTime('auto')}>auto</Button>
          <span className="LeftRail-counts">{auto ? 'at the bend' : 'fixed'}</span>
          <Slider label="Diffusion time t" value={auto ? madeWith ?? 1 : geometry.t as number} min={1} max={100} step={1} disabled={why !== null} onChange={t => void slideTime(t)} />
        </Field>
      </div>
      {entropy && madeWith !== null && <EntropyCurve entropy={entropy} t={madeWith} />}
      <Disclosure label="More" aside="decay, γ, seed of the layout" forced={SELDOM.some(name => faults[name] !== undefined)}>
        {box('decay', 'Decay α', 1)}
        {box('gamma', 'Potential γ', 0.1, '1 is the log potential, 0 the square root.')}
        {box('seed', 'Layout seed', 1)}
      </Disclosure>
    </Panel>
  )
}
