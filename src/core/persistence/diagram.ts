// Persistence diagrams: for every feature of a growing complex, the scale at which it appears and the one at which it is filled in.

/**
 * The bars of one homology dimension: bar k lives from births[k] to deaths[k], in units of distance. A death of Infinity means that
 * the feature never ends within the threshold.
 */
export interface Diagram { births: Float64Array, deaths: Float64Array }

export const emptyDiagram = (): Diagram => ({ births: new Float64Array(0), deaths: new Float64Array(0) })

/** A diagram of [birth, death] pairs in rising order of birth, then death; `null` or Infinity for a bar without end. */
export function diagramOf(bars: readonly (readonly [number, number | null])[]): Diagram {
  const sorted = bars.map(([birth, death]): [number, number] => [birth, death ?? Infinity]).sort(([b, d], [c, e]) => b - c || (d === e ? 0 : d - e))
  return { births: Float64Array.from(sorted, bar => bar[0]), deaths: Float64Array.from(sorted, bar => bar[1]) }
}

/** Refuses what is no diagram, naming the first bar that is none: births must be finite numbers, and no death comes before its birth. */
export function checkDiagram({ births, deaths }: Diagram): void {
  if (births.length !== deaths.length) throw new Error(`The diagram has ${births.length} births and ${deaths.length} deaths; each bar needs one of each.`)
  for (let bar = 0; bar < births.length; bar++) {
    if (!Number.isFinite(births[bar]) || !(deaths[bar] >= births[bar])) {
      throw new Error(`Bar ${bar} of the diagram lives from ${births[bar]} to ${deaths[bar]}; a birth is a finite number and a death is not below it.`)
    }
  }
}

/** The bars that end. */
export function finiteBars({ births, deaths }: Diagram): Diagram {
  return { births: births.filter((_, bar) => deaths[bar] < Infinity), deaths: deaths.filter(death => death < Infinity) }
}

/**
 * The diagram in units of `scale`. Diagrams of raw activations measure the size of the activations too: divide by the scale of each
 * cloud before diagrams of different networks are compared by shape alone.
 */
export function inUnitsOf({ births, deaths }: Diagram, scale: number): Diagram {
  if (!(scale > 0) || scale === Infinity) throw new Error(`A diagram cannot be measured in units of ${scale}; the scale must be a positive number.`)
  return { births: births.map(birth => birth / scale), deaths: deaths.map(death => death / scale) }
}
