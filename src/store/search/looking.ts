// Early looks in training, beside the map: networks of a search for a tenth of their epochs, and how they stood there, so that those that go on need not begin anew.
import type { DatasetSettings } from '../../core/data/dataset.ts'
import type { Hyperparameters, Interim, Keep, NetworkSpec } from '../../core/network.ts'
import { rungEpochs } from '../../core/search/pool.ts'
import type { InterimOf } from '../../protocol/training.ts'
import { aborted } from '../../services/spawn.ts'
import { deviceOf } from '../engines.ts'
import type { Session } from '../session.ts'

/** Of the checkpoints of a whole training those of its first tenth: they are spread by the logarithm of updates. */
const CHECKPOINTS_BY_THEN = 0.6

/** For so many it is remembered how they stand. */
const MOST_HELD = 128

interface Held { spec: NetworkSpec, data: DatasetSettings, interim: Interim, keep: Keep }

export class Looking {
  /** By id: ids are given again where a proposal was put away, so with whom it is of. */
  private readonly held = new Map<number, Held>()

  constructor(private readonly session: Session) {}

  /** `hear`: test accuracy of each at its tenth; NaN where it diverged. Rates do not change in a training: with fewer epochs it is the same network earlier. */
  async at(signal: AbortSignal, settings: DatasetSettings, specs: readonly NetworkSpec[], keep: Keep, hear: (id: number, score: number) => void): Promise<void> {
    const { store, services } = this.session
    const state = store.getState()
    const dataset = await services.data.dataset(settings)
    if (signal.aborted) throw aborted()
    const byId = new Map(specs.map(spec => [spec.id, spec]))
    await services.training.train(signal, {
      dataset, specs: specs.map(spec => ({ ...spec, hyper: { ...spec.hyper, epochs: rungEpochs(spec.hyper.epochs)[0] } })),
      device: deviceOf(state), beside: state.device === 'auto', workers: state.workers, begun: [],
      keep: { ...keep, checkpoints: Math.round(CHECKPOINTS_BY_THEN * keep.checkpoints), state: true },
    }, {
      onFinished: ({ id, row: { outcome }, curve, confusion, checkpoints, state }) => {
        if (state) this.hold({ spec: byId.get(id)!, data: settings, interim: { step: outcome.steps, state, curve, confusion, checkpoints }, keep })
        hear(id, outcome.divergedAt === null ? outcome.testAccuracy : NaN)
      },
      onProgress: () => undefined,
      onTrouble: () => undefined, // a worker that died is replaced; where none comes, this rejects
      onDevice: () => undefined,
    })
  }

  /** How these stood at their tenth, as far as it is remembered; it is forgotten here. Others are trained from their seeds, which comes to the same networks. */
  handedOver(settings: DatasetSettings, specs: readonly NetworkSpec[], keep: Keep): InterimOf[] {
    return specs.flatMap(spec => {
      const found = this.held.get(spec.id)
      this.held.delete(spec.id)
      return found && sameNetwork(found.spec, spec) && found.data === settings && sameKeep(found.keep, keep) ? [{ id: spec.id, interim: found.interim }] : []
    })
  }

  /** Nobody of them will go on. */
  forget(): void { this.held.clear() }

  private hold(one: Held): void {
    this.held.set(one.spec.id, one)
    if (this.held.size > MOST_HELD) this.held.delete(this.held.keys().next().value!)
  }
}

/** An id and a seed give the same seeds to whatever settings there are. */
const sameNetwork = (a: NetworkSpec, b: NetworkSpec): boolean => a.weightSeed === b.weightSeed && a.orderSeed === b.orderSeed
  && (Object.keys(b.hyper) as (keyof Hyperparameters)[]).every(key => a.hyper[key] === b.hyper[key])

const sameKeep = (a: Keep, b: Keep): boolean => a.checkpoints === b.checkpoints && a.checkpointActivations === b.checkpointActivations
