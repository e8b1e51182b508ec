// Networks for the journeys of all pairs: random ones, and among them near copies.
import type { NetworkActivations } from '../../src/core/network.ts'
import { mulberry32, normals } from '../../src/core/random.ts'

/** Every third network is a copy of the one before it but for relative noise of 1e-6 to 1e-2. */
export function population(count: number, probes: number, units: number, copies = false): NetworkActivations[] {
  const networks: NetworkActivations[] = []
  for (let id = 0; id < count; id++) {
    const normal = normals(mulberry32(id))
    const fresh = Float32Array.from({ length: probes * units }, () => Math.max(0, normal()))
    const noise = 10 ** -(6 - Math.floor(id / 3) % 5)
    const values = copies && id % 3 === 2 ? networks[id - 1].values.map(value => value * (1 + noise * normal())) : fresh
    networks.push({ id, rows: probes, columns: units, values })
  }
  return networks
}
