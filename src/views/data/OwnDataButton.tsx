// The way in for a data set of one's own, for those who do not drag: files are chosen, and read as data.
import './data.css'
import { Trash2, Upload } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '../ui/Button.tsx'
import { useApp } from '../use-app.ts'

export function OwnDataButton() {
  const openFiles = useApp(state => state.openFiles)
  const forget = useApp(state => state.forgetData)
  const own = useApp(state => state.dataset.id === 'own' && state.ownData?.some(held => held.own.hash === state.dataset.own?.hash) ? state.dataset.own ?? null : null)
  const chooser = useRef<HTMLInputElement>(null)
  return (
    <div className="OwnData">
      <Button small icon={<Upload size={16} strokeWidth={1.5} aria-hidden />} title="IDX images with their labels, CIFAR-10 batches, a CSV or an .npz; or drop them here" onClick={() => chooser.current?.click()}>
        Your own data…
      </Button>
      {own && (
        <Button small variant="quiet" icon={<Trash2 size={16} strokeWidth={1.5} aria-hidden />} title={`Takes ${own.title} out of this browser; what was trained on it stays`} onClick={() => { void forget(own.hash) }}>
          Forget it
        </Button>
      )}
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label="Files of a data set"
        onChange={event => {
          const files = [...event.target.files ?? []]
          event.target.value = '' // so that the same files can be chosen again
          if (files.length > 0) void openFiles(files.map(file => ({ path: file.name, file })), 'data')
        }}
      />
    </div>
  )
}
