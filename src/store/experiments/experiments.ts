// The room of experiments: trains what a card needs beside the map on screen, measures it, and states what came of it.
import { knownSize } from '../../core/data/size.ts'
import { KEEP_NOTHING } from '../../core/network.ts'
import { workOf } from '../../core/training/work.ts'
import { linkText } from '../../formats/link-text.ts'
import { aborted, isAbort } from '../../services/spawn.ts'
import { speedOf, workersAtOnce, workersOf } from '../engines.ts'
import { sentenceOf } from '../run-context.ts'
import type { Session } from '../session.ts'
import { experimentRecord } from '../sharing/view-experiment.ts'
import { asMap } from './as-map.ts'
import type { DecayPoint, ExperimentName, ExperimentPart, ExperimentRun, Experiments, ExperimentsRoom, PopulationRun, RunsName, SearchRun } from './experiments-state.ts'
import { NO_EXPERIMENTS } from './experiments-state.ts'
import { findingsOf } from './findings.ts'
import { gradedOn, poolSpecs, poolTask, taskSize } from './grade-search.ts'
import { measuredPart, stressOf } from './measure-part.ts'
import { publishedFrom } from './published.ts'
import type { PartPlan } from './recipes.ts'
import { plansOf, specsOf, teacherPart } from './recipes.ts'
import { searchFindings } from './search-findings.ts'
import { KEEP, trainPart } from './train-part.ts'

/** Of a part's work, about: what is left is measuring. */
const TRAINING = 0.85
/** What all searches of a card cost, in multiply-adds or as much as them: measured beside trainings, and about the same whatever the pool. */
const SEARCHING = 2.5e11

/** What a card does: says what has changed, and the share of its work that is done. */
type Work<Run> = (signal: AbortSignal, tell: (change: Partial<Run>) => void, reached: (share: number) => void) => Promise<void>

