// What makes this network again: two seeds and the recipe, which can be copied as JSON.
import './Seeds.css'
import { useEffect, useState } from 'react'
import { Copy } from 'lucide-react'
import type { NetworkRow } from '../../core/network.ts'
import { Button } from '../ui/Button.tsx'
import { Panel } from '../ui/Panel.tsx'
import { useApp } from '../use-app.ts'

export function Seeds({ row }: { row: NetworkRow }) {
  const dataset = useApp(state => state.map?.manifest.dataset)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (!said) return
    const timer = setTimeout(() => setSaid(''), 4000)
    return () => clearTimeout(timer)
  }, [said])
  const copy = async () => {
    const { id, hyper, weightSeed, orderSeed } = row
    try {
      await navigator.clipboard.writeText(JSON.stringify({ id, hyper, weightSeed, orderSeed, dataset }, null, 2))
      setSaid('Copied.')
    } catch {
      setSaid('The browser did not allow copying.')
    }
  }
  return (
    <Panel title="Seeds" help="training" say="The same recipe and seeds make the same network again.">
      <div className="Seeds">
        <dl>
          <div><dt>weights</dt><dd>{row.weightSeed}</dd></div>
          <div><dt>order of training</dt><dd>{row.orderSeed}</dd></div>
        </dl>
        <Button small icon={<Copy size={14} aria-hidden />} onClick={() => void copy()}>Copy recipe</Button>
      </div>
      <p className="Seeds-said" role="status">{said}</p>
    </Panel>
  )
}
