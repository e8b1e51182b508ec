// A map file dragged anywhere over the page: shows where it will land, over the map only, and what becomes of it.
import './DropZone.css'
import { ShieldCheck, Upload } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useAppStore } from '../use-app.ts'

const carriesFiles = (event: DragEvent): boolean => [...event.dataTransfer?.types ?? []].includes('Files')

export function DropZone() {
  const store = useAppStore()
  const [over, setOver] = useState(false)
  useEffect(() => {
    // Enter and leave come for every element passed; only their balance says whether the file is over the page.
    let depth = 0
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      depth++
      setOver(true)
    }
    const hover = (event: DragEvent) => { if (carriesFiles(event)) event.preventDefault() }
    const leave = (event: DragEvent) => { if (carriesFiles(event) && --depth <= 0) end() }
    const end = () => {
      depth = 0
      setOver(false)
    }
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      end()
      const files = [...event.dataTransfer?.files ?? []]
      const file = files.find(({ name }) => name.endsWith('.npz')) ?? files[0]
      if (file) void store.getState().openMapFile(file)
    }
    const listeners = [['dragenter', enter], ['dragover', hover], ['dragleave', leave], ['drop', drop]] as const
    for (const [name, listener] of listeners) window.addEventListener(name, listener)
    return () => { for (const [name, listener] of listeners) window.removeEventListener(name, listener) }
  }, [store])
  return over && (
    <div className="DropZone">
      <div className="DropZone-card">
        <span className="DropZone-sign"><Upload size={24} strokeWidth={1.5} aria-hidden /></span>
        <p className="DropZone-title">Drop to open this map</p>
        <p className="DropZone-say">A map file (.npz) that you or somebody else saved here. It takes the place of the map on screen.</p>
        <p className="DropZone-promise"><ShieldCheck size={16} strokeWidth={1.5} aria-hidden />Nothing leaves your browser</p>
      </div>
    </div>
  )
}