export function roomOf(session: Session): ExperimentsRoom {
  const { store, services } = session
  let stopper: AbortController | null = null

  const known = (): Experiments => store.getState().experiments ?? NO_EXPERIMENTS
  const set = (change: (before: Experiments) => Partial<Experiments>): void =>
    store.setState(({ experiments }) => ({ experiments: { ...experiments ?? NO_EXPERIMENTS, ...change(experiments ?? NO_EXPERIMENTS) } }))

  /** Whatever was under way ends; its words are up to whoever began it. */
  function begin(): AbortController {
    stopper?.abort()
    return stopper = new AbortController()
  }

  function addPoint(point: DecayPoint): void {
    set(({ curve }) => ({ curve: [...curve.filter(({ decay }) => decay !== point.decay), point].sort((a, b) => a.decay - b.decay) }))
  }

  /** A card at work: what it says is heard as long as no other one has begun, and what stood there before stays where it is stopped. */
  async function carriedOut<Run extends ExperimentRun>(first: Run, work: Work<Run>): Promise<void> {
    const own = begin()
    const { name } = first
    const before = known().runs[name] ?? null
    const began = services.now()
    let run = first
    const put = (one: ExperimentRun): void => set(({ runs }) => ({ runs: { ...runs, [name]: one } }))
    const tell = (change: Partial<Run>): void => {
      if (stopper !== own) return
      run = { ...run, ...change }
      put(run)
    }
    const seconds = (): number => (services.now() - began) / 1000
    tell({})
    try {
      await work(own.signal, tell, share => tell({ share, secondsLeft: share > 0.02 ? seconds() * (1 - share) / share : null } as Partial<Run>))
      tell({ phase: 'done', share: 1, secondsLeft: null, seconds: seconds() } as Partial<Run>)
    } catch (error) {
      if (!isAbort(error)) tell({ phase: 'failed', fault: sentenceOf(error) } as Partial<Run>)
      else if (before?.phase === 'done') put(before)
      else put({ ...run, phase: 'stopped', secondsLeft: null })
    } finally {
      if (stopper === own) {
        stopper = null
        void services.experiment.close()
      }
    }
  }

  const beginning = (total: number) => ({
    phase: 'training', done: 0, total, share: 0, secondsLeft: null, seconds: null, workers: workersOf(store.getState()), findings: null, fault: null,
  } as const)

  function compareRuns(name: RunsName): Promise<void> {
    const decay = name === 'sloppy' ? known().decay : null
    const plans = plansOf(name, decay ?? 0)
    const specs = plans.map(specsOf)
    const works = plans.map((plan, k) => workIn(plan, specs[k]))
    const all = sum(works)
    const first: PopulationRun = { ...beginning(sum(specs.map(list => list.length))), name, decay, parts: [] }
    return carriedOut(first, async (signal, tell, reached) => {
      const parts: ExperimentPart[] = []
      let [earlier, finished] = [0, 0]
      for (const [k, plan] of plans.entries()) {
        const dataset = await services.data.dataset(plan.dataset)
        if (signal.aborted) throw aborted()
        const within = (share: number): void => reached((earlier + share * works[k]) / all)
        const networks = await trainPart(session, signal, dataset, specs[k], store.getState().workers, (done, share, workers) => {
          tell({ phase: 'training', done: finished + done, workers })
          within(TRAINING * share)
        })
        if (signal.aborted) throw aborted()
        tell({ phase: 'measuring' })
        const part = await measuredPart(session, signal, plan, dataset, networks, share => within(TRAINING + (1 - TRAINING) * share))
        if (signal.aborted) throw aborted()
        parts.push(part)
        if (plan.dataset.id === 'teacher') addPoint({ decay: plan.dataset.decay, stress: part.stress, nullStress: part.nullStress, accuracy: part.accuracy, networks: part.rows.length })
        earlier += works[k]
        finished += networks.length
        tell({ parts: [...parts] })
      }
      tell({ findings: findingsOf(name, parts) })
    })
  }

  function gradeSearches(): Promise<void> {
    const { pool } = known()
    const task = poolTask(pool)
    const making = sum(worksOf('search', known())[0])
    const share = making / (making + SEARCHING)
    const first: SearchRun = { ...beginning(task.prior.count), name: 'search', pool, grades: null }
    return carriedOut(first, async (signal, tell, reached) => {
      const grades = await gradedOn(session, signal, task, store.getState().workers, (done, trained, workers) => {
        tell({ done, workers })
        reached(share * trained)
      }, searched => {
        tell({ phase: 'measuring' })
        reached(share + (1 - share) * searched)
      })
      tell({ grades, findings: searchFindings(grades) })
    })
  }

  const run = (name: ExperimentName): Promise<void> => name === 'search' ? gradeSearches() : compareRuns(name)

  async function tryDecay(): Promise<void> {
    const { decay, curve } = known()
    if (curve.some(point => point.decay === decay)) return
    const own = begin()
    const mine = (): boolean => stopper === own
    set(() => ({ trying: { decay, share: 0 } }))
    try {
      const plan = teacherPart(decay)
      const dataset = await services.data.dataset(plan.dataset)
      // Somebody sits and waits for these few seconds: the core that is left to the page otherwise helps, too.
      const { workers, engines } = store.getState()
      const crew = workers ?? engines.usualWorkers + 1
      const hear = (share: number): void => { if (mine()) set(() => ({ trying: { decay, share: TRAINING * share } })) }
      const networks = await trainPart(session, own.signal, dataset, specsOf(plan), crew, (_, share) => hear(share))
      if (!mine()) return
      const found = await stressOf(session, own.signal, dataset, networks)
      if (mine()) addPoint({ decay, ...found })
    } catch (error) {
      if (!isAbort(error)) session.notify('warn', `c = ${decay} could not be tried. ${sentenceOf(error)}`)
    } finally {
      if (mine()) {
        stopper = null
        set(() => ({ trying: null }))
        void services.experiment.close()
      }
    }
  }

  return {
    run: async name => {
      set(() => ({ trying: null }))
      await run(name)
    },
    stop() {
      stopper?.abort()
      set(() => ({ trying: null }))
    },
    setDecay: decay => set(() => ({ decay })),
    tryDecay,

    setPool: change => set(({ pool }) => ({ pool: { ...pool, ...change } })),

    async askPublished() {
      if (known().published) return
      const published = publishedFrom(await services.search.published().catch(() => null))
      if (published) set(() => ({ published }))
    },

    estimate(name) {
      const state = store.getState()
      const speed = speedOf(state, 'cpu')
      const parts = worksOf(name, known())
      const networks = sum(parts.map(works => works.length))
      if (!speed) return { networks, seconds: null }
      // A network is never shared out: the last worker is done when the longest is.
      const seconds = sum(parts.map(works => Math.max(sum(works) / speed, Math.max(...works) * workersAtOnce(state) / speed)))
      return { networks, seconds: name === 'search' ? seconds + SEARCHING / speed : seconds / TRAINING }
    },

    link(name) {
      const page = services.page.address().replace(/#.*$/s, '')
      return `${page}#${linkText({ map: services.maps.first, view: { experiment: experimentRecord(name, known()) } })}`
    },

    openAsMap: (name, part = 0) => asMap(session, plansOf(name, known().runs[name]?.decay ?? known().decay)[part]),
  }
}

/** Multiply-adds of each network, part by part. */
function worksOf(name: ExperimentName, { decay, pool }: Experiments): number[][] {
  if (name !== 'search') return plansOf(name, decay).map(plan => specsOf(plan).map(spec => workOf(spec, knownSize(plan.dataset), KEEP)))
  const task = poolTask(pool)
  const size = taskSize(task)
  return [poolSpecs(task).map(spec => workOf(spec, size, KEEP_NOTHING))]
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

const workIn = ({ dataset }: PartPlan, specs: ReturnType<typeof specsOf>): number => sum(specs.map(spec => workOf(spec, knownSize(dataset), KEEP)))
