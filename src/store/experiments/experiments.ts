// The room of experiments: trains what a card needs beside the map on screen, measures it, and states what came of it.
import { knownSize } from '../../core/data/size.ts'
import { workOf } from '../../core/training/work.ts'
import { linkText } from '../../formats/link-text.ts'
import { aborted, isAbort } from '../../services/spawn.ts'
import { speedOf, workersAtOnce, workersOf } from '../engines.ts'
import { sentenceOf } from '../run-context.ts'
import type { Session } from '../session.ts'
import { experimentRecord } from '../sharing/view-experiment.ts'
import { asMap } from './as-map.ts'
import type { DecayPoint, ExperimentName, ExperimentPart, ExperimentRun, Experiments, ExperimentsRoom } from './experiments-state.ts'
import { NO_EXPERIMENTS } from './experiments-state.ts'
import { findingsOf } from './findings.ts'
import { measuredPart, stressOf } from './measure-part.ts'
import type { PartPlan } from './recipes.ts'
import { plansOf, specsOf, teacherPart } from './recipes.ts'
import { KEEP, trainPart } from './train-part.ts'

/** Of a part's work, about: what is left is measuring. */
const TRAINING = 0.85

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

  async function run(name: ExperimentName): Promise<void> {
    const own = begin()
    const before = known().runs[name] ?? null
    const decay = name === 'sloppy' ? known().decay : null
    const plans = plansOf(name, decay ?? 0)
    const specs = plans.map(specsOf)
    const total = specs.reduce((sum, list) => sum + list.length, 0)
    const began = services.now()
    let run: ExperimentRun = {
      name, decay, phase: 'training', done: 0, total, share: 0, secondsLeft: null, seconds: null, workers: workersOf(store.getState()), parts: [], findings: null, fault: null,
    }
    const tell = (change: Partial<ExperimentRun>): void => {
      if (stopper !== own) return
      run = { ...run, ...change }
      set(({ runs }) => ({ runs: { ...runs, [name]: run } }))
    }
    tell({})
    const works = plans.map((plan, k) => workIn(plan, specs[k]))
    const all = works.reduce((sum, work) => sum + work, 0)
    const parts: ExperimentPart[] = []
    let earlier = 0
    try {
      for (const [k, plan] of plans.entries()) {
        const dataset = await services.data.dataset(plan.dataset)
        if (own.signal.aborted) throw aborted()
        const finished = run.done
        const reached = (share: number): void => {
          const whole = (earlier + share * works[k]) / all
          tell({ share: whole, secondsLeft: whole > 0.02 ? (services.now() - began) / 1000 * (1 - whole) / whole : null })
        }
        const networks = await trainPart(session, own.signal, dataset, specs[k], store.getState().workers, (done, share, workers) => {
          tell({ phase: 'training', done: finished + done, workers })
          reached(TRAINING * share)
        })
        if (own.signal.aborted) throw aborted()
        tell({ phase: 'measuring' })
        const part = await measuredPart(session, own.signal, plan, dataset, networks, share => reached(TRAINING + (1 - TRAINING) * share))
        if (own.signal.aborted) throw aborted()
        parts.push(part)
        if (plan.dataset.id === 'teacher') addPoint({ decay: plan.dataset.decay, stress: part.stress, nullStress: part.nullStress, accuracy: part.accuracy, networks: part.rows.length })
        earlier += works[k]
        tell({ parts: [...parts] })
      }
      tell({ phase: 'done', share: 1, secondsLeft: null, seconds: (services.now() - began) / 1000, findings: findingsOf(name, parts) })
    } catch (error) {
      if (!isAbort(error)) tell({ phase: 'failed', fault: sentenceOf(error) })
      else if (before?.phase === 'done') set(({ runs }) => ({ runs: { ...runs, [name]: before } }))
      else set(({ runs }) => ({ runs: { ...runs, [name]: { ...run, phase: 'stopped', secondsLeft: null } } }))
    } finally {
      if (stopper === own) {
        stopper = null
        void services.experiment.close()
      }
    }
  }

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

    estimate(name) {
      const state = store.getState()
      const speed = speedOf(state, 'cpu')
      const parts = plansOf(name, known().decay).map(plan => specsOf(plan).map(spec => workOf(spec, knownSize(plan.dataset), KEEP)))
      const networks = parts.reduce((sum, works) => sum + works.length, 0)
      if (!speed) return { networks, seconds: null }
      // A network is never shared out: the last worker is done when the longest is.
      const seconds = parts.map(works => Math.max(works.reduce((sum, work) => sum + work, 0) / speed, Math.max(...works) * workersAtOnce(state) / speed))
      return { networks, seconds: seconds.reduce((sum, one) => sum + one, 0) / TRAINING }
    },

    link(name) {
      const page = services.page.address().replace(/#.*$/s, '')
      return `${page}#${linkText({ map: services.maps.first, view: { experiment: experimentRecord(name, known().decay) } })}`
    },

    openAsMap: (name, part = 0) => asMap(session, plansOf(name, known().runs[name]?.decay ?? known().decay)[part]),
  }
}

const workIn = ({ dataset }: PartPlan, specs: ReturnType<typeof specsOf>): number => specs.reduce((sum, spec) => sum + workOf(spec, knownSize(dataset), KEEP), 0)
