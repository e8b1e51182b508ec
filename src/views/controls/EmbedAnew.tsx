// Says when the picture and the form no longer go together, and makes the picture again. Nothing moves by itself.
import { useEffect } from 'react'
import { embeddingStale, onlySlid } from '../../store/selectors.ts'
import { useApp } from '../use-app.ts'
import { Button } from '../ui/Button.tsx'
import { integer } from '../ui/format.ts'

export function EmbedAnew({ onStart }: { onStart?: () => void }) {
  const stale = useApp(embeddingStale)
  const landed = useApp(state => state.map?.landed.size ?? 0)
  const slid = useApp(onlySlid)
  const comparable = useApp(state => state.map?.comparable ?? false)
  const embedAnew = useApp(state => state.embedAnew)
  // The foot of the rail grows: what is being set stays in sight.
  useEffect(() => {
    const at = document.activeElement
    if (stale && at?.closest('.LeftRail-scroll')) at.scrollIntoView({ block: 'nearest' })
  }, [stale])
  if (!stale) return null
  return (
    <div className="EmbedAnew" role="status">
      <p>{landed > 0 ? `${integer(landed)} ${landed === 1 ? 'network was' : 'networks were'} laid on the map without moving it.` : slid ? 'This layout slid here from another t.' : 'The settings differ from this map’s.'}</p>
      <Button
        small
        reason={comparable || slid ? null : 'This map carries no activations to measure distances from anew.'}
        onClick={() => {
          onStart?.()
          void embedAnew()
        }}
      >
        Embed anew
      </Button>
    </div>
  )
}
