// The ready-made maps to choose from.
import './share.css'
import { Dialog } from '../ui/Dialog.tsx'

export function GalleryDialog({ onClose }: { onClose: () => void }) {
  return <Dialog title="Maps" onClose={onClose} wide>{null}</Dialog>
}
