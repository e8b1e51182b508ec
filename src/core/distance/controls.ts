// Differences that need no look inside a network. A map that shows no more than these shows nothing about representations.
import { condensedSize } from '../condensed.ts'
import type { Hyperparameters } from '../network.ts'
import type { ComparedNetwork } from './networks.ts'

/** |accuracy_i − accuracy_j|, condensed, from 0 to 1. Refuses, by name, a network whose accuracy is not known. */
export function accuracyDistances(networks: readonly ComparedNetwork[]): Float64Array {
  const accuracies = networks.map(({ id, accuracy }) => {
    if (accuracy === undefined || !Number.isFinite(accuracy)) throw new Error(`Network ${id} has no accuracy, so it cannot be compared by it.`)
    return accuracy
  })
  return allPairs(networks.length, (i, j) => Math.abs(accuracies[i] - accuracies[j]))
}

type Parameter = keyof Hyperparameters

/** Parameters whose ratios count and not their differences. */
const LOGARITHMIC: readonly Parameter[] = ['width', 'learningRate', 'weightDecay', 'batchSize', 'epochs', 'initScale', 'trainFraction']

/**
 * Mean over the hyper-parameters that vary of their differences: for numbers |x − y| divided by the range over all networks, on a logarithmic scale where
 * ratios count (0 there stands at half the smallest positive value); for names 0 or 1. Condensed, from 0 to 1 (after Gower, Biometrics 27, 1971).
 * All 0 where nothing varies. Refuses, by name, a network whose hyper-parameters are not known.
 */
export function hyperparameterDistances(networks: readonly ComparedNetwork[]): Float64Array {
  const all = networks.map(({ id, hyper }) => {
    if (!hyper) throw new Error(`Network ${id} has no hyper-parameters, so it cannot be compared by them.`)
    return hyper
  })
  const differences = Object.keys(all[0] ?? {}).map(key => differenceIn(key as Parameter, all)).filter(difference => difference !== null)
  if (differences.length === 0) return new Float64Array(condensedSize(networks.length))
  return allPairs(networks.length, (i, j) => differences.reduce((sum, difference) => sum + difference(i, j), 0) / differences.length)
}

/** How networks i and j differ in one parameter, from 0 to 1; null where none differ. */
function differenceIn(parameter: Parameter, all: readonly Hyperparameters[]): ((i: number, j: number) => number) | null {
  const values = all.map(hyper => hyper[parameter])
  if (values.every(value => value === values[0])) return null
  if (!values.every(value => typeof value === 'number')) return (i, j) => Number(values[i] !== values[j])
  const floor = values.reduce((least, value) => (value > 0 && value < least ? value : least), Infinity) / 2
  const scaled = LOGARITHMIC.includes(parameter) ? values.map(value => Math.log(value > 0 ? value : floor)) : values
  const range = scaled.reduce((most, value) => Math.max(most, value), -Infinity) - scaled.reduce((least, value) => Math.min(least, value), Infinity)
  return (i, j) => Math.abs(scaled[i] - scaled[j]) / range
}

function allPairs(count: number, distance: (i: number, j: number) => number): Float64Array {
  const distances = new Float64Array(condensedSize(count))
  let at = 0
  for (let i = 0; i < count; i++) for (let j = i + 1; j < count; j++) distances[at++] = distance(i, j)
  return distances
}
