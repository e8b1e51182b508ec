// The recipe: what makes these networks again, for the terminal or for PyTorch.
import { Download } from 'lucide-react'
import { useState } from 'react'
import type { ExportsRoom } from '../../store/sharing/rooms.ts'
import { Button } from '../ui/Button.tsx'
import { integer } from '../ui/format.ts'
import { Segmented } from '../ui/Segmented.tsx'
import { useApp } from '../use-app.ts'

const WAYS = [
  { as: 'json', label: 'JSON', say: 'For the terminal: netfold train trains the same networks and makes the map, to the bit on the CPU.' },
  { as: 'pytorch', label: 'PyTorch', say: 'A script with the same data, initial weights and batches. What it trains drops back in here.' },
] as const

export function RecipeChoice({ room }: { room: ExportsRoom }) {
  const selected = useApp(state => state.selection.ids.size)
  const [of, setOf] = useState<'population' | 'selection'>(selected > 0 ? 'selection' : 'population')
  const from = selected > 0 ? of : 'population'
  return (
    <div className="ExportPart-more">
      {selected > 0 && (
        <Segmented
          label="Networks of the recipe"
          value={from}
          onChange={setOf}
          options={[{ value: 'population', label: 'All networks' }, { value: 'selection', label: `Selection, ${integer(selected)}` }]}
        />
      )}
      {WAYS.map(({ as, label, say }) => {
        const block = room.recipeBlock(as, from)
        return (
          <div key={as} className="RecipeChoice-way">
            <Button small icon={<Download size={14} aria-hidden />} reason={block} aria-label={`Save recipe: ${label}`} onClick={() => room.saveRecipe(as, from)}>{label}</Button>
            <span>{block ?? say}</span>
          </div>
        )
      })}
    </div>
  )
}
