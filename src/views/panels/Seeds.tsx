// What makes this network again: two seeds and the recipe, which can be copied as JSON.
import './Seeds.css'
import { Copy } from 'lucide-react'
import type { NetworkRow } from '../../core/network.ts'
import { Button } from '../ui/Button.tsx'
import { Panel } from '../ui/Panel.tsx'
import { useCopyRecipe } from './use-copy-recipe.ts'

export function Seeds({ row }: { row: NetworkRow }) {
  const { copy, said } = useCopyRecipe(row)
  return (
    <Panel title="Seeds" help="training" say="The same recipe and seeds make the same network again.">
      <div className="Seeds">
        <dl>
          <div><dt>weights</dt><dd>{row.weightSeed}</dd></div>
          <div><dt>order of training</dt><dd>{row.orderSeed}</dd></div>
        </dl>
        <Button small icon={<Copy size={14} aria-hidden />} onClick={copy}>Copy recipe</Button>
      </div>
      <p className="Seeds-said" role="status">{said}</p>
    </Panel>
  )
}
