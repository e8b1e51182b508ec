// The engines that can train here, how fast each was measured to be, and a mark at the one that will.
import './Engines.css'
import { useMemo } from 'react'
import { useApp } from '../use-app.ts'
import { engineLines, measuredWords } from './engine-words.ts'

export function Engines() {
  const device = useApp(state => state.device)
  const gpu = useApp(state => state.gpu)
  const engines = useApp(state => state.engines)
  const workers = useApp(state => state.workers)
  const lines = useMemo(() => engineLines({ device, gpu, engines, workers }), [device, gpu, engines, workers])
  return (
    <div className="Engines">
      <ul aria-label="Engines">
        {lines.map(line => (
          <li key={line.device} className="Engines-line" data-trains={line.trains || undefined} data-tone={line.tone} title={line.title}>
            <span className="Engines-name">{line.name}</span>
            <span className="Engines-words">{line.words}</span>
            {line.trains && <span className="visually-hidden">: the next training begins here</span>}
          </li>
        ))}
      </ul>
      <p className="Engines-note">{measuredWords({ engines })}</p>
    </div>
  )
}
