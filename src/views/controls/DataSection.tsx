// Left rail, first section: which data the networks learn, and how they are split.
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { DATASETS } from '../../core/data/dataset.ts'
import { planeFrom } from '../../core/data/plane.ts'
import { useApp } from '../use-app.ts'
import { usePalette } from '../use-palette.ts'
import { Field } from '../ui/Field.tsx'
import { integer } from '../ui/format.ts'
import { NumberBox } from '../ui/NumberBox.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Select } from '../ui/Select.tsx'
import { Slider } from '../ui/Slider.tsx'
import { DATASET_NAMES, isPlane } from './dataset-names.ts'
import { DigitsPreview, PlanePreview, TeacherPreview } from './DatasetPreview.tsx'

const OPTIONS = DATASETS.map(id => ({ value: id, label: DATASET_NAMES[id] }))

export function DataSection({ aside }: { aside?: ReactNode }) {
  const settings = useApp(state => state.dataset)
  const faults = useApp(state => state.datasetFaults)
  const setDataset = useApp(state => state.setDataset)
  const manifest = useApp(state => state.map?.manifest ?? null)
  const palette = usePalette()
  const { id, noise, decay, seed } = settings
  const sound = Object.keys(faults).length === 0
  const plane = useMemo(() => sound && isPlane(id) ? planeFrom(id, { id, noise, decay, seed }) : null, [sound, id, noise, decay, seed])
  const counts = plane
    ? { train: plane.train.length, test: plane.test.length, probes: plane.probes.length }
    : manifest?.dataset?.id === id ? manifest : null
  return (
    <Panel title="Data set" help="data" aside={aside} className="LeftRail-section">
      <Select value={id} options={OPTIONS} onChange={next => setDataset({ id: next })} label="Data set" />
      {id === 'digits' && <DigitsPreview />}
      {plane && <PlanePreview dataset={plane} redrawFor={palette} />}
      {id === 'teacher' && sound && <TeacherPreview settings={settings} />}
      {counts && (
        <p className="LeftRail-counts">
          {integer(counts.train)} train · {integer(counts.test)} test, of these {integer(counts.probes)} probes
        </p>
      )}
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
    </Panel>
  )
}
