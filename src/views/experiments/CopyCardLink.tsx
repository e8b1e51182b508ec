// The card as a link: whoever opens it sees this card, and runs it by a press.
import { Copy } from 'lucide-react'
import type { ExperimentName, ExperimentsRoom } from '../../store/experiments/experiments-state.ts'
import { Button } from '../ui/Button.tsx'
import { useCopiedField } from '../ui/use-copied-field.ts'

export function CopyCardLink({ room, name }: { room: ExperimentsRoom, name: ExperimentName }) {
  const { field, copied, copy } = useCopiedField()
  const address = room.link(name)
  return (
    <div className="CardLink">
      <input ref={field} readOnly aria-label="Link to this experiment" value={address} onFocus={event => event.target.select()} />
      <Button small icon={<Copy size={14} strokeWidth={1.5} aria-hidden />} onClick={() => { void copy(address) }}>{copied === 'yes' ? 'Link copied' : 'Copy link'}</Button>
      <span role="status" className={copied === 'by hand' ? 'CardLink-said' : 'visually-hidden'}>{copied === 'yes' ? 'Copied.' : copied === 'by hand' ? 'The link is marked: copy it with Ctrl+C.' : ''}</span>
    </div>
  )
}
