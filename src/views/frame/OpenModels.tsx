// Brings files of the visitor's own: chosen one by one, as a folder, or from an address. In the bar a menu; on a phone three lines of the bar's menu.
import './OpenModels.css'
import { File as FileSign, FolderOpen, Link2 } from 'lucide-react'
import type { ChangeEvent, RefObject } from 'react'
import { useRef } from 'react'
import { Button } from '../ui/Button.tsx'
import { useApp } from '../use-app.ts'
import { listed } from './dropped-entries.ts'
import { MoreMenu } from './MoreMenu.tsx'
import { useOpenFiles } from './use-open-files.ts'

const ICON = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const

/** `lines`: without a button of its own. `early`, `held`: the button that stood in its place was pressed, or had the focus. */
export function OpenModels({ lines = false, early = false, held }: { lines?: boolean, early?: boolean, held?: RefObject<boolean> }) {
  const open = useOpenFiles()
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const openLink = useApp(state => state.openLink)
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    const found = listed([...event.target.files ?? []])
    event.target.value = ''
    void open(found)
  }
  const ways = (
    <>
      <Button variant="quiet" icon={<FileSign {...ICON} />} onClick={() => files.current?.click()}>{lines ? 'Open my models: files…' : 'Files…'}</Button>
      <Button variant="quiet" icon={<FolderOpen {...ICON} />} onClick={() => folder.current?.click()}>{lines ? 'Open a folder…' : 'Folder…'}</Button>
      <Button variant="quiet" icon={<Link2 {...ICON} />} onClick={() => void openLink('', 'model')}>{lines ? 'Open from a link…' : 'From a link…'}</Button>
      {!lines && <p className="OpenModels-note">Saved networks, activations, tables of runs, data sets, maps. Nothing leaves your browser.</p>}
    </>
  )
  return (
    <>
      {lines ? ways : <MoreMenu label="Open my models" begins={early} held={held} title="Keras, PyTorch, ONNX, TensorFlow.js, safetensors, .npz, or a saved map; or drop them anywhere">{ways}</MoreMenu>}
      <input ref={files} type="file" multiple hidden aria-label="Files to open" onChange={chosen} />
      <input ref={folder} type="file" multiple hidden aria-label="Folder to open" {...{ webkitdirectory: '' }} onChange={chosen} />
    </>
  )
}
