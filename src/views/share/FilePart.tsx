// The map file: everything on screen, to be dropped in again.
import { File } from 'lucide-react'
import { useApp } from '../use-app.ts'
import { Button } from '../ui/Button.tsx'
import { SharePart } from './SharePart.tsx'

export function FilePart() {
  const saveMap = useApp(state => state.saveMap)
  const empty = useApp(state => state.map === null)
  return (
    <SharePart icon={<File size={18} strokeWidth={1.5} />} name="Map file" aside="everything on screen" sentence="Networks, distances, layout, curves, groups. Drops back in here, offline too.">
      <Button reason={empty ? 'There is no map to save yet.' : null} onClick={() => { void saveMap() }}>Save map</Button>
    </SharePart>
  )
}
