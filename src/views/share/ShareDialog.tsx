// Three ways to share what is on screen, from lightest to complete; and below them what leaves in other formats.
import './share.css'
import { Dialog } from '../ui/Dialog.tsx'
import { ExportPart } from './ExportPart.tsx'
import { FilePart } from './FilePart.tsx'
import { LinkPart } from './LinkPart.tsx'
import { SitePart } from './SitePart.tsx'

export function ShareDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Share" onClose={onClose}>
      <p className="ShareDialog-lead">Three ways, from lightest to complete. None sends anything to a server.</p>
      <LinkPart />
      <FilePart />
      <SitePart />
      <ExportPart />
    </Dialog>
  )
}
