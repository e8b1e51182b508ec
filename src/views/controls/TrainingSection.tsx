// Left rail, third section: how long to train, and on what.
import type { GpuReport } from '../../protocol/training.ts'
import type { DevicePreference } from '../../store/state.ts'
import { useApp } from '../use-app.ts'
import { Field } from '../ui/Field.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { RecipeRange } from './RecipeRange.tsx'

export function TrainingSection() {
  const device = useApp(state => state.device)
  const setDevice = useApp(state => state.setDevice)
  const gpu = useApp(state => state.gpu)
  const found = gpuSentence(gpu)
  const options: { value: DevicePreference, label: string, reason?: string | null }[] = [
    { value: 'auto', label: 'Auto' },
    { value: 'cpu', label: 'CPU' },
    { value: 'webgpu', label: 'GPU', reason: gpu?.available ? null : found.text },
  ]
  return (
    <Panel title="Training" help="training" className="LeftRail-section">
      <RecipeRange name="epochs" />
      <Field label="Device" group>
        <Segmented options={options} value={device} onChange={setDevice} label="Device" stretch />
      </Field>
      <p className={`LeftRail-found LeftRail-found-${found.tone}`} title={gpu?.why ?? undefined}>{found.text}</p>
    </Panel>
  )
}

function gpuSentence(gpu: GpuReport | null): { text: string, tone: 'plain' | 'warn' | 'ok' } {
  if (!gpu) return { text: 'Looking for WebGPU…', tone: 'plain' }
  if (!gpu.available) return { text: 'No WebGPU: training runs on the CPU, slower; all else works.', tone: 'warn' }
  if (gpu.fallback) return { text: 'WebGPU only in software here: Auto trains on the CPU, which is faster.', tone: 'warn' }
  return { text: gpu.name ? `WebGPU ready: ${gpu.name}` : 'WebGPU ready', tone: 'ok' }
}
