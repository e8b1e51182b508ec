// One axis of a chart: from values to pixels and back by d3's scales, linear or logarithmic, with ticks as our style writes them.
import { scaleLinear, scaleLog } from 'd3-scale'
import { linearTicks, logTicks } from './ticks.ts'

export interface Axis {
  log: boolean
  domain: readonly [number, number]
  range: readonly [number, number]
  /** Ticks within the domain, ascending. */
  ticks: readonly number[]
  /** Pixels of a value; beyond the ends it goes on, except that a log axis holds what has no logarithm at its low end. */
  at(value: number): number
  /** The value at a pixel. */
  value(pixel: number): number
}

interface Options { log?: boolean, integer?: boolean, ticks?: number }

/** Linear where `log` is asked for but the domain begins at 0 or below; a domain of one value lies in the middle of the range. */
export function axis(domain: readonly [number, number], range: readonly [number, number], { log = false, integer = false, ticks = 4 }: Options = {}): Axis {
  const logarithmic = log && domain[0] > 0
  const scale = (logarithmic ? scaleLog() : scaleLinear()).domain(domain).range(range)
  return {
    log: logarithmic, domain, range,
    ticks: logarithmic ? logTicks(domain[0], domain[1], ticks) : linearTicks(domain[0], domain[1], ticks, integer),
    at: value => logarithmic && value <= 0 ? range[0] : scale(value),
    value: pixel => scale.invert(pixel),
  }
}
