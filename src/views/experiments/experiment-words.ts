// What the cards ask and train, in words.
import type { TaskId } from '../../core/search/tasks.ts'
import type { ExperimentName, ExperimentPart, ExperimentRun } from '../../store/experiments/experiments-state.ts'
import { decimal, integer, roughTime } from '../ui/format.ts'

export interface CardWords { question: string, about: string }

export const CARDS: Readonly<Record<ExperimentName, CardWords>> = {
  optimisers: {
    question: 'Do optimisers differ?',
    about: 'SGD, momentum, Adam and AdamW, each at a rate that suits it, train eight architectures on the digits. Do their runs take the same road through the space of predictions?',
  },
  size: {
    question: 'Does size matter?',
    about: 'One and two hidden layers of 8 to 256 units, and two small convolutions, learn the digits with Adam at one rate. Do larger networks go another way, or the same way faster?',
  },
  corners: {
    question: 'Do corners rejoin?',
    about: 'A third of the networks begin at random weights, a third have first learnt permuted labels, a third have first seen half of the classes. Do the others come back to the road of the first?',
  },
  sloppy: {
    question: 'Digits against sloppy data',
    about: 'The same networks on three sets of data: the digits, a teacher’s task with sloppy inputs, and one whose inputs spread evenly. Half of them begin in corners. Where do few axes hold the runs?',
  },
  search: {
    question: 'Does the map find better settings?',
    about: 'Many networks are trained once. Then nine ways of searching look for the best of them, 30 trainings each, 60 times over with equal seeds: at random, by the map’s vote, by the same vote without the map, by early looks. Who comes nearest?',
  },
}

/** What ways of searching are graded on. */
export const POOL_TITLES: Readonly<Record<TaskId, { label: string, title: string }>> = {
  sloppy: { label: 'Sloppy teacher', title: 'A teacher’s task with sloppy inputs, 400 rows to learn from' },
  spirals: { label: 'Spirals', title: 'Two spirals, 300 rows to learn from' },
  digits: { label: 'Digits', title: 'Digits, 200 rows to learn from, a fifth of their labels wrong' },
}

export const networksAndTime = (total: number, seconds: number | null, workers: number): string =>
  `${integer(total)} networks${seconds === null ? '' : `, about ${roughTime(seconds)} on ${workers === 1 ? 'one worker' : `${integer(workers)} workers`}`}`

/** How a run stands, for its card in the list. */
export function standing(run: ExperimentRun): string {
  if (run.findings) return run.findings.answer
  if (run.phase === 'failed') return 'ended with a fault'
  if (run.phase === 'stopped') return 'stopped'
  return progressWords(run)
}

export function progressWords({ name, phase, done, total, secondsLeft }: ExperimentRun): string {
  const what = phase === 'measuring' ? name === 'search' ? 'Searching' : 'Measuring' : `Training ${integer(done)}/${integer(total)} networks`
  return secondsLeft === null ? what : `${what} · ${roughTime(secondsLeft)} left`
}

/** Under a picture. */
export function partFacts({ rows, diverged, accuracy, stress, nullStress, map }: ExperimentPart): string {
  const negative = [...map.signs].filter(sign => sign < 0).length
  return [
    `${integer(rows.length)} runs, ${integer(map.steps.length)} checkpoints${diverged > 0 ? `, ${integer(diverged)} diverged` : ''}`,
    `χ₁ ${decimal(stress[0], 3)}, χ₃ ${decimal(stress[2], 3)} (null ${decimal(nullStress[0], 3)}, ${decimal(nullStress[2], 3)})`,
    `${negative === 0 ? 'none' : integer(negative)} of the first ${integer(map.signs.length)} axes ${negative === 1 ? 'subtracts' : 'subtract'}`,
    `mean test accuracy ${decimal(accuracy, 3)}`,
  ].join(' · ')
}

export const partLabel = ({ title, rows, groups }: ExperimentPart): string =>
  `${title}: ${integer(rows.length)} training runs on the first two axes, from ignorance to truth, coloured by ${groups.title.toLowerCase()}`
