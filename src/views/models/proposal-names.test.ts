// What tells one proposed chain from another.
import { describe, expect, test } from 'vitest'
import type { Chain, ChainStep } from '../../formats/chain/chain.ts'
import { normsSwapped, stepReplaced, withActivation } from '../../formats/chain/edit.ts'
import { proposalNames } from './proposal-names.ts'

const CONV = { kind: 'conv2d', weight: 'conv1.weight', bias: null, stride: 1, padding: 'valid' } as const satisfies ChainStep
const NORM: ChainStep = { kind: 'batchNorm', scale: 'bn.weight', offset: 'bn.bias', mean: 'bn.running_mean', variance: 'bn.running_var', epsilon: 1e-5 }
const RELU: ChainStep = { kind: 'activation', fn: 'relu' }
const chain: Chain = { layout: 'torch', input: [28, 28, 1], steps: [CONV, NORM, RELU, { kind: 'flatten' }, { kind: 'dense', weight: 'fc.weight', bias: null }] }

describe('names of proposals', () => {
  test('say only what differs', () => {
    expect(proposalNames([chain, normsSwapped(chain)])).toEqual(['norm first', 'norm behind'])
    expect(proposalNames([chain, withActivation(chain, 'tanh')])).toEqual(['relu', 'tanh'])
    expect(proposalNames([chain, stepReplaced(normsSwapped(chain), 0, { ...CONV, padding: 'same' })])).toEqual(['norm first, no padding', 'norm behind, padded'])
    expect(proposalNames([chain, { ...chain, steps: chain.steps.toSpliced(3, 0, { kind: 'pool', of: 'max', size: 2 }) }])).toEqual(['no pool', 'pool after conv1'])
  })
  test('tell a global pool from one with others before it', () => {
    const whole: Chain = { ...chain, steps: chain.steps.with(3, { kind: 'globalPool', of: 'average' }) }
    expect(proposalNames([whole, { ...whole, steps: whole.steps.toSpliced(1, 0, { kind: 'pool', of: 'max', size: 2 }) }])).toEqual(['global pool', 'pool after conv1, global pool'])
  })
  test('are never alike', () => {
    expect(new Set(proposalNames([chain, { ...chain, steps: chain.steps.with(0, { ...CONV, stride: 2 }) }])).size).toBe(2)
    expect(proposalNames([chain])).toEqual(['relu (1)'])
  })
})
