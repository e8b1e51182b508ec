// What networks cost and what a search is after, in words. Pure.
import type { Aim } from '../../core/search/aim.ts'
import type { SearchState } from '../../store/search/search-state.ts'
import type { FrontCost, FrontGain } from '../../store/search/front.ts'
import { decimal, integer } from '../ui/format.ts'
import { inTrainings, networks, regionInWords } from './search-words.ts'

/** What a segmented control calls an aim, and what it tells on pointing. */
export const AIM_CHOICES: readonly { value: Aim, label: string, title: string }[] = [
  { value: 'score', label: 'Accuracy', title: 'The most accurate network, whatever it costs' },
  { value: 'parameters', label: 'For its size', title: 'Networks more accurate than any that is as small' },
  { value: 'training', label: 'For its time', title: 'Networks more accurate than any whose training is as short' },
]

export const COST_CHOICES: readonly { value: FrontCost, label: string, title: string }[] = [
  { value: 'parameters', label: 'Parameters', title: 'Weights and biases of a network' },
  { value: 'training', label: 'Training', title: 'Multiply-adds of a whole training, or as much as them' },
]

const SHORT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 2 })
const LONG = new Intl.NumberFormat('en-US', { notation: 'compact', compactDisplay: 'long', maximumSignificantDigits: 2 })

/** Where accuracy alone is the aim, it is held against size. */
export const frontCost = (aim: Aim): FrontCost => aim === 'score' ? 'parameters' : aim

/** On an axis: 12,000 or 3.2B. */
export const costTick = (cost: FrontCost, value: number): string => cost === 'parameters' ? integer(value) : SHORT.format(value)

/** 3,210 parameters; 4.1 billion multiply-adds. */
export const costInWords = (cost: FrontCost, value: number): string => cost === 'parameters' ? `${integer(value)} ${value === 1 ? 'parameter' : 'parameters'}` : `${LONG.format(value)} multiply-adds`

/** The same without what it is of: 3,210; 4.1 billion. */
export const costInFigures = (cost: FrontCost, value: number): string => cost === 'parameters' ? integer(value) : LONG.format(value)

/** What is on the axis. */
export const COST_NAMES: Readonly<Record<FrontCost, string>> = { parameters: 'parameters', training: 'multiply-adds of the training' }

/** What the front is called where accuracy stands before it. */
export const AGAINST: Readonly<Record<FrontCost, string>> = { parameters: 'size', training: 'training time' }

/** Whose networks vote, and toward what. `onMap`: how many networks the map has. */
export function askedInWords(search: Pick<SearchState, 'region' | 'voters' | 'settings'>, onMap: number): string {
  const { region: { kind }, voters, settings: { aim } } = search
  if (aim === 'score') return regionInWords(search, onMap)
  if (kind === 'gap') return `${regionInWords(search, onMap)} About a place the aim has no say.`
  const goal = `Proposals should raise accuracy at equal ${AGAINST[aim]}.`
  if (kind === 'networks') return `${regionInWords(search, onMap)} ${goal}`
  return `${voters.length > 0 ? `The ${networks(voters.length)} next to the front of accuracy against ${AGAINST[aim]} voted.` : `Of ${networks(onMap)} the fifth next to the front of accuracy against ${AGAINST[aim]} votes.`} ${goal}`
}

/** Less than this is no rise that one could read off a test. */
const LEAST_RISE = 0.0005

/** What a search has done for the front, beside the front. */
export function gainInWords(cost: FrontCost, { landed, onFront, rises }: FrontGain): string {
  if (onFront === 0) return `None of the ${networks(landed)} that the search has trained stands there.`
  const stand = `${onFront === 1 ? 'One of them was' : `${integer(onFront)} of them were`} proposed here`
  const { rise } = rises.at(-1)!
  return rise >= LEAST_RISE ? `${stand}: at equal ${AGAINST[cost]} accuracy stands ${decimal(rise, 3)} higher on average.` : `${stand}.`
}

/** The same where the front itself is not in sight. */
export function aimInWords(cost: FrontCost, { landed, onFront, rises }: FrontGain): string {
  const of = landed === 1 ? 'The network that landed' : `${onFront === 0 ? 'None' : onFront === 1 ? 'One' : integer(onFront)} of ${networks(landed)}`
  const stands = landed === 1 && onFront === 0 ? 'does not stand' : onFront > 1 ? 'stand' : 'stands'
  const { rise } = rises.at(-1)!
  const rose = rise >= LEAST_RISE ? `, which is ${decimal(rise, 3)} higher on average than before` : ''
  return `${of} ${stands} on the front of accuracy against ${AGAINST[cost]}${rose}.`
}

/** One that landed, and what it did for the front. */
export function riseInWords(cost: FrontCost, { spent, rise, id, one }: FrontGain['rises'][number]): string {
  const came = one ? `${decimal(one.score, 3)} with ${costInWords(cost, one.cost)}` : 'diverged'
  return `after ${inTrainings(spent)}: #${id}, ${came}; front +${decimal(rise, 3)}`
}
