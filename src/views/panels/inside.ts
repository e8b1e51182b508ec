// What the panels of one network's inside read from its answers: probes, their classes and pictures, mistakes, and the sentences about them. Pure.
import type { Dataset } from '../../core/data/dataset.ts'
import type { ClassTree, Study } from '../../core/portrait/study.ts'
import type { Revisited } from '../../protocol/revisit.ts'
import type { Pictures } from '../charts/pictures.ts'
import { picturesOf } from '../charts/pictures.ts'
import { decimal, integer } from '../ui/format.ts'

/** The probes of a data set as charts draw them. */
export interface ProbeLook { labels: Uint8Array, names: readonly string[], images: Pictures | null }

export const probeLook = ({ labels, probes, classNames, inputs, image }: Dataset): ProbeLook =>
  ({ labels: Uint8Array.from(probes, row => labels[row]), names: classNames, images: picturesOf(inputs, image, probes) })

/** What the network answers to each probe: the class of the largest probability, and that probability. */
export function answersOf({ probabilities }: Pick<Revisited, 'probabilities'>, classes: number): { answer: number, probability: number }[] {
  return Array.from({ length: probabilities.length / classes }, (_, probe) => {
    const own = probabilities.subarray(probe * classes, (probe + 1) * classes)
    const answer = own.indexOf(Math.max(...own))
    return { answer, probability: own[answer] }
  })
}

export const wrongOf = (answers: readonly { answer: number }[], labels: ArrayLike<number>): Set<number> =>
  new Set(answers.flatMap(({ answer }, probe) => answer === labels[probe] ? [] : [probe]))

/** Beyond this share of all probes, outlines would hide what they mark. */
const MOST_OUTLINED = 0.25

export const worthOutlining = (wrong: ReadonlySet<number>, probes: number): boolean => wrong.size <= MOST_OUTLINED * probes

/** Test rows of a true class that were given another (or the same), in the data set's order. */
export const rowsOfCell = ({ test, labels }: Dataset, predicted: ArrayLike<number>, truth: number, answer: number): number[] =>
  [...test].filter((row, place) => labels[row] === truth && predicted[place] === answer)

/** How far apart the layer holds probes of one class and of two. */
export function distanceWords({ apart, scale }: Study, unit: string): string {
  if (!(scale > 0)) return 'All probes look the same to this layer: every distance is 0.'
  if (!apart || !Number.isFinite(apart.between)) return `Distances between its activations, in ${unit}s.`
  const ratio = apart.within > 0 ? `, ${decimal(apart.between / apart.within, 2)} times as far` : ''
  return `On average two probes of one class lie ${decimal(apart.within / scale, 2)} ${unit}s apart, of two classes ${decimal(apart.between / scale, 2)}${ratio}.`
}

/** How much of the walk stays in its class. */
export function walkWords({ mass, health, n }: Study): string {
  const state = health.saturated ? ' σ is so small that every probe mostly sees itself.' : health.flat ? ' σ is so large that every probe sees all others alike.' : ''
  if (!mass) return `A step leads to ${integer(health.medianPerplexity)} of ${integer(n)} probes (median perplexity).${state}`
  return `Within classes one step of the walk keeps ${share(mass.kept)} of its mass; a blind one would keep ${share(mass.blind)}.${state}`
}

/** Two decimals, without the 0 before them. */
const share = (value: number): string => decimal(value, 2).replace(/^0\./, '.')

/** Names of the classes below each merge, first merge first. */
export function mergesOf({ labels, merges }: ClassTree, names: readonly string[]): { left: string[], right: string[], height: number }[] {
  const below: string[][] = labels.map(label => [names[label] ?? String(label)])
  return Array.from({ length: merges.length / 4 }, (_, row) => {
    const [left, right] = [below[merges[4 * row]], below[merges[4 * row + 1]]]
    below.push([...left, ...right])
    return { left, right, height: merges[4 * row + 2] }
  })
}

/** Who is merged first, and who stands apart last; of three classes or more. */
export function treeWords(tree: ClassTree, names: readonly string[]): string {
  const merges = mergesOf(tree, names)
  const [first] = merges
  const last = merges[merges.length - 1]
  const alike = `${first.left[0]} and ${first.right[0]} are the most alike to this layer`
  const alone = last.left.length === 1 ? last.left[0] : last.right.length === 1 ? last.right[0] : null
  const [small, large] = last.left.length <= last.right.length ? [last.left, last.right] : [last.right, last.left]
  return alone !== null ? `${alike} and are merged first; ${alone} stands apart from all others.` : `${alike} and are merged first; ${listed(small)} part from ${large.length > 3 ? `the other ${large.length}` : listed(large)}.`
}

const listed = (names: readonly string[]): string => names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`
