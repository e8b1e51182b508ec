// Files and folders dragged anywhere over the page: shows where they will land, over the map only, and what becomes of them.
import './DropZone.css'
import { ShieldCheck, Upload } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useApp } from '../use-app.ts'
import { gather } from './dropped-entries.ts'
import { dropWords } from './drop-words.ts'
import { takeEarlyDrop } from './early-drop.ts'
import { useOpenFiles } from './use-open-files.ts'

type Over = { count: number, data: boolean } | null

const carriesFiles = (event: DragEvent): boolean => [...event.dataTransfer?.types ?? []].includes('Files')

/** Browsers tell how many files are coming, and not their names. */
const overOf = ({ dataTransfer, target }: DragEvent): NonNullable<Over> => ({
  count: [...dataTransfer?.items ?? []].filter(item => item.kind === 'file').length,
  data: target instanceof Element && target.closest('[data-section="data"]') !== null,
})

/** `onDrop`: what covers the page gives way to what becomes of the files. */
export function DropZone({ onDrop }: { onDrop: () => void }) {
  const open = useOpenFiles()
  const training = useApp(state => state.training !== null)
  const hasMap = useApp(state => state.map !== null)
  const [over, setOver] = useState<Over>(null)
  useEffect(() => {
    // Enter and leave come for every element passed; only their balance says whether the files are over the page.
    let depth = 0
    const see = (next: Over) => setOver(last => last?.count === next?.count && last?.data === next?.data ? last : next)
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      depth++
      see(overOf(event))
    }
    const hover = (event: DragEvent) => { if (carriesFiles(event)) event.preventDefault() }
    const leave = (event: DragEvent) => { if (carriesFiles(event) && --depth <= 0) end() }
    const end = () => {
      depth = 0
      see(null)
    }
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event) || !event.dataTransfer) return
      event.preventDefault()
      end()
      onDrop()
      void open(gather(event.dataTransfer), overOf(event).data ? 'data' : 'anything')
    }
    const listeners = [['dragenter', enter], ['dragover', hover], ['dragleave', leave], ['drop', drop]] as const
    for (const [name, listener] of listeners) window.addEventListener(name, listener)
    const early = takeEarlyDrop()
    if (early) void open(gather(early))
    return () => { for (const [name, listener] of listeners) window.removeEventListener(name, listener) }
  }, [open, onDrop])
  if (!over) return null
  const { title, say } = dropWords(over, { training, hasMap })
  return (
    <div className="DropZone" data-for={over.data ? 'data' : undefined}>
      <div className="DropZone-card">
        <span className="DropZone-sign"><Upload size={24} strokeWidth={1.5} aria-hidden /></span>
        <p className="DropZone-title">{title}</p>
        <p className="DropZone-say">{say}</p>
        <p className="DropZone-promise"><ShieldCheck size={16} strokeWidth={1.5} aria-hidden />Nothing leaves your browser</p>
      </div>
    </div>
  )
}
