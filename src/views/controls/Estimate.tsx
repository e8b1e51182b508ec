// About how long training takes, when engines have been tried out.
import { deviceOf } from '../../store/engines.ts'
import { estimatedSeconds } from '../../store/estimate.ts'
import { useApp } from '../use-app.ts'
import { roughTime } from '../ui/format.ts'

export function Estimate() {
  const seconds = useApp(estimatedSeconds)
  const device = useApp(deviceOf)
  return seconds !== null && <> · about {roughTime(seconds)} to train{device === 'webgpu' ? ' on the GPU' : ''}</>
}
