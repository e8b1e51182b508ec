// Which arrays go into the .npz: a line each, with shape, type and size.
import { Download } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ExportedArray, ExportsRoom } from '../../store/sharing/rooms.ts'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { bytes, integer } from '../ui/format.ts'
import { Segmented } from '../ui/Segmented.tsx'
import { useApp } from '../use-app.ts'
import { arrayGroups, isPerNetwork } from './array-groups.ts'

export function ArrayChoice({ room }: { room: ExportsRoom }) {
  const selected = useApp(state => state.selection.ids.size)
  const [arrays, setArrays] = useState<readonly ExportedArray[] | null>(null)
  const [turned, setTurned] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [of, setOf] = useState<'all' | 'selection'>('all')
  const [saving, setSaving] = useState(false)
  useEffect(() => {
    let here = true
    void room.arrays().then(found => { if (here) setArrays(found) }, () => { if (here) setArrays([]) })
    return () => { here = false }
  }, [room])

  if (!arrays) return <p className="ExportPart-more" role="status">Looking at what there is.</p>
  const groups = arrayGroups(arrays)
  const on = groups.filter(({ label, usual }) => turned.get(label) ?? usual)
  const sizes = on.map(group => group.bytes)
  const known = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0)
  const each = on.some(group => group.arrays.some(isPerNetwork)) && selected > 0
  const save = async () => {
    setSaving(true)
    await room.saveArrays(on.flatMap(group => group.arrays.map(({ name }) => name)), each ? of : 'all')
    setSaving(false)
  }
  return (
    <div className="ExportPart-more">
      <p className="ExportPart-say">One .npz for <code>numpy.load</code>, with a <code>manifest.json</code> that says what each array is.</p>
      <ul className="ArrayChoice-list" aria-label="Arrays">
        {groups.map(group => (
          <li key={group.label} className="ArrayChoice-line" title={group.words}>
            <Check label={group.label} checked={turned.get(group.label) ?? group.usual} onChange={wanted => setTurned(new Map([...turned, [group.label, wanted]]))} />
            <span className="ArrayChoice-shape">{group.shape}</span>
            <span className="ArrayChoice-bytes">{group.bytes === null ? '' : bytes(group.bytes)}</span>
          </li>
        ))}
      </ul>
      <div className="ArrayChoice-foot">
        <Button small icon={<Download size={14} aria-hidden />} reason={saving ? 'The file is being written.' : on.length === 0 ? 'No array is chosen.' : null} onClick={() => { void save() }}>
          Save NumPy arrays
        </Button>
        <span className="ArrayChoice-sum">{sizes.includes(null) ? 'at least ' : ''}{bytes(known)} before it is packed</span>
        {each && (
          <Segmented
            label="Networks with an array each"
            value={of}
            onChange={setOf}
            options={[{ value: 'all', label: 'All networks' }, { value: 'selection', label: `Selection, ${integer(selected)}` }]}
          />
        )}
        <span className="visually-hidden" role="status">{saving ? 'The file is being written.' : ''}</span>
      </div>
    </div>
  )
}
