// How many are selected, which groups are held, and what to do with them. Only there when something is.
import { ArrowLeftRight, Download, MousePointer2, Sparkles, SquareMinus, SquarePlus, X, ZoomIn } from 'lucide-react'
import { memo } from 'react'
import type { Groups } from '../../store/state.ts'
import { Button } from '../ui/Button.tsx'
import { integer } from '../ui/format.ts'
import { useApp } from '../use-app.ts'
import { MapMenu } from './MapMenu.tsx'

interface Props {
  /** Why there is nothing to zoom to; null where there is. */
  noZoom: string | null
  onZoom: () => void
}

const icon = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const
const FORMATS = [['csv', 'CSV: a table for a spreadsheet or pandas'], ['json', 'JSON: with the map’s settings']] as const
/** What a choice on the map or in any panel does, for hands that hold no key. */
const NEXT = {
  replace: { words: 'in place of this one', choice: 'Choose anew', face: <MousePointer2 {...icon} /> },
  add: { words: 'added', choice: 'Add to the selection', face: <SquarePlus {...icon} /> },
  remove: { words: 'taken away', choice: 'Take away from the selection', face: <SquareMinus {...icon} /> },
} as const
const NAMES = { a: 'A', b: 'B' } as const

export const SelectionBar = memo(function SelectionBar({ noZoom, onZoom }: Props) {
  const selected = useApp(state => state.selection.ids)
  const groups = useApp(state => state.groups)
  const setGroup = useApp(state => state.setGroup)
  const swap = useApp(state => state.swapGroups)
  const select = useApp(state => state.select)
  const choosing = useApp(state => state.choosing)
  const setChoosing = useApp(state => state.setChoosing)
  const clear = useApp(state => state.clearSelection)
  const download = useApp(state => state.downloadSelection)
  const room = useApp(state => state.room)
  const setTab = useApp(state => state.setTab)
  const held = groups.a.size + groups.b.size > 0
  const some = selected.size > 0
  if (!some && !held) return null
  const letGo = () => {
    setGroup('a', [])
    setGroup('b', [])
  }
  const propose = () => {
    const ids = [...selected]
    setTab('search')
    void room('search').then(search => {
      search?.setRegion({ kind: 'networks', ids })
      return search?.propose()
    })
  }
  const chip = (name: keyof Groups) => groups[name].size > 0 && (
    <button type="button" className={`GroupChip GroupChip-${name}`} title={`Select group ${NAMES[name]}`} aria-label={`Select group ${NAMES[name]}, ${groups[name].size} networks`} onClick={() => select(groups[name], 'panel')}>
      <b>{NAMES[name]}</b>{integer(groups[name].size)}
    </button>
  )
  const hold = (name: keyof Groups) => (
    <button type="button" className={`GroupHold GroupHold-${name}`} title={`Hold the selection as group ${NAMES[name]}`} aria-label={`Hold as ${NAMES[name]}`} onClick={() => setGroup(name)}><span className="GroupHold-to">to </span>{NAMES[name]}</button>
  )
  return (
    <div className="SelectionBar" role="group" aria-label="Selection and groups">
      <span className="SelectionBar-count" role="status" data-held={held || undefined}>
        {some && <>{integer(selected.size)}<span className="SelectionBar-word">&nbsp;selected</span></>}
      </span>
      {some && (
        <MapMenu
          className={`SelectionBar-export SelectionBar-choosing${choosing === 'replace' ? '' : ' is-on'}`}
          label={`The next choice: ${NEXT[choosing].words}`}
          icon={NEXT[choosing].face}
          side="above"
          choice
          sheet={(['replace', 'add', 'remove'] as const).map(what => (
            <Button key={what} variant="quiet" small icon={NEXT[what].face} aria-pressed={choosing === what} onClick={() => setChoosing(what)}>{NEXT[what].choice}</Button>
          ))}
        />
      )}
      {some && <span className="SelectionBar-part" role="group" aria-label="Hold as a group"><span className="SelectionBar-word">Hold as</span>{hold('a')}{hold('b')}</span>}
      {held && (
        <span className="SelectionBar-part" role="group" aria-label="Groups">
          {chip('a')}{chip('b')}
          <Button className="SelectionBar-swap" variant="quiet" small icon={<ArrowLeftRight {...icon} />} aria-label="Swap groups A and B" title="Swap A and B" onClick={swap} />
        </span>
      )}
      <span className="SelectionBar-part">
        {some && <Button className="SelectionBar-zoom" variant="quiet" small icon={<ZoomIn {...icon} />} reason={noZoom} title={noZoom ?? 'Zoom to selection (F)'} onClick={onZoom}><span className="SelectionBar-word">Zoom</span></Button>}
        {some && <Button className="SelectionBar-propose" variant="quiet" small icon={<Sparkles {...icon} />} aria-label="Propose from here" title="Ask these networks what to train next; nothing is trained yet" onClick={propose}><span className="SelectionBar-word">Propose</span></Button>}
        {some && (
          <MapMenu
            className="SelectionBar-export"
            label="Export the selection"
            icon={<Download {...icon} />}
            side="above"
            align="right"
            choice
            sheet={FORMATS.map(([format, words]) => <Button key={format} variant="quiet" small onClick={() => void download(format)}>{words}</Button>)}
          >
            <span className="SelectionBar-word">Export</span>
          </MapMenu>
        )}
        {some
          ? <Button variant="quiet" small icon={<X {...icon} />} aria-label="Clear" title="Clear the selection (Esc)" onClick={clear}><span className="SelectionBar-word">Clear</span></Button>
          : <Button variant="quiet" small icon={<X {...icon} />} title="Let go of both groups" onClick={letGo}>Let go</Button>}
      </span>
    </div>
  )
})
