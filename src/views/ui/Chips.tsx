// Values to choose several from. Over each stands a bar: how many networks of this map have it. Dashed: offered, none trained.
import './Chips.css'
import { useField } from './field-context.ts'
import { integer } from './format.ts'

interface Props<T extends string | number> {
  /** A reason closes a value and says why; it can still be reached. */
  options: readonly { value: T, label: string, count?: number, reason?: string | null | undefined }[]
  chosen: readonly T[]
  onChange: (chosen: T[]) => void
}

export function Chips<T extends string | number>({ options, chosen, onChange }: Props<T>) {
  const field = useField()
  const counted = options.some(option => option.count !== undefined)
  const most = Math.max(1, ...options.map(option => option.count ?? 0))
  const toggle = (value: T) => onChange(options.map(option => option.value).filter(other => other === value ? !chosen.includes(value) : chosen.includes(other)))
  return (
    <div className="Chips" data-counted={counted || undefined}>
      {options.map(({ value, label, count, reason }) => (
        <button
          key={value}
          type="button"
          className="Chips-value"
          aria-pressed={chosen.includes(value)}
          aria-disabled={reason ? true : undefined}
          aria-describedby={field?.faultId ?? undefined}
          data-none={count === 0 || undefined}
          title={reason ?? (count === undefined ? undefined : count === 0 ? `${label}: no network on this map` : `${label}: ${integer(count)} of this map’s networks`)}
          onClick={() => { if (!reason) toggle(value) }}
        >
          {counted && <span className="Chips-bar" style={{ height: count ? Math.max(1, 12 * count / most) : 0 }} />}
          <span className="Chips-label">{label}</span>
        </button>
      ))}
    </div>
  )
}
