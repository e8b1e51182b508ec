// Ways of searching as the card names and draws them: a colour a family, and a dash for what is not the map's.

export interface MethodMark { label: string, colour: string, dash?: string }

const MARKS: Readonly<Record<string, MethodMark>> = {
  random: { label: 'Random', colour: 'var(--ink-2)' },
  sobol: { label: 'Sobol', colour: 'var(--ink-3)', dash: '1 3' },
  'tpe, after 10': { label: 'TPE', colour: 'var(--cat-3)' },
  halving: { label: 'Successive halving', colour: 'var(--cat-3)', dash: '6 3' },
  'manifold, after 10': { label: 'Map’s vote', colour: 'var(--cat-1)' },
  '(c) neighbours in settings, after 10': { label: 'Same vote, settings alone', colour: 'var(--cat-1)', dash: '4 3' },
  'looks by score, random': { label: 'Early looks, random', colour: 'var(--cat-2)', dash: '1 3' },
  'looks by score, tpe': { label: 'Early looks, TPE', colour: 'var(--cat-2)', dash: '7 3' },
  'looks by score, manifold': { label: 'Early looks, map’s vote', colour: 'var(--cat-2)' },
  'looks by score, (c) neighbours in settings': { label: 'Early looks, settings alone', colour: 'var(--cat-2)', dash: '4 3' },
}

export const markOf = (name: string): MethodMark => MARKS[name] ?? { label: name, colour: 'var(--cat-4)', dash: '2 2' }

/** Regret is told in points, hundredths of accuracy. */
export const POINTS = 100
