// What is noted of each session beside its networks: its card.
import type { KeptMap, KeptRun, KeptStanding } from '../../src/protocol/vault.ts'
import { bytesOf } from './bytes-of.ts'
import type { Shelves } from './shelves.ts'

/** Immutable: the shelf in memory keeps what it is given. */
export interface Card {
  name: string | null
  created: number
  changed: number
  dataset: string
  going: boolean
  /** Bytes of networks and their weights; null where an older page wrote them and nobody has measured yet. */
  heavy: number | null
  /** Bytes of what is kept of the session as a whole, by its name. */
  about: ReadonlyMap<string, number>
}

export const freshCard = (now: number): Card => ({ name: null, created: now, changed: now, dataset: '', going: false, heavy: 0, about: new Map() })

export const bytesOn = ({ heavy, about }: Card): number | null => heavy === null ? null : [...about.values()].reduce((sum, bytes) => sum + bytes, heavy)

/** An older page wrote none: what can be found of one is. */
export async function cardOf(shelves: Shelves, session: number, now: number): Promise<Card> {
  const kept = await shelves.get([session, 'about', 'card']) as Card | undefined
  if (kept) return kept
  const standing = await shelves.get([session, 'about', 'standing']) as KeptStanding | undefined
  return { ...freshCard(now), dataset: standing?.manifest.datasetTitle ?? '', heavy: null }
}

/** With its bytes, which an older page did not count. */
export async function measured(shelves: Shelves, session: number, card: Card): Promise<Card> {
  if (card.heavy !== null) return card
  const heavy = await shelves.measure(session, 'network') + await shelves.measure(session, 'weights')
  const about = (await shelves.all(session, 'about')).map(([name, value]) => [String(name), bytesOf(value)] as const)
  return { ...card, heavy, about: new Map(about.filter(([name]) => name !== 'card')) }
}

/** After the map has changed so. */
export function standsNow(card: Card, map: KeptMap & { run?: KeptRun }, now: number): Card {
  const about = new Map(card.about)
  for (const [name, value] of Object.entries(map)) if (value !== undefined) about.set(name, bytesOf(value))
  return { ...card, about, changed: now, dataset: map.standing?.manifest.datasetTitle ?? card.dataset }
}
