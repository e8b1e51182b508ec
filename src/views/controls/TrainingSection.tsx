// Left rail, third section: how long to train, on what, how fast that is here, and what to keep.
import { lazy, Suspense } from 'react'
import type { DevicePreference } from '../../store/state.ts'
import { useApp } from '../use-app.ts'
import { Disclosure } from '../ui/Disclosure.tsx'
import { Field } from '../ui/Field.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { Engines } from './Engines.tsx'
import { noGpu } from './engine-words.ts'
import { RecipeRange } from './RecipeRange.tsx'
import { WorkersField } from './WorkersField.tsx'

const KeepFields = lazy(async () => ({ default: (await import('./KeepFields.tsx')).KeepFields }))

export function TrainingSection() {
  const device = useApp(state => state.device)
  const setDevice = useApp(state => state.setDevice)
  const gpu = useApp(state => state.gpu)
  const keep = useApp(state => state.keep)
  const options: { value: DevicePreference, label: string, title?: string, reason?: string | null }[] = [
    { value: 'auto', label: 'Auto', title: 'Whichever is faster here' },
    { value: 'cpu', label: 'CPU' },
    { value: 'webgpu', label: 'GPU', reason: gpu?.available ? null : noGpu(gpu) },
  ]
  return (
    <Panel title="Training" help="training" className="LeftRail-section">
      <RecipeRange name="epochs" />
      <Field label="Device" group>
        <Segmented options={options} value={device} onChange={setDevice} label="Device" stretch />
      </Field>
      <Engines />
      <WorkersField />
      <Disclosure label="Keep" aside={keptWords(keep.checkpoints, keep.state)}>
        <Suspense><KeepFields /></Suspense>
      </Disclosure>
    </Panel>
  )
}

function keptWords(checkpoints: number, weights: boolean): string {
  const kept = [checkpoints > 0 && `${checkpoints} checkpoints`, weights && 'weights'].filter(Boolean)
  return kept.length > 0 ? kept.join(', ') : 'the map alone'
}
