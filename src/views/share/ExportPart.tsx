// What every export carries, and what leaves in other formats: pictures, tables, arrays, the recipe, and what to cite.
import './export.css'
import { useEffect, useRef, useState } from 'react'
import type { ExportsRoom } from '../../store/sharing/rooms.ts'
import { useWantedPaper } from '../picture/wanted-paper.ts'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { useApp, useAppStore } from '../use-app.ts'
import { ArrayChoice } from './ArrayChoice.tsx'
import { Citation } from './Citation.tsx'
import { RecipeChoice } from './RecipeChoice.tsx'

type Opened = 'numpy' | 'recipe' | 'cite'
const MORE: readonly (readonly [Opened, string])[] = [['numpy', 'NumPy'], ['recipe', 'Recipe'], ['cite', 'Cite']]

export function ExportPart() {
  const store = useAppStore()
  const enter = useApp(state => state.room)
  const map = useApp(state => state.map)
  const chosen = useApp(state => state.selection.ids.size)
  const [room, setRoom] = useState<ExportsRoom | null>(null)
  const [opened, setOpened] = useState<Opened | null>(null)
  const { paper, white, choose } = useWantedPaper()
  const more = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let here = true
    void enter('exports').then(found => { if (here) setRoom(found) })
    return () => { here = false }
  }, [enter])
  // What opens below the fold, or grows there once it is known, would not be seen to have opened.
  useEffect(() => {
    if (!opened) return
    const growing = new ResizeObserver(() => more.current?.scrollIntoView({ block: 'nearest' }))
    growing.observe(more.current!)
    return () => growing.disconnect()
  }, [opened])

  const reason = !map ? 'There is no map to export yet.' : !room ? 'One moment.' : null
  const picture = async (format: 'png' | 'svg') => {
    const { saveMapPicture } = await import('../picture/save-map-picture.ts')
    await saveMapPicture(store, { format, paper })
  }
  const table = `The table of ${chosen > 0 ? 'the selected' : 'all'} networks`
  return (
    <footer className="ShareDialog-foot">
      <div className="ExportPart">
        <p className="ExportPart-line">{map && room ? `Every export carries ${room.line()}.` : ' '}</p>
        <div className="ExportPart-ways" role="group" aria-label="Export">
          <Button small reason={reason} title="The map as a picture, at twice its size" onClick={() => { void picture('png') }}>PNG</Button>
          <Button small reason={reason} title="The map as a drawing, for editing and print" onClick={() => { void picture('svg') }}>SVG</Button>
          <Button small reason={reason} title={`${table}, for a spreadsheet or pandas`} onClick={() => room?.saveTable('csv')}>CSV</Button>
          <Button small reason={reason} title={`${table}, with the settings of the map`} onClick={() => room?.saveTable('json')}>JSON</Button>
          {MORE.map(([key, label]) => (
            <Button key={key} small reason={reason} aria-expanded={opened === key} className={opened === key ? 'ExportPart-open' : undefined} onClick={() => setOpened(opened === key ? null : key)}>
              {label}
            </Button>
          ))}
        </div>
        <Check label="Pictures on white paper" checked={white} onChange={choose} />
      </div>
      <div ref={more}>
        {room && opened === 'numpy' && <ArrayChoice room={room} />}
        {room && opened === 'recipe' && <RecipeChoice room={room} />}
        {room && opened === 'cite' && <Citation room={room} />}
      </div>
    </footer>
  )
}
