// What the boxes of the Training section take: one sentence for what they cannot, null for what they can.

/** As services/workforce.ts has it: each worker holds a copy of the data. */
const MOST_WORKERS = 64

export function workersFault(workers: number): string | null {
  if (Number.isInteger(workers) && workers >= 1 && workers <= MOST_WORKERS) return null
  return `Workers: ${workers} is ${workers > MOST_WORKERS ? 'too many' : workers < 1 ? 'too few' : 'not a whole number'}; choose 1 to ${MOST_WORKERS}.`
}

/** What so many workers mean for the cores that there are. */
export function coresWords(cores: number, workers: number): string {
  const here = `${cores} ${cores === 1 ? 'core' : 'cores'} here`
  if (workers > cores) return `${here}, so the workers take turns: more train no faster.`
  return `${here}, ${workers === cores ? 'none' : cores - workers} left to the page.`
}

/** Where the track of checkpoints ends; more can be typed, but say little of a path that is drawn on a log scale. */
export const TRACK_CHECKPOINTS = 60
const MOST_CHECKPOINTS = 1000

/** The first checkpoint is the untrained network and the last the trained one: a single one is none. */
export function checkpointsFault(checkpoints: number): string | null {
  if (Number.isInteger(checkpoints) && checkpoints >= 0 && checkpoints !== 1 && checkpoints <= MOST_CHECKPOINTS) return null
  const how = checkpoints > MOST_CHECKPOINTS ? 'too many' : checkpoints <= 1 ? 'too few' : 'not a whole number'
  return `Checkpoints: ${checkpoints} is ${how}; choose 2 to 1,000, or 0 for none.`
}
