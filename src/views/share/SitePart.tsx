// The site: this page with this map inside.
import { Globe } from 'lucide-react'
import { SharePart } from './SharePart.tsx'

export function SitePart() {
  return (
    <SharePart icon={<Globe size={18} strokeWidth={1.5} />} name="Site" aside="a ZIP for any static host" sentence="This page with your map as its first screen. Works from a sub-path, without a server.">
      {null}
    </SharePart>
  )
}
