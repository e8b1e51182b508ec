// The proof must let a right device pass, and catch one that is wrong in one way only.
import { expect, test } from 'vitest'
import type { TrainedNetwork } from '../../src/core/network.ts'
import { plainLearners } from '../../src/core/training/plain.ts'
import { trainNetwork } from '../../src/core/training/train.ts'
import { PROOF, PROOF_KEEP, proofData, proves } from './train-proof.ts'

function trained(): TrainedNetwork[] {
  const dataset = proofData()
  return PROOF.map(spec => {
    const training = trainNetwork(spec, dataset, plainLearners(dataset), PROOF_KEEP)
    for (;;) {
      const next = training.next()
      if (next.done) return next.value
    }
  })
}

test('right networks prove it, in any order and with some rounding', () => {
  const networks = trained().reverse()
  networks[1].state?.weights.forEach((weight, at, weights) => { weights[at] = weight + 1e-6 })
  expect(networks.filter(({ row }) => row.outcome.divergedAt !== null).map(({ id }) => id)).toEqual([4])
  expect(proves(networks)).toBe(true)
})

test('a wrong weight, a missing network, a NaN, a divergence unnoticed: none of them passes', () => {
  const wrong: ((networks: TrainedNetwork[]) => unknown)[] = [
    networks => networks[0].state!.weights[3] += 0.01,
    networks => networks.pop(),
    networks => networks[2].probabilities![0] = NaN,
    networks => networks[4].row.outcome.divergedAt = null,
    networks => networks[1].curve[5] += 0.01,
  ]
  for (const change of wrong) {
    const networks = trained()
    change(networks)
    expect(proves(networks)).toBe(false)
  }
})
