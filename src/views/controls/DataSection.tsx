// Left rail, first section: which data the networks learn, and how they are split.
import { lazy, Suspense } from 'react'
import type { ReactNode } from 'react'
import type { BuiltInId } from '../../core/data/dataset.ts'
import { DATASETS } from '../../core/data/dataset.ts'
import { loadOwnData } from '../later.ts'
import { useApp } from '../use-app.ts'
import { Field } from '../ui/Field.tsx'
import { NumberBox } from '../ui/NumberBox.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Select } from '../ui/Select.tsx'
import { Slider } from '../ui/Slider.tsx'
import { DATASET_NAMES, isPlane } from './dataset-names.ts'
import { DigitsPreview } from './DigitsPreview.tsx'
import { RowCounts } from './RowCounts.tsx'

const PlanePreview = lazy(async () => ({ default: (await import('./DatasetPreview.tsx')).PlanePreview }))
const TeacherPreview = lazy(async () => ({ default: (await import('./DatasetPreview.tsx')).TeacherPreview }))

const OwnPreview = lazy(async () => ({ default: (await loadOwnData()).OwnPreview }))
const OwnDataButton = lazy(async () => ({ default: (await loadOwnData()).OwnDataButton }))

const OPTIONS: { value: string, label: string, group?: string }[] = DATASETS.map(id => ({ value: id, label: DATASET_NAMES[id] }))

export function DataSection({ aside }: { aside?: ReactNode }) {
  const settings = useApp(state => state.dataset)
  const faults = useApp(state => state.datasetFaults)
  const setDataset = useApp(state => state.setDataset)
  const manifest = useApp(state => state.map?.manifest ?? null)
  const held = useApp(state => state.ownData)
  const { id, noise, decay, seed, own } = settings
  // Those that were brought, and the one that the standing map wants, here or not.
  const brought = [...held?.map(other => other.own) ?? [], ...own && !held?.some(other => other.own.hash === own.hash) ? [own] : []]
  const options = brought.length === 0 ? OPTIONS : [...OPTIONS, ...brought.map(({ hash, title }) => ({ value: hash, label: title, group: 'Your own' }))]
  const choose = (value: string) => {
    const chosen = brought.find(({ hash }) => hash === value)
    setDataset(chosen ? { id: 'own', own: chosen } : { id: value as BuiltInId, own: undefined })
  }
  const sound = Object.keys(faults).length === 0
  return (
    <Panel title="Data set" help="data" aside={aside} className="LeftRail-section">
      <Select value={id === 'own' && own ? own.hash : id} options={options} onChange={choose} label="Data set" />
      {id === 'digits' && <DigitsPreview />}
      <Suspense>
        {sound && isPlane(id) && <PlanePreview id={id} settings={settings} />}
        {sound && id === 'teacher' && <TeacherPreview settings={settings} />}
        {sound && id === 'own' && own && <OwnPreview own={own} />}
      </Suspense>
      {!(sound && (isPlane(id) || id === 'own')) && manifest?.dataset?.id === id && <RowCounts train={manifest.train} test={manifest.test} probes={manifest.probes} />}
      {isPlane(id) && (
        <Field label="Noise" fault={faults.noise} group>
          <Slider label="Noise" value={noise} min={0} max={0.5} step={0.01} onChange={value => setDataset({ noise: value })} />
        </Field>
      )}
      {id === 'teacher' && (
        <Field label="Decay of inputs" fault={faults.decay} group>
          <Slider label="Decay of the inputs’ eigenvalues" value={decay} min={0} max={2} step={0.05} onChange={value => setDataset({ decay: value })} />
        </Field>
      )}
      <Field label="Split seed" fault={faults.seed}>
        <NumberBox value={seed} step={1} min={0} onCommit={value => setDataset({ seed: value })} />
      </Field>
      <Suspense><OwnDataButton /></Suspense>
    </Panel>
  )
}
