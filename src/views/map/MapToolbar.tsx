// The map's tools, with their keys. Every drag that Shift can start has a button here.
import { Lasso, Layers as LayersIcon, Maximize, Move, Rotate3d, SquareDashed, ZoomIn } from 'lucide-react'
import { lazy, memo, Suspense } from 'react'
import type { Tool } from './gestures.ts'
import type { LayerName, Layers } from '../../store/state.ts'
import { MapMenu } from './MapMenu.tsx'

const LayersSheet = lazy(async () => ({ default: (await import('./LayersSheet.tsx')).LayersSheet }))

interface Props {
  tool: Tool
  onTool: (tool: Tool) => void
  /** Whether there is a three-dimensional map to turn. */
  turns: boolean
  /** Why there is nothing to zoom to; null where there is. */
  noSelection: string | null
  onZoomToSelection: () => void
  onFit: () => void
  layers: Layers
  onLayer: (name: LayerName) => void
}

const TOOLS = [
  { tool: 'pan', name: 'Pan', title: 'Pan (V). Shift-drag draws a lasso', Icon: Move },
  { tool: 'turn', name: 'Turn', title: 'Turn in depth (R). The right button turns with any tool', Icon: Rotate3d },
  { tool: 'box', name: 'Box', title: 'Select by box (B)', Icon: SquareDashed },
  { tool: 'lasso', name: 'Lasso', title: 'Select by lasso (L)', Icon: Lasso },
] as const

const icon = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const

export const MapToolbar = memo(function MapToolbar({ tool, onTool, turns, noSelection, onZoomToSelection, onFit, layers, onLayer }: Props) {
  return (
    <div className="MapToolbar" role="toolbar" aria-label="Map tools" data-covers-map data-unpictured>
      {TOOLS.filter(({ tool: name }) => turns || name !== 'turn').map(({ tool: name, name: label, title, Icon }) => (
        <button key={name} type="button" aria-label={label} title={title} aria-pressed={tool === name} aria-keyshortcuts={title.match(/\((.)\)/)?.[1]} onClick={() => onTool(name)}>
          <Icon {...icon} />
        </button>
      ))}
      <i />
      <button
        type="button"
        aria-label="Zoom to selection"
        title={noSelection ?? 'Zoom to selection (F)'}
        aria-keyshortcuts="F"
        aria-disabled={noSelection ? true : undefined}
        onClick={() => { if (!noSelection) onZoomToSelection() }}
      >
        <ZoomIn {...icon} />
      </button>
      <button type="button" aria-label="Show the whole map" title="Show the whole map (0)" aria-keyshortcuts="0" onClick={onFit}><Maximize {...icon} /></button>
      <i />
      <MapMenu label="Layers" icon={<LayersIcon {...icon} />} side="below" sheet={<Suspense><LayersSheet layers={layers} onLayer={onLayer} /></Suspense>} />
    </div>
  )
})
