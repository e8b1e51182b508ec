// The map file: everything on screen, to be dropped in again.
import { Download, File } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { DescribedFile, FileOptions } from '../../store/sharing/rooms.ts'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { bytes, integer } from '../ui/format.ts'
import { useApp } from '../use-app.ts'
import { SharePart } from './SharePart.tsx'

export function FilePart() {
  const room = useApp(state => state.room)
  const map = useApp(state => state.map)
  const training = useApp(state => state.training !== null)
  const [described, setDescribed] = useState<DescribedFile | null>(null)
  const [chosen, setChosen] = useState<Partial<FileOptions>>({})
  const [saving, setSaving] = useState(false)

  // What a map has that grows under one's eyes nobody needs to know to the byte.
  useEffect(() => {
    if (!map || training) return
    let here = true
    void room('mapFiles').then(files => files?.describe()).then(found => { if (here && found) setDescribed(found) }, () => undefined)
    return () => { here = false }
  }, [room, map, training])

  const options = described && { ...described.usual, ...chosen }
  const save = async () => {
    setSaving(true)
    await (await room('mapFiles'))?.save(options ?? undefined)
    setSaving(false)
  }
  const count = map?.networks.length ?? 0
  return (
    <SharePart
      icon={<File size={18} strokeWidth={1.5} />}
      name="Map file"
      aside={`everything on screen${described && options ? `, ${bytes(sizeOf(described, options))}` : ''}`}
      sentence={`${integer(count)} ${count === 1 ? 'network' : 'networks'}, distances, layout, curves, groups. Drops back in here, offline too.`}
    >
      <div className="FilePart-row">
        <Button
          icon={<Download size={16} strokeWidth={1.5} aria-hidden />}
          onClick={() => { void save() }}
          reason={!map ? 'There is no map to save yet.' : saving ? 'The file is being written.' : null}
        >
          <span>Save <span className="visually-hidden">map </span>{described?.name ?? 'as a file'}</span>
        </Button>
        {described && options && described.bytes.activations > 0 && (
          <Check label={`with activations (+${bytes(described.bytes.activations)})`} checked={options.activations} onChange={activations => setChosen({ ...chosen, activations })} />
        )}
        {described && options && described.bytes.checkpoints > 0 && (
          <Check label={`with checkpoints and weights (+${bytes(described.bytes.checkpoints)})`} checked={options.checkpoints} onChange={checkpoints => setChosen({ ...chosen, checkpoints })} />
        )}
      </div>
      {described && options && described.bytes.activations > 0 && !options.activations && (
        <p className="FilePart-note">{described.without === 'again' ? 'Without activations they are made again from their seeds where a new network is compared with these.' : 'Without activations no new network can be compared with these.'}</p>
      )}
    </SharePart>
  )
}

const sizeOf = ({ bytes: { lean, activations, checkpoints } }: DescribedFile, options: FileOptions): number =>
  lean + (options.activations ? activations : 0) + (options.checkpoints ? checkpoints : 0)
