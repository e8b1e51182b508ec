// Left rail, fourth section: how networks become distances, and distances a picture.
import type { GeometrySettings, Scale } from '../../core/settings.ts'
import { SCALES } from '../../core/settings.ts'
import { useApp } from '../use-app.ts'
import { Disclosure } from '../ui/Disclosure.tsx'
import { Field } from '../ui/Field.tsx'
import { NumberBox } from '../ui/NumberBox.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Select } from '../ui/Select.tsx'

const SCALE_NAMES: Record<Scale, string> = { mean: 'mean', median: 'median', rms: 'rms', none: 'none' }
const TIMES = [{ value: 'auto', label: 'auto' }, { value: 'fixed', label: 'fixed' }] as const
const SELDOM = ['decay', 'gamma', 'seed'] as const

export function EmbeddingSection() {
  const geometry = useApp(state => state.geometry)
  const faults = useApp(state => state.geometryFaults)
  const setGeometry = useApp(state => state.setGeometry)
  const madeWith = useApp(state => state.map?.manifest.phate.t ?? null)
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
      </dl>
      <Field label="Scale, σ" fault={faults.scale ?? faults.sigma} group>
        <Select value={geometry.scale} options={SCALES.map(value => ({ value, label: SCALE_NAMES[value] }))} onChange={scale => setGeometry({ scale })} label="Scale of distances" />
        <span className="LeftRail-short"><NumberBox value={geometry.sigma} step={0.05} min={0.05} label="σ, width of the kernel" onCommit={sigma => setGeometry({ sigma })} /></span>
      </Field>
      {box('knn', 'PHATE knn', 1)}
      <Field label="PHATE t" fault={faults.t} group>
        <Select value={auto ? 'auto' : 'fixed'} options={TIMES} onChange={kind => setGeometry({ t: kind === 'auto' ? 'auto' : madeWith ?? 25 })} label="Choice of diffusion time" />
        <span className="LeftRail-short">
          <NumberBox value={geometry.t === 'auto' ? madeWith ?? 0 : geometry.t} step={1} min={1} disabled={auto} label="Diffusion time t" onCommit={t => setGeometry({ t })} />
        </span>
      </Field>
      <Disclosure label="More" aside="decay, γ, seed of the layout" forced={SELDOM.some(name => faults[name] !== undefined)}>
        {box('decay', 'Decay α', 1)}
        {box('gamma', 'Potential γ', 0.1, '1 is the log potential, 0 the square root.')}
        {box('seed', 'Layout seed', 1)}
      </Disclosure>
    </Panel>
  )
}
