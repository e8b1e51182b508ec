// Data sets that a visitor brought: here for this visit, and on a shelf of the browser for later ones.
import { ownDataWords } from '../core/data/dataset.ts'
import type { OwnData } from '../core/data/dataset.ts'
import type { HeldData, OwnSource } from '../core/data/own.ts'
import { hashOf, lookOf, ownDataOf } from '../core/data/own.ts'

export interface BroughtSets {
  /** All of one. Rejects with one sentence where it is not here any more. */
  source(own: OwnData): Promise<OwnSource>
  /** Takes over what a visitor brought, of which so many rows are used: for this visit, and (`kept`) for later ones. */
  hold(source: OwnSource, rows: number): Promise<HeldData & { kept: boolean }>
  /** What is here, from earlier visits too; the latest first. */
  held(): Promise<HeldData[]>
  /** Drops one that was brought, here and for later visits. */
  drop(hash: string): Promise<void>
  /** Drops all that were brought, here and for later visits; the one that is in use stays for this visit. */
  forget(inUse: string | null): Promise<void>
}

const shelf = () => import('./own-shelf.ts')

export function broughtSets(): BroughtSets {
  const sources = new Map<string, OwnSource>()
  const brought = new Map<string, HeldData>()
  return {
    async source(own) {
      const known = sources.get(own.hash) ?? await shelf().then(({ readSet }) => readSet(own.hash)).catch(() => null)
      if (!known) throw new Error(`This map was trained on ${ownDataWords(own)}; drop that data set to train more or open networks.`)
      sources.set(own.hash, known)
      return known
    },

    async hold(source, rows) {
      const held: HeldData = { own: ownDataOf(source, hashOf(source), rows), look: lookOf(source) }
      const { hash } = held.own
      sources.set(hash, source)
      brought.delete(hash) // so that it is the latest
      brought.set(hash, held)
      const kept = await shelf().then(({ writeSet }) => writeSet(held, source)).then(() => true, () => false)
      return { ...held, kept }
    },

    async held() {
      const here = [...brought.values()].reverse()
      if (typeof indexedDB === 'undefined') return here
      const kept = await shelf().then(({ keptSets }) => keptSets()).catch((): HeldData[] => [])
      return [...here, ...kept.filter(({ own }) => !brought.has(own.hash))]
    },

    async drop(hash) {
      sources.delete(hash)
      brought.delete(hash)
      await shelf().then(({ dropSet }) => dropSet(hash)).catch(() => undefined)
    },

    async forget(inUse) {
      for (const held of [sources, brought]) for (const hash of [...held.keys()]) if (hash !== inUse) held.delete(hash)
      await shelf().then(({ dropSets }) => dropSets()).catch(() => undefined)
    },
  }
}
