// What tells proposed chains from one another, in a few words each: what they have in common is left out. Pure.
import type { Chain, ChainStep } from '../../formats/chain/chain.ts'
import { partName, shapeWords } from '../../formats/chain/words.ts'
import { commonActivation } from './chain-choices.ts'

/** One name a proposal, no two alike; “relu, batch norm last” where activations differ, too. */
export function proposalNames(proposals: readonly Chain[]): string[] {
  const traits = proposals.map(traitsOf)
  const varying = traits[0]?.map((_, trait) => traits.some(words => words[trait] !== traits[0][trait])) ?? []
  // All of one activation: it is named all the same, unless something else tells them apart.
  const names = traits.map(words => words.filter((word, trait) => varying[trait] && word !== '').join(', '))
  return names.map((name, place) => name !== '' && names.indexOf(name) === names.lastIndexOf(name) ? name : `${name || traits[place][0]} (${place + 1})`)
}

function traitsOf(chain: Chain): string[] {
  const { steps, input } = chain
  return [commonActivation(chain) ?? 'as listed', normWords(steps), paddingWords(steps), poolWords(steps), input.length > 1 ? shapeWords(input) : '']
}

/** Where batch norms stand that have an activation beside them. */
function normWords(steps: readonly ChainStep[]): string {
  const beside = (place: number, by: number) => steps[place]?.kind === 'batchNorm' && steps[place + by]?.kind === 'activation'
  const first = steps.some((_, place) => beside(place, 1))
  const behind = steps.some((_, place) => beside(place, -1) && !beside(place, 1))
  return first && behind ? 'norms mixed' : first ? 'norm first' : behind ? 'norm behind' : ''
}

function paddingWords(steps: readonly ChainStep[]): string {
  const all = steps.flatMap(step => step.kind === 'conv2d' ? [step] : [])
  const padded = all.filter(({ padding }) => padding !== 'valid' && padding !== 0)
  if (all.length === 0) return ''
  if (padded.length === 0) return 'no padding'
  return padded.length === all.length ? 'padded' : `${padded.map(({ weight }) => partName(weight)).join(', ')} padded`
}

/** The layers that pools stand behind. */
function poolWords(steps: readonly ChainStep[]): string {
  const behind: string[] = []
  let layer = 'the input'
  for (const step of steps) {
    if (step.kind === 'conv2d') layer = partName(step.weight)
    if (step.kind === 'pool') behind.push(layer)
  }
  const whole = steps.some(({ kind }) => kind === 'globalPool') ? 'global pool' : ''
  return [behind.length > 0 ? `pool after ${behind.join(', ')}` : '', whole].filter(Boolean).join(', ') || 'no pool'
}
