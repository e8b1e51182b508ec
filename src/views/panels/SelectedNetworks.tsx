// The selected networks one by one, the best first; a click on one opens it.
import { useMemo, useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { integer } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { NetworkTable } from './NetworkTable.tsx'
import { useSelected } from './use-selected.ts'

const FIRST = 8
const MORE = 200

export function SelectedNetworks() {
  const { selected, diverged } = useSelected()
  const [whole, setWhole] = useState(false)
  const rows = useMemo(() => [...[...selected].sort((a, b) => b.outcome.testAccuracy - a.outcome.testAccuracy || a.id - b.id), ...diverged], [selected, diverged])
  if (rows.length === 0) return null
  const shown = rows.slice(0, whole ? MORE : FIRST)
  return (
    <Panel title="Selected networks" aside={shown.length < rows.length ? `the best ${integer(shown.length)} of ${integer(rows.length)}` : 'best first'}>
      <NetworkTable rows={shown} />
      {rows.length > FIRST && <p style={{ marginTop: 8 }}><Button small onClick={() => setWhole(!whole)}>{whole ? `Show ${FIRST}` : `Show ${integer(Math.min(MORE, rows.length))}`}</Button></p>}
    </Panel>
  )
}
