// Right after files were brought: how many landed and how many did not, and what to do with them. Dismissed, it does not come again for them.
import './LandedMarks.css'
import { FileInput, Save, Trash2, X, ZoomIn } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Imported } from '../../store/imports/imported.ts'
import { Button } from '../ui/Button.tsx'
import { useApp } from '../use-app.ts'
import { barWords } from './landing-words.ts'

const icon = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const
/** Letters that leave no room for the words of the buttons in a narrow map. */
const LONG = 20
/** The newest entry that the bar has come for: where the page changes its frame it is mounted anew, and what it said once is no news. */
let told = 0
const moving = ({ phase }: Imported): boolean => phase !== 'still'

export function LandingBar({ onZoom }: { onZoom: (ids: readonly number[]) => void }) {
  const imports = useApp(state => state.imports)
  const groups = useApp(state => state.groups)
  const setGroup = useApp(state => state.setGroup)
  const setTab = useApp(state => state.setTab)
  const remove = useApp(state => state.removeImports)
  // The next ones take the place of those before. The first may have come to rest before this code was there.
  const [batch, setBatch] = useState<readonly number[]>(() => imports.filter(({ key }) => key > told).map(({ key }) => key))
  useEffect(() => { told = Math.max(told, ...imports.map(({ key }) => key)) }, [imports])
  const [seen, setSeen] = useState<readonly Imported[]>([])
  if (imports !== seen) {
    setSeen(imports)
    const now = imports.filter(moving).map(({ key }) => key)
    // Those that were there land again one by one, on another map: they join.
    const begins = !seen.some(moving) && now.some(key => !seen.some(one => one.key === key) && !batch.includes(key))
    const born = imports.filter(one => !moving(one) && !seen.some(({ key }) => key === one.key) && (now.length > 0 || seen.some(moving))).map(({ key }) => key)
    const next = [...new Set([...begins ? [] : batch, ...now, ...born])].filter(key => imports.some(one => one.key === key))
    if (next.join() !== batch.join()) setBatch(next)
  }
  const mine = imports.filter(({ key }) => batch.includes(key))
  const ids = mine.flatMap(one => one.ids)
  if (mine.length === 0 || mine.some(moving)) return null
  const words = barWords(mine)
  if (!words) return null
  const free = groups.a.size === 0 || groups.b.size > 0 ? 'a' : 'b'
  return (
    <div className="SelectionBar LandingBar" role="group" aria-label="What landed" data-long={words.length > LONG || undefined}>
      <span className="SelectionBar-count" role="status"><FileInput {...icon} /><span title={words}>{words}</span></span>
      <span className="SelectionBar-part">
        {ids.length > 0 && <Button variant="quiet" small icon={<ZoomIn {...icon} />} aria-label="Zoom to what landed" title="Zoom to what landed" onClick={() => onZoom(ids)}><span className="SelectionBar-word">Zoom</span></Button>}
        {ids.length > 0 && <Button variant="quiet" small icon={<Save {...icon} />} aria-label={`Keep as group ${free.toUpperCase()}`} title={`Keep as group ${free.toUpperCase()}`} onClick={() => setGroup(free, ids)}><span className="SelectionBar-word">Keep as group</span></Button>}
        {ids.length === 0 && <Button variant="quiet" small onClick={() => setTab('models')}>Why</Button>}
      </span>
      <span className="SelectionBar-part">
        <Button variant="quiet" small icon={<Trash2 {...icon} />} aria-label="Remove what was brought" title="Take them off again" onClick={() => void remove(batch)}><span className="SelectionBar-word">Remove</span></Button>
        <Button variant="quiet" small icon={<X {...icon} />} aria-label="Dismiss" onClick={() => setBatch([])} />
      </span>
    </div>
  )
}
