// Tabs: arrows move between them, the panel below carries panelId(prefix, id).
import './Tabs.css'
import type { KeyboardEvent, ReactNode } from 'react'
import { useRef } from 'react'
import { panelId, tabId } from './tab-ids.ts'

interface Props<T extends string> {
  tabs: readonly { id: T, label: ReactNode }[]
  /** Null: none is open. */
  current: T | null
  onChange: (id: T) => void
  label: string
  /** Starts the ids of tabs and panels, so that each names the other. */
  prefix: string
  /** Stands at the right end of the row. */
  aside?: ReactNode
}

export function Tabs<T extends string>({ tabs, current, onChange, label, prefix, aside }: Props<T>) {
  const row = useRef<HTMLDivElement>(null)
  const keys = (event: KeyboardEvent) => {
    const here = tabs.findIndex(tab => tab.id === current)
    const way: Record<string, number> = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: tabs.length - 1 }
    const there = way[event.key]
    if (there === undefined) return
    event.preventDefault()
    const next = (there + tabs.length) % tabs.length
    onChange(tabs[next].id)
    row.current?.querySelectorAll<HTMLButtonElement>('[role=tab]')[next]?.focus()
  }
  return (
    <div className="Tabs">
      <div className="Tabs-row" role="tablist" aria-label={label} ref={row} onKeyDown={keys}>
        {tabs.map(tab => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={tabId(prefix, tab.id)}
            className="Tabs-tab"
            aria-selected={tab.id === current}
            aria-controls={tab.id === current ? panelId(prefix, tab.id) : undefined}
            tabIndex={tab.id === (current ?? tabs[0].id) ? 0 : -1}
            onClick={() => onChange(tab.id)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      {aside !== undefined && <div className="Tabs-aside">{aside}</div>}
    </div>
  )
}
