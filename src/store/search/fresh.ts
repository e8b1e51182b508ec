// What the best of a search comes to on rows that nobody was chosen by, beside the map's best before: both answer the same rows.
import { exchanged, isDrawn, withFresh } from '../../core/data/fresh.ts'
import type { Dataset, DatasetSettings } from '../../core/data/dataset.ts'
import type { NetworkRow, NetworkSpec } from '../../core/network.ts'
import { KEEP_NOTHING } from '../../core/network.ts'
import { aheadOn, rightOn, scoreOn } from '../../core/search/on-rows.ts'
import { specOfProposal } from '../../core/search/trial.ts'
import { predictedOf } from '../../core/training/figures.ts'
import type { RevisitRequest } from '../../protocol/revisit.ts'
import { isAbort } from '../../services/spawn.ts'
import { deviceOf } from '../engines.ts'
import { specOf } from '../network-again.ts'
import { revisitAll } from '../revisits.ts'
import { sentenceOf } from '../run-context.ts'
import { networkOf } from '../selectors.ts'
import type { Session } from '../session.ts'
import type { MapView } from '../state.ts'
import { askedOf, standingTest } from './fresh-asked.ts'
import type { Fresh, FreshScore, FreshTest } from './fresh-state.ts'
import { AGAIN } from './luck.ts'
import type { SearchState } from './search-state.ts'

/** Answers of every network to every fresh row, and the labels. */
interface Answered { labels: Uint8Array, answers: Map<number, ArrayLike<number>[]> }

export class FreshRows {
  private stopper = new AbortController()

  constructor(private readonly session: Session) {}

  stop(): void { this.stopper.abort() }

  async test(search: SearchState): Promise<void> {
    const { store, services } = this.session
    const { map } = store.getState()
    const asked = map && askedOf(search, map)
    const settings = map?.manifest.dataset
    if (!map || !asked || !settings || (standingTest(search, map)?.fault === null)) return
    this.stopper.abort()
    const { signal } = this.stopper = new AbortController()
    const drawn = isDrawn(settings)
    const ids = [...new Set([asked.best, ...asked.before === null ? [] : [asked.before], ...asked.others])]
    let standing: FreshTest = { ...asked, done: 0, total: drawn ? ids.length : AGAIN * ids.length, found: null, fault: null }
    const tell = (change: Partial<FreshTest>): void => {
      const { search } = store.getState()
      if (signal.aborted) return
      if (!search || search.series !== map.series) return this.stop()
      standing = { ...standing, ...change }
      store.setState({ search: { ...search, fresh: standing } })
    }
    const step = (): void => tell({ done: standing.done + 1 })
    tell({})
    try {
      const dataset = await services.data.dataset(settings)
      const rows = ids.map(id => networkOf(map, id)!)
      const answered = drawn ? await this.onDrawn(signal, rows, dataset, settings, step) : await this.onExchanged(signal, rows, dataset, settings, step)
      tell({ done: standing.total, found: figureOf(drawn ? 'drawn' : 'exchanged', asked, map, answered) })
    } catch (error) {
      if (!isAbort(error)) return tell({ fault: sentenceOf(error) })
      const { search } = store.getState()
      if (search?.fresh === standing) store.setState({ search: { ...search, fresh: null } })
    }
  }

  /** The networks themselves: made again, held against the map, and asked. */
  private async onDrawn(signal: AbortSignal, rows: readonly NetworkRow[], dataset: Dataset, settings: DatasetSettings, step: () => void): Promise<Answered> {
    const fresh = withFresh(dataset, settings)
    const requests: RevisitRequest[] = []
    const specs = new Map(rows.map(row => [row.id, specOf(row)]))
    const refused = await revisitAll(this.session, rows.map(({ id }) => id), ({ id, state }) => requests.push({ spec: specs.get(id)!, state }), signal)
    const answers: Answered['answers'] = new Map()
    await this.session.services.revisit.revisit(signal, fresh, requests, ({ id, predicted }) => {
      answers.set(id, [predicted])
      step()
    })
    // Without the best nothing can be said; without another one only nothing of it.
    if (!answers.has(rows[0].id)) throw new Error(refused.get(rows[0].id) ?? `Network ${rows[0].id} could not be made again.`)
    return { labels: labelsOf(fresh), answers }
  }

  /** Others of their settings, each with seeds of its own. */
  private async onExchanged(signal: AbortSignal, rows: readonly NetworkRow[], dataset: Dataset, settings: DatasetSettings, step: () => void): Promise<Answered> {
    const other = exchanged(dataset, settings.seed)
    const state = this.session.store.getState()
    const specs = rows.flatMap(({ hyper }, place): NetworkSpec[] =>
      hyper ? Array.from({ length: AGAIN }, (_, k) => specOfProposal({ hyper, seed: settings.seed }, AGAIN * place + k)) : [])
    const answers: Answered['answers'] = new Map(rows.map(({ id }) => [id, []]))
    let trouble: string | null = null
    await this.session.services.training.train(signal, { dataset: other, specs, device: deviceOf(state), beside: state.device === 'auto', workers: state.workers, keep: KEEP_NOTHING, begun: [] }, {
      onFinished: ({ id, probabilities }) => {
        // All that is tested on are probes.
        if (probabilities) answers.get(rows[Math.floor(id / AGAIN)].id)!.push(predictedOf(probabilities, other.classes))
        step()
      },
      onProgress: () => undefined,
      onTrouble: sentence => { trouble = sentence },
      onDevice: () => undefined,
    })
    if (answers.get(rows[0].id)!.length === 0) throw new Error(trouble ?? 'With the rows exchanged its settings diverge with every seed.')
    return { labels: labelsOf(other), answers }
  }
}

const labelsOf = ({ labels, test }: Dataset): Uint8Array => Uint8Array.from(test, row => labels[row])

function figureOf(kind: Fresh['kind'], { best, before, others }: Pick<FreshTest, 'best' | 'before' | 'others'>, map: MapView, { labels, answers }: Answered): Fresh {
  const of = (id: number, given: readonly ArrayLike<number>[], wanted: number): FreshScore | null => given.length === 0 ? null
    : { id, said: networkOf(map, id)!.outcome.testAccuracy, networks: given.length, diverged: wanted - given.length, ...scoreOn(rightOn(given, labels)) }
  const each = kind === 'drawn' ? 1 : AGAIN
  const [own, earlier] = [best, before].map(id => id === null ? [] : answers.get(id) ?? [])
  const known = others.flatMap(id => answers.get(id) ?? [])
  return {
    kind, rows: labels.length, best: of(best, own, each)!, before: before === null ? null : of(before, earlier, each),
    ahead: earlier.length === 0 ? null : aheadOn(rightOn(own, labels), rightOn(earlier, labels)),
    others: of(best, known, known.length),
  }
}
