// One of a few names. The browser's own list, so that it works with keys, screen readers and phones as people expect.
import './Select.css'
import { ChevronDown } from 'lucide-react'
import { useField } from './field-context.ts'

export interface Option<T extends string> { value: T, label: string, group?: string }

interface Props<T extends string> {
  value: T
  /** Those of one group stand together, under its name. */
  options: readonly Option<T>[]
  onChange: (value: T) => void
  /** Needed outside a Field, or where the Field holds more than this. */
  label?: string | undefined
  disabled?: boolean | undefined
  /** Without a border, as a title. */
  quiet?: boolean | undefined
}

export function Select<T extends string>({ value, options, onChange, label, disabled = false, quiet = false }: Props<T>) {
  const field = useField()
  return (
    <span className={quiet ? 'Select Select-quiet' : 'Select'}>
      <select
        className="Select-list"
        id={label === undefined ? field?.controlId : undefined}
        aria-label={label}
        aria-invalid={field?.wrong || undefined}
        aria-describedby={field?.faultId ?? undefined}
        disabled={disabled}
        value={value}
        onChange={event => onChange(event.target.value as T)}
      >
        {inGroups(options).map(({ group, members }) => group === undefined ? members.map(drawn) : <optgroup key={group} label={group}>{members.map(drawn)}</optgroup>)}
      </select>
      <ChevronDown className="Select-sign" size={16} strokeWidth={1.5} aria-hidden />
    </span>
  )
}

const drawn = ({ value, label }: Option<string>) => <option key={value} value={value}>{label}</option>

function inGroups(options: readonly Option<string>[]): { group: string | undefined, members: Option<string>[] }[] {
  const groups = [...new Set(options.map(option => option.group))]
  return groups.map(group => ({ group, members: options.filter(option => option.group === group) }))
}
