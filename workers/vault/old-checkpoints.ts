// Checkpoints as earlier pages kept them: they said nothing of train probes.
import type { Checkpoints } from '../../src/core/network.ts'

/** A record with its checkpoints as today's page has them. */
export function withWhole<T extends { checkpoints: Checkpoints | null }>(record: T): T {
  const kept: Omit<Checkpoints, 'train'> & Partial<Checkpoints> | null = record.checkpoints
  return kept && kept.train === undefined ? { ...record, checkpoints: { ...kept, train: null } } : record
}
