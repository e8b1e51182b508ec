// Opens a map file from the visitor's disk.
import { FolderOpen } from 'lucide-react'
import { useRef } from 'react'
import { useApp } from '../use-app.ts'
import { Button } from '../ui/Button.tsx'

export function OpenMapButton({ variant = 'plain' }: { variant?: 'plain' | 'quiet' }) {
  const openMapFile = useApp(state => state.openMapFile)
  const busy = useApp(state => state.training !== null)
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button
        variant={variant}
        icon={<FolderOpen size={16} strokeWidth={1.5} aria-hidden />}
        title="Open a map file (.npz); nothing leaves your browser"
        reason={busy ? 'Training is under way; stop it first.' : null}
        onClick={() => input.current?.click()}
      >
        Open a map
      </Button>
      <input
        ref={input}
        type="file"
        accept=".npz"
        hidden
        aria-label="Map file"
        onChange={event => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void openMapFile(file)
        }}
      />
    </>
  )
}
