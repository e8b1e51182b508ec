// The Classes tab: how apart the classes lie in each representation, and which of them do not.
import './panels.css'
import './separation/separation.css'
import { useApp } from '../use-app.ts'
import { ByClassPanels } from './separation/ByClassPanels.tsx'
import { SeparationScatter } from './separation/SeparationScatter.tsx'

export function SeparationTab() {
  const hasMap = useApp(state => state.map !== null)
  if (!hasMap) return <p className="Panel-empty">There is no map yet.</p>
  return (
    <>
      <SeparationScatter />
      <ByClassPanels />
    </>
  )
}
