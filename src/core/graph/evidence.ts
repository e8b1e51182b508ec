// What a file does not say, told from how well each way of running it does on samples whose classes are known.

/** Mean cross-entropy in nats; no answer counts as less likely than this, so that one wrong certainty does not decide alone. */
const LEAST_PROBABILITY = 1e-15

/** Trials within a point of the best accuracy are as good as it: among them the likelihood decides. */
const A_POINT = 0.01

export interface Score { accuracy: number, logLoss: number }

/** logs: rows × classes, logarithms of probabilities. A row that is not finite, or whose class the network does not know, is wrong. */
export function scoreOf(logs: Float32Array, classes: number, labels: Int32Array): Score {
  let right = 0
  let loss = 0
  labels.forEach((label, row) => {
    const own = logs.subarray(row * classes, (row + 1) * classes)
    let best = 0
    for (let k = 1; k < classes; k++) if (own[k] > own[best]) best = k
    const sound = !own.some(Number.isNaN)
    if (sound && best === label) right++
    const log = sound && label < classes ? own[label] : -Infinity
    loss -= Math.max(log, Math.log(LEAST_PROBABILITY))
  })
  return { accuracy: right / labels.length, logLoss: loss / labels.length }
}

/** Place of the best: the highest accuracy, and among those within a point of it the least log loss. Null where there are none. */
export function proposedTrial(trials: readonly Score[]): number | null {
  if (trials.length === 0) return null
  const best = Math.max(...trials.map(({ accuracy }) => accuracy))
  let place: number | null = null
  trials.forEach(({ accuracy, logLoss }, k) => {
    // Rounding must not decide whether two accuracies are a point apart.
    if (accuracy >= best - A_POINT - 1e-9 && (place === null || logLoss < trials[place].logLoss)) place = k
  })
  return place
}

/** A likelier way of reading weights stands unless another's log loss is better by more than this factor. */
const CLEARLY = 1.5

/**
 * Ways of reading the same weights, likeliest first, each with its trials (one a scaling). Place of the group and of the trial in it: the likeliest way whose best
 * accuracy is within a point of the best of all, and whose log loss is not clearly worse than theirs. relu and gelu may differ by one sample in 500.
 */
export function proposedAmong(groups: readonly (readonly Score[])[]): { group: number, trial: number } | null {
  const bests = groups.flatMap((trials, group) => {
    const trial = proposedTrial(trials)
    return trial === null ? [] : [{ group, trial, score: trials[trial], accuracy: Math.max(...trials.map(({ accuracy }) => accuracy)) }]
  })
  const most = Math.max(...bests.map(({ accuracy }) => accuracy))
  const good = bests.filter(({ accuracy }) => accuracy >= most - A_POINT - 1e-9)
  const least = Math.min(...good.map(({ score }) => score.logLoss))
  const found = good.find(({ score }) => score.logLoss <= CLEARLY * least)
  return found ? { group: found.group, trial: found.trial } : null
}

/** Accuracy below this is hardly better than guessing: twice that of guessing, or always answering the commonest class. */
export function chanceLevel(labels: Int32Array, classes: number): number {
  const counts = new Int32Array(Math.max(1, classes))
  for (const label of labels) counts[label]++
  const commonest = labels.length === 0 ? 0 : Math.max(...counts) / labels.length
  // Of two classes twice the chance is everything.
  return Math.max(classes > 2 ? 2 / classes : 0.6, commonest)
}
