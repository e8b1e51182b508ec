// What is said of what the browser keeps of the session. Pure.
import type { AppState } from '../../store/state.ts'
import { integer } from '../ui/format.ts'

type Vault = AppState['vault']

export const networksIn = (count: number): string => `${integer(count)} ${count === 1 ? 'network' : 'networks'}`

/** For the status line and the menu; null where there is nothing to say yet. */
export function keptLine({ state, networks, sessions }: Vault): string | null {
  if (state === 'looking') return null
  if (state === 'memory') return 'Kept in memory only'
  if (networks > 0) return `Kept in this browser: ${networksIn(networks)}`
  return sessions > 0 ? `${integer(sessions)} past ${sessions === 1 ? 'session' : 'sessions'}` : null
}
