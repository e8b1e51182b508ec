// The card as a link: whoever opens it sees this card, and runs it by a press.
import { Copy } from 'lucide-react'
import { useRef, useState } from 'react'
import type { ExperimentName, ExperimentsRoom } from '../../store/experiments/experiments-state.ts'
import { Button } from '../ui/Button.tsx'

export function CopyCardLink({ room, name }: { room: ExperimentsRoom, name: ExperimentName }) {
  const [copied, setCopied] = useState<'yes' | 'by hand' | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const address = room.link(name)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address)
      setCopied('yes')
    } catch {
      // No clipboard here (an insecure page, a refusal): the text is marked, and one key copies it.
      field.current?.focus()
      field.current?.select()
      setCopied('by hand')
    }
  }
  return (
    <div className="CardLink">
      <input ref={field} readOnly aria-label="Link to this experiment" value={address} onFocus={event => event.target.select()} />
      <Button small icon={<Copy size={14} strokeWidth={1.5} aria-hidden />} onClick={() => { void copy() }}>{copied === 'yes' ? 'Link copied' : 'Copy link'}</Button>
      <span role="status" className={copied === 'by hand' ? 'CardLink-said' : 'visually-hidden'}>{copied === 'yes' ? 'Copied.' : copied === 'by hand' ? 'The link is marked: copy it with Ctrl+C.' : ''}</span>
    </div>
  )
}
