// Buttons that stand in the bar, and on a phone in its menu.
import { Images, Monitor, Moon, Redo2, Share, Sun, Undo2 } from 'lucide-react'
import type { Theme } from '../../store/state.ts'
import { useApp } from '../use-app.ts'
import { Button } from '../ui/Button.tsx'

const ICON = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const
const THEMES: Record<Theme, { next: Theme, label: string, sign: typeof Sun }> = {
  system: { next: 'light', label: 'Colours: as the system', sign: Monitor },
  light: { next: 'dark', label: 'Colours: light', sign: Sun },
  dark: { next: 'system', label: 'Colours: dark', sign: Moon },
}

export function History({ labelled = false }: { labelled?: boolean }) {
  const steps = useApp(state => state.history)
  const ways = [
    { name: 'Undo', key: 'Ctrl Z', shortcut: 'Control+Z', left: steps.undo, run: useApp(state => state.undo), Sign: Undo2 },
    { name: 'Redo', key: 'Ctrl Shift Z', shortcut: 'Control+Shift+Z', left: steps.redo, run: useApp(state => state.redo), Sign: Redo2 },
  ]
  return ways.map(({ name, key, shortcut, left, run, Sign }) => (
    <Button
      key={name}
      variant="quiet"
      icon={<Sign {...ICON} />}
      aria-label={name}
      aria-keyshortcuts={shortcut}
      reason={left ? null : `Nothing to ${name.toLowerCase()}`}
      title={`${name} selection, colour or settings (${key})`}
      onClick={run}
    >
      {labelled ? name : undefined}
    </Button>
  ))
}

export function ShareButton({ onShare, labelled = false }: { onShare: () => void, labelled?: boolean }) {
  const empty = useApp(state => state.map === null)
  const shared = { variant: 'quiet', icon: <Share {...ICON} />, reason: empty ? 'There is no map to share yet.' : null, onClick: onShare } as const
  return labelled ? <Button {...shared}>Share</Button> : <Button {...shared} aria-label="Share" title="Share: a link, a file, a site; pictures and tables" />
}

export function GalleryButton({ onGallery }: { onGallery: () => void }) {
  return <Button variant="quiet" icon={<Images {...ICON} />} title="Ready-made maps to choose from" onClick={onGallery}>Maps</Button>
}

export function ThemeButton({ labelled = false }: { labelled?: boolean }) {
  const theme = useApp(state => state.theme)
  const setTheme = useApp(state => state.setTheme)
  const { next, label, sign: Sign } = THEMES[theme]
  return labelled
    ? <Button variant="quiet" icon={<Sign {...ICON} />} onClick={() => setTheme(next)}>{label}</Button>
    : <Button variant="quiet" icon={<Sign {...ICON} />} aria-label={label} title={`${label}. Press for ${THEMES[next].label.slice(9)}.`} onClick={() => setTheme(next)} />
}
