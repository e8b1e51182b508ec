// Centred kernel alignment: how differently two networks arrange the probes, by the inner products between their centred activations.
import { SLICE } from '../matrix.ts'
import type { NetworkActivations } from '../network.ts'
import { rowProducts } from '../products.ts'
import type { Steps } from '../steps.ts'
import { pairSteps } from '../tiles.ts'
import { centredColumns, norm } from './centred.ts'
import { checkComparable } from './networks.ts'

/** `linear`: 1 − CKA, from 0 to 1, no metric. `arccos`: the angle arccos CKA, from 0 to π/2, which is one. */
export type CkaForm = 'linear' | 'arccos'

/**
 * Linear CKA = ‖Y'X‖²_F / (‖X'X‖_F ‖Y'Y‖_F) of column-centred X, Y (Kornblith et al., ICML 2019), for all pairs, condensed.
 *
 * With K = XX' / ‖XX'‖_F this is the inner product ⟨K, L⟩ of unit vectors, so 1 − CKA = ‖K − L‖² / 2 and arccos CKA = 2 arcsin(‖K − L‖ / 2): direct
 * differences, exact for near copies, and n²/2 operations a pair whatever the widths. Half of each K is kept, in float32 where `compact`.
 * A layer that is the same for all probes has no K and is refused by name.
 */
export function* ckaDistanceSteps(networks: readonly NetworkActivations[], form: CkaForm = 'linear', compact = false): Steps<Float64Array> {
  checkComparable(networks)
  const grams: Gram[] = []
  for (const network of networks) {
    const gram = unitGram(network)
    grams.push(compact ? new Float32Array(gram) : gram)
    if (network.rows ** 2 * network.columns > SLICE / 8) yield { stage: 'kernels', share: grams.length / networks.length }
  }
  return yield* gramDistanceSteps(grams, form)
}

/** Half of a network's unit kernel, as `unitGram` makes it; float32 where memory is short. */
export type Gram = Float64Array | Float32Array

/** The second half of it: from kernels to distances. Those among the first, where they are `known` (condensed), are copied. */
export function* gramDistanceSteps(grams: readonly Gram[], form: CkaForm = 'linear', known?: Float64Array): Steps<Float64Array> {
  return yield* pairSteps(
    { count: grams.length, length: grams[0]?.length ?? 0, write: (i, target, start) => target.set(grams[i], start) },
    { stage: 'distances', finish: form === 'linear' ? square => square / 2 : square => 2 * Math.asin(Math.sqrt(Math.min(square, 2)) / 2), ...known && { known } },
  )
}

/** XX' / ‖XX'‖_F of the centred X: its diagonal, then √2 times what is above it, so that a sum over these is a sum over the whole matrix.
 * Refuses, by name, a layer that is the same for all probes. */
export function unitGram(network: NetworkActivations): Float64Array {
  const { id, rows: n, columns: d } = network
  const x = centredColumns(network)
  const size = norm(x)
  if (size === 0) throw new Error(`Network ${id} answers all probes alike in this layer, so its CKA is undefined; leave it out or choose another layer or metric.`)
  for (let k = 0; k < x.length; k++) x[k] /= size
  const products = rowProducts({ values: x, rows: n, columns: d }, { values: x, rows: n, columns: d }, true)
  const gram = new Float64Array(n * (n + 1) / 2)
  let at = n
  for (let i = 0; i < n; i++) {
    gram[i] = products[i * n + i]
    for (let j = i + 1; j < n; j++) gram[at++] = Math.SQRT2 * products[i * n + j]
  }
  const length = norm(gram)
  for (let k = 0; k < gram.length; k++) gram[k] /= length
  return gram
}
