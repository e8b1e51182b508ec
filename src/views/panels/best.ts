// The network that does best on the test rows. Pure.
import type { NetworkRow } from '../../core/network.ts'

/** The first of several; null where no accuracy is known. */
export const bestOf = (networks: readonly NetworkRow[]): NetworkRow | null =>
  networks.reduce<NetworkRow | null>((best, row) => Number.isFinite(row.outcome.testAccuracy) && (!best || row.outcome.testAccuracy > best.outcome.testAccuracy) ? row : best, null)
