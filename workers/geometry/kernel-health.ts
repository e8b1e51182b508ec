// How many networks a kernel's width does not suit: asked while somebody thinks about another one, so nothing is kept.
import { diffusionOperator, operatorHealth } from '../../src/core/diffusion/operator.ts'
import type { NetworkActivations } from '../../src/core/network.ts'
import type { GeometrySettings } from '../../src/core/settings.ts'
import type { Steps } from '../../src/core/steps.ts'
import type { KernelHealth } from '../../src/protocol/geometry.ts'

/** Operators of the networks' activations one after the other; half a millisecond each. */
export function* kernelHealthOf(networks: readonly NetworkActivations[], kernel: Pick<GeometrySettings, 'scale' | 'sigma'>): Steps<KernelHealth> {
  const found: KernelHealth = { networks: 0, saturated: 0, flat: 0 }
  for (const network of networks) {
    const { saturated, flat } = operatorHealth(diffusionOperator(network, kernel))
    found.networks++
    found.saturated += Number(saturated)
    found.flat += Number(flat)
    yield { stage: 'operators', share: found.networks / networks.length }
  }
  return found
}
