// For those who come by keyboard: past the rail's forty controls to the map, or to the panels. Seen only while focused.
import { Button } from '../ui/Button.tsx'

const WAYS = [
  { name: 'Skip to the map', to: '[aria-label^="Map of"]' },
  { name: 'Skip to the panels', to: '[aria-label="What the panels show"] [aria-selected="true"]' },
] as const

export function SkipLinks() {
  return (
    <div className="SkipLinks">
      {WAYS.map(({ name, to }) => <Button key={name} onClick={() => document.querySelector<HTMLElement>(to)?.focus()}>{name}</Button>)}
    </div>
  )
}
