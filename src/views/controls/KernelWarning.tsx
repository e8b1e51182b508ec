// Where σ stands: for how many networks it is too narrow or too wide, before a map is made with it.
import { useAnswer } from '../use-answer.ts'
import { useApp } from '../use-app.ts'
import { Notice } from '../ui/Notice.tsx'
import { kernelWarning } from './embedding-words.ts'

export function KernelWarning() {
  const { scale, sigma, layer } = useApp(state => state.geometry)
  const sound = useApp(state => !state.geometryFaults.sigma && !state.geometryFaults.scale)
  // Other layers' activations are not at hand before the map is made. Nobody fetches a ready-made map's activations to hear that its own settings suit it.
  const asks = useApp(({ map, geometry }) => map !== null && (map.origin !== 'ready-made' || map.manifest.geometry.scale !== geometry.scale || map.manifest.geometry.sigma !== geometry.sigma))
  const { value, whole } = useAnswer('kernelHealth', sound && asks && layer === 'last' ? { scale, sigma } : null)
  const warning = value && whole ? kernelWarning(value, { scale, sigma }) : null
  return <div className="LeftRail-warning" aria-live="polite">{warning && <Notice tone="warn">{warning}</Notice>}</div>
}
