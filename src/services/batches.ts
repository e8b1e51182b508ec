// Many networks in messages that are small enough for the page's thread.

/** A message carries at most so many networks, and about so many bytes: copying it takes the page's thread a millisecond. */
const MOST_NETWORKS = 24
const MOST_BYTES = 2e6

/** In order; a network larger than a message should be goes alone. */
export function batches<T>(networks: readonly T[], bytesOf: (network: T) => number): T[][] {
  const all: T[][] = []
  let bytes = Infinity
  for (const network of networks) {
    const own = bytesOf(network)
    if (bytes + own > MOST_BYTES || all.at(-1)!.length === MOST_NETWORKS) {
      all.push([])
      bytes = 0
    }
    all.at(-1)!.push(network)
    bytes += own
  }
  return all
}
