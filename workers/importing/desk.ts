// Reads strangers' files and runs what is in them: models stay here under their handles, and every refusal is one sentence.
import type { ProbeSet } from '../../src/core/graph/input-scale.ts'
import { shownName } from '../../src/formats/base-name.ts'
import type { Chain } from '../../src/formats/chain/chain.ts'
import type { DroppedFile, Opened, Wanted } from '../../src/formats/dropped.ts'
import { FormatError, quoted } from '../../src/formats/format-error.ts'
import type { ModelCard } from '../../src/formats/model-card.ts'
import type { SavedModel, StoredTensor } from '../../src/formats/saved-model.ts'
import type { FirstWeights } from '../../src/protocol/first-weights.ts'
import type { Evidence, HowToRun, ModelRun, OpenedCard } from '../../src/protocol/importing.ts'
import { answersTogether } from './answers.ts'
import { firstWeightsOf } from './first-weights.ts'

/** Rows that are run at a time where nobody asks for layers, so that these never take much memory. */
const AT_ONCE = 256

interface Held { name: string, model: SavedModel }

export class ImportDesk {
  private readonly models = new Map<number, Held>()
  private handles = 0

  /** `start`: makes the tensor library ready, before the first model is run. */
  constructor(private readonly start: () => Promise<unknown>) {}

  async open(files: readonly DroppedFile[], wanted: Wanted): Promise<OpenedCard[]> {
    const { openFiles } = await import('../../src/formats/open-files.ts')
    const opened = await openFiles(files, wanted)
    return Promise.all(opened.map(one => this.carded(one)))
  }

  weigh(handle: number, chains: readonly Chain[] | null, probes: ProbeSet): Promise<Evidence> {
    return this.with(handle, async ({ name, model }) => {
      await this.start()
      const { weighModel } = await import('../nn/weigh-model.ts')
      return weighModel(model, chains ? [...chains] : null, probes, name)
    })
  }

  run(handle: number, how: HowToRun, probes: ProbeSet): Promise<ModelRun> {
    return this.with(handle, async ({ name, model }) => {
      await this.start()
      const { runModel } = await import('../nn/run-model.ts')
      return runModel(model, how, probes, name)
    })
  }

  answers(handle: number, how: HowToRun, probes: ProbeSet): Promise<ModelRun> {
    return this.with(handle, async ({ name, model }) => {
      await this.start()
      const { runModel } = await import('../nn/run-model.ts')
      const width = probes.values.length / Math.max(1, probes.rows)
      const parts: ModelRun[] = []
      for (let from = 0; from < probes.rows; from += AT_ONCE) {
        const to = Math.min(probes.rows, from + AT_ONCE)
        const labels = probes.labels && probes.labels.slice(from, to)
        parts.push({ ...await runModel(model, how, { ...probes, rows: to - from, values: probes.values.slice(from * width, to * width), labels }, name), layers: [] })
      }
      return answersTogether(parts)
    })
  }

  first(handle: number, chain: Chain | null): Promise<FirstWeights | null> {
    return this.with(handle, ({ model }) => firstWeightsOf(model, chain))
  }

  cardWith(handle: number, chain: Chain): Promise<ModelCard> {
    return this.with(handle, async ({ model }) => {
      const { cardOf } = await import('../../src/formats/card.ts')
      return cardOf(model, chain)
    })
  }

  tensor(handle: number, name: string): Promise<StoredTensor> {
    return this.with(handle, ({ name: file, model }) => {
      const found = model.tensors.find(tensor => tensor.name === name)
      if (!found) throw new FormatError(`${file} holds no tensor ${quoted(name)}.`)
      return Promise.resolve(found)
    })
  }

  close(handle: number): void {
    this.models.delete(handle)
  }

  private async carded(opened: Opened): Promise<OpenedCard> {
    if (opened.kind !== 'model') return opened
    const { files, bytes, model } = opened
    const name = shownName(files[0])
    try {
      const { cardOf } = await import('../../src/formats/card.ts')
      const card = cardOf(model)
      const handle = ++this.handles
      this.models.set(handle, { name, model })
      return { files, bytes, kind: 'model', handle, card }
    } catch (error) {
      return { files, bytes, kind: 'refused', seems: null, why: sentenceOf(error, `${name} was read, and nothing can be said of its layers: they are put together in a way that Netfold does not know.`) }
    }
  }

  private async with<R>(handle: number, what: (held: Held) => Promise<R>): Promise<R> {
    const held = this.models.get(handle)
    if (!held) throw new FormatError('The file is not open any more: drop it again.')
    try {
      return await what(held)
    } catch (error) {
      throw new FormatError(sentenceOf(error, `${held.name} cannot be run here: its layers do not fit together as they are.`))
    }
  }
}

/** Only what was written to be read is shown; the text of any other error is the program's own business. */
const sentenceOf = (error: unknown, otherwise: string): string => error instanceof FormatError ? error.message : otherwise
