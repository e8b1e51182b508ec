// What the visitor chose once and finds again at the next visit: theme, device, workers, and what to keep. Whatever stands in storage may be
// of another version, or of somebody's own hand: what does not fit is passed over.
import type { Keep } from '../core/network.ts'
import { DEFAULT_KEEP } from '../core/network.ts'
import type { Services } from '../services/services.ts'
import { MOST_WORKERS } from '../services/workforce.ts'
import type { AppState, DevicePreference, Theme } from './state.ts'

export type Preferences = Pick<AppState, 'theme' | 'device' | 'workers' | 'keep' | 'toured'>

const THEMES: readonly Theme[] = ['system', 'light', 'dark']
const DEVICES: readonly DevicePreference[] = ['auto', 'cpu', 'webgpu']

/** As the form takes them. */
const MOST_CHECKPOINTS = 1000

const USUAL: Preferences = { theme: 'system', device: 'auto', workers: null, keep: DEFAULT_KEEP, toured: false }

export function remembered({ get }: Services['remember']): Preferences {
  const [theme, device, workers] = [get('theme'), get('device'), Number(get('workers') ?? NaN)]
  return {
    theme: THEMES.find(known => known === theme) ?? USUAL.theme,
    device: DEVICES.find(known => known === device) ?? USUAL.device,
    workers: Number.isInteger(workers) && workers >= 1 && workers <= MOST_WORKERS ? workers : USUAL.workers,
    keep: keepFrom(get('keep')) ?? USUAL.keep,
    toured: get('toured') === 'yes',
  }
}

export function remember({ set }: Services['remember'], change: Partial<Preferences>): void {
  if (change.theme !== undefined) set('theme', change.theme)
  if (change.device !== undefined) set('device', change.device)
  if (change.workers !== undefined) set('workers', change.workers === null ? '' : String(change.workers))
  if (change.toured !== undefined) set('toured', change.toured ? 'yes' : '')
  if (change.keep !== undefined) set('keep', JSON.stringify(change.keep))
}

/** Null where the text says nothing that could be kept. */
function keepFrom(text: string | null): Keep | null {
  if (text === null) return null
  try {
    const { checkpoints, checkpointActivations, state } = Object(JSON.parse(text)) as Partial<Record<keyof Keep, unknown>>
    if (typeof checkpoints !== 'number' || !Number.isInteger(checkpoints) || checkpoints < 0 || checkpoints === 1 || checkpoints > MOST_CHECKPOINTS) return null
    return typeof checkpointActivations === 'boolean' && typeof state === 'boolean' ? { checkpoints, checkpointActivations, state } : null
  } catch {
    return null
  }
}
