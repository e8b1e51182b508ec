// How many workers train at once on the CPU: left to itself one for each core but one, which is the page's.
import { useState } from 'react'
import { deviceOf } from '../../store/engines.ts'
import { useApp } from '../use-app.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { NumberBox } from '../ui/NumberBox.tsx'
import { coresWords, workersFault } from './training-bounds.ts'

export function WorkersField() {
  const workers = useApp(state => state.workers)
  const usual = useApp(state => state.engines.usualWorkers)
  const cores = navigator.hardwareConcurrency || 2
  const setWorkers = useApp(state => state.setWorkers)
  const onGpu = useApp(state => deviceOf(state) === 'webgpu')
  const [refused, setRefused] = useState<string | null>(null)
  const choose = (wanted: number | null) => {
    const fault = wanted === null ? null : workersFault(wanted)
    setRefused(fault)
    if (!fault) setWorkers(wanted)
  }
  const hint = onGpu ? 'Only where the CPU trains.' : coresWords(cores, workers ?? usual)
  return (
    <Field label="CPU workers" fault={refused} hint={hint} group>
      <Button small aria-pressed={workers === null} title={`One for each core but one: ${usual}`} onClick={() => choose(null)}>usual</Button>
      <NumberBox value={workers ?? usual} step={1} min={1} max={64} label="CPU workers, number" invalid={refused !== null} onCommit={choose} />
    </Field>
  )
}
