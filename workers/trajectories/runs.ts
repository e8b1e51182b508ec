// The runs of a session: their tables as they came (float32), checked, and read a few checkpoints at a time.
import type { ModelSource } from '../../src/core/inpca/model-source.ts'
import { sourceOf } from '../../src/core/inpca/model-source.ts'
import { probeShuffle } from '../../src/core/inpca/null-model.ts'
import type { OffRows } from '../../src/core/inpca/predictions.ts'
import { checkLabels, checkPredictions, offRowsNote, widenRows } from '../../src/core/inpca/predictions.ts'
import type { Readings } from '../../src/core/inpca/readings.ts'
import { emptyReadings, readingsSteps } from '../../src/core/inpca/readings.ts'
import type { Steps } from '../../src/core/steps.ts'
import { within } from '../../src/core/steps.ts'
import type { AddedRuns, ProbeTruth, RunTable } from '../../src/protocol/trajectories.ts'

interface Member extends RunTable { offRows: OffRows, readings: Readings | null }

export class Runs {
  /** Changes whenever runs come or go. */
  version = 0
  private members: Member[] = []

  /** Refuses true classes that are none, and fewer than two classes. */
  constructor(readonly truth: ProbeTruth) {
    const { probes, classes, labels } = truth
    if (classes < 2) throw new Error(`Predictions with ${classes} class are always certain; trajectories need at least 2 classes.`)
    if (labels) checkLabels(labels, probes, classes)
  }

  get size(): number { return this.truth.probes * this.truth.classes }
  get ids(): Int32Array { return Int32Array.from(this.members, ({ id }) => id) }
  get steps(): Uint32Array { return Uint32Array.from(this.members.flatMap(({ steps }) => [...steps])) }

  /** Where each run's rows begin, and at the end the number of all. */
  get starts(): Uint32Array {
    let row = 0
    return Uint32Array.of(0, ...this.members.map(({ steps }) => row += steps.length))
  }

  /** Each that is sound; one whose network is here already takes its place. */
  add(runs: readonly RunTable[]): AddedRuns {
    const report: AddedRuns = { added: [], refused: [], notes: [] }
    const came: Member[] = []
    for (const run of runs) {
      try {
        came.push({ ...run, offRows: this.check(run), readings: null })
        report.added.push(run.id)
      } catch (error) {
        report.refused.push({ id: run.id, why: error instanceof Error ? error.message : String(error) })
      }
    }
    const newest = new Map(came.map(member => [member.id, member]))
    const here = new Set(this.members.map(({ id }) => id))
    this.members = [...this.members.map(member => newest.get(member.id) ?? member), ...[...newest.values()].filter(({ id }) => !here.has(id))]
    if (newest.size > 0) this.version++
    report.notes = this.notes
    return report
  }

  remove(ids: readonly number[]): void {
    const gone = new Set(ids)
    const stay = this.members.filter(({ id }) => !gone.has(id))
    if (stay.length < this.members.length) this.version++
    this.members = stay
  }

  /** What is to be said of all that are here. */
  get notes(): string[] {
    const all: OffRows = { rows: 0, of: 0, farthest: 0 }
    for (const { offRows: { rows, of, farthest } } of this.members) {
      all.rows += rows
      all.of += of
      all.farthest = Math.max(all.farthest, farthest)
    }
    const note = offRowsNote(all)
    return note ? [note] : []
  }

  /** Checkpoints by their rows (null: all), as float64 with rows that sum to 1. With a seed each run's probes are shuffled within the true classes, all its checkpoints alike. */
  source(rows: Uint32Array | null, shuffle: number | null = null): ModelSource {
    const { classes, labels } = this.truth
    const { members, starts, size } = this
    const owner = new Int32Array(starts[starts.length - 1])
    members.forEach((_, run) => owner.fill(run, starts[run], starts[run + 1]))
    const orders = shuffle === null ? null : members.map(({ id }) => probeShuffle(labels!, classes, shuffle, id))
    let room = new Float64Array(0)
    const table = new Float64Array(size)
    const read = (first: number, count: number): Float64Array => {
      if (room.length < count * size) room = new Float64Array(count * size)
      for (let k = 0; k < count; k++) {
        const row = rows ? rows[first + k] : first + k
        const run = owner[row]
        const start = (row - starts[run]) * size
        const order = orders?.[run]
        const into = order ? table : room.subarray(k * size, (k + 1) * size)
        widenRows(members[run].probabilities, start, start + size, classes, into)
        order?.forEach((from, probe) => room.set(table.subarray(from * classes, (from + 1) * classes), k * size + probe * classes))
      }
      return room.subarray(0, count * size)
    }
    return { models: rows ? rows.length : owner.length, size, read }
  }

  /** Progress, loss, error and distance to the road of every row; NaN without labels. Each run is read once. */
  * readings(): Steps<Readings> {
    const { members, starts, truth: { classes, labels } } = this
    const all = emptyReadings(starts[starts.length - 1])
    if (!labels) return all
    const whole = this.source(null)
    for (const [run, member] of members.entries()) {
      const models = member.steps.length
      const own: ModelSource = { ...whole, models, read: (first, count) => whole.read(starts[run] + first, count) }
      member.readings ??= yield* within(readingsSteps(own, classes, labels), run / members.length, 1 / members.length)
      for (const key of ['progress', 'loss', 'error', 'offRoad'] as const) all[key].set(member.readings[key], starts[run])
    }
    return all
  }

  private check({ steps, probabilities }: RunTable): OffRows {
    const { probes, classes } = this.truth
    if (steps.length < 1) throw new Error('It has no checkpoints; a run needs at least 1.')
    const fall = steps.findIndex((step, k) => k > 0 && step <= steps[k - 1])
    if (fall > 0) throw new Error(`Its checkpoint ${fall} comes after ${steps[fall]} updates and the one before after ${steps[fall - 1]}; steps must rise.`)
    if (probabilities.length !== steps.length * this.size) {
      throw new Error(`It has ${probabilities.length} probabilities; ${steps.length} checkpoints × ${probes} probes × ${classes} classes need ${steps.length * this.size}.`)
    }
    return checkPredictions(probabilities, steps.length, probes, classes, 'checkpoint').offRows
  }
}

/** Models that are no checkpoints of a run (the road, averages) as a source. */
export const tableOf = (table: Float64Array, { probes, classes }: ProbeTruth): ModelSource => sourceOf(table, table.length / (probes * classes), probes, classes)
