// The link: the view and the recipe in an address.
import { Link } from 'lucide-react'
import { SharePart } from './SharePart.tsx'

export function LinkPart() {
  return (
    <SharePart icon={<Link size={18} strokeWidth={1.5} />} name="Link" aside="the view and the recipe" sentence="The receiver sees this map, groups A and B, brushes and colours. Networks of yours are trained again from the seed.">
      {null}
    </SharePart>
  )
}
