// What a search is after: accuracy alone, or accuracy for what a network costs.

/** score: the most accurate network. parameters, training: those that push out the front of accuracy against size, or against the work of a training (cost.ts). */
export const AIMS = ['score', 'parameters', 'training'] as const
export type Aim = (typeof AIMS)[number]
