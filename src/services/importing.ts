// The counter for saved models: reads strangers' files in a worker that is ended when it takes too long, and opens them again for the next question.
import type { Remote } from 'comlink'
import { transfer } from 'comlink'
import type { ProbeSet } from '../core/graph/input-scale.ts'
import { shownName } from '../formats/base-name.ts'
import type { Chain } from '../formats/chain/chain.ts'
import type { DroppedFile, Wanted } from '../formats/dropped.ts'
import type { ModelCard } from '../formats/model-card.ts'
import type { StoredTensor } from '../formats/saved-model.ts'
import type { FirstWeights } from '../protocol/first-weights.ts'
import type { Evidence, HowToRun, ImportWorker, ModelRun, OpenedCard } from '../protocol/importing.ts'
import { oneByOne } from './importing-alone.ts'
import type { BroughtBlob } from './importing-size.ts'
import { withinBounds } from './importing-size.ts'
import { aborted, Crew, isAbort } from './spawn.ts'

export interface ImportingService {
  /** Handles in the answer are this service's own, and hold although a worker ends. */
  open(signal: AbortSignal | null, files: readonly BroughtBlob[], wanted: Wanted): Promise<OpenedCard[]>
  weigh(signal: AbortSignal | null, handle: number, chains: Chain[] | null, probes: ProbeSet): Promise<Evidence>
  run(signal: AbortSignal | null, handle: number, how: HowToRun, probes: ProbeSet): Promise<ModelRun>
  /** What it answers, on any number of rows; without layers. */
  answers(signal: AbortSignal | null, handle: number, how: HowToRun, probes: ProbeSet): Promise<ModelRun>
  first(handle: number, chain: Chain | null): Promise<FirstWeights | null>
  cardWith(handle: number, chain: Chain): Promise<ModelCard>
  tensor(handle: number, name: string): Promise<StoredTensor>
  close(handle: number): void
}

/** Longest time (ms) that reading may take, and that running may; then the worker is ended. Fetching the worker is not counted. */
export const BOUNDS = { reading: 20_000, running: 120_000 } as const

/** A model by this service's handle: the files that it came from, and where it is open. */
interface Known {
  name: string
  /** The whole drop, and which of its answers this is. */
  files: readonly BroughtBlob[]
  wanted: Wanted
  own: readonly string[]
  /** Where it is open: which worker, under which handle there. */
  open: { by: number, handle: number } | null
}

export function createImporting(): ImportingService {
  const crew = new Crew<ImportWorker>(
    () => new Worker(new URL('../../workers/import.worker.ts', import.meta.url), { type: 'module', name: 'import' }),
    { loading: 60_000, working: Math.max(...Object.values(BOUNDS)) + 30_000 },
  )
  const known = new Map<number, Known>()
  let handles = 0
  let last: Promise<unknown> = Promise.resolve()

  /** One question at a time: whoever ends the worker ends no other's question. */
  function inTurn<R>(question: () => Promise<R>): Promise<R> {
    const turn = last.then(question)
    last = turn.catch(() => undefined)
    return turn
  }

  /** Ends the worker after a time, after a failure, and where the signal says so. `what`: “big.onnx takes too long to read”. */
  async function bounded<R>(signal: AbortSignal | null, bound: number, what: string, question: (api: Remote<ImportWorker>) => Promise<R>): Promise<R> {
    await crew.ask(signal, api => api.beat()) // it is there; from now on time counts
    let late = false
    const timer = window.setTimeout(() => {
      late = true
      crew.dismiss()
    }, bound)
    try {
      return await crew.ask(signal, question)
    } catch (error) {
      if (late) throw new Stopped(`${what}; stopped after ${Math.round(bound / 1000)} s. Nothing of it is used.`)
      if (signal?.aborted) throw aborted()
      if (error instanceof Error && error.name === 'FormatError') throw error // an answer, not a failure
      crew.dismiss()
      if (isAbort(error)) throw error
      throw new Stopped(`${what.replace(/ takes too long .*$/, '')} needs more memory than there is, or cannot be worked on here. Nothing of it is used.`)
    } finally {
      window.clearTimeout(timer)
    }
  }

  /** In one question to one worker. */
  async function ask(signal: AbortSignal | null, files: readonly BroughtBlob[], wanted: Wanted): Promise<OpenedCard[]> {
    const dropped = await Promise.all(files.map(async ({ path, file }): Promise<DroppedFile> => ({ path, bytes: new Uint8Array(await file.arrayBuffer()) })))
    const buffers = dropped.map(({ bytes }) => bytes.buffer as ArrayBuffer)
    const [{ path }] = files
    const what = `${shownName(path)}${files.length > 1 ? ` (with ${files.length - 1} more)` : ''} takes too long to read`
    return bounded(signal, BOUNDS.reading, what, api => api.open(transfer(dropped, buffers), wanted)) // handed over: not held twice
  }

  function own(files: readonly BroughtBlob[], wanted: Wanted, cards: readonly OpenedCard[]): OpenedCard[] {
    return cards.map(card => {
      if (card.kind !== 'model') return card
      known.set(++handles, { name: shownName(card.files[0]), files, wanted, own: card.files, open: { by: crew.begun, handle: card.handle } })
      return { ...card, handle: handles }
    })
  }

  /** The worker's own handle; the files are opened again where the worker that had them is gone. */
  async function standing(signal: AbortSignal | null, handle: number): Promise<{ name: string, at: number }> {
    const model = known.get(handle)
    if (!model) throw new Stopped('This file is not open any more: drop it again.')
    if (!model.open || model.open.by !== crew.begun || !crew.alive) {
      const needed = model.files.filter(({ path }) => model.own.includes(path))
      const files = needed.length === model.own.length ? needed : model.files // names within an archive are none of the drop's
      const cards = await ask(signal, files, model.wanted)
      const again = cards.find(card => card.kind === 'model' && card.files.join('\n') === model.own.join('\n'))
      if (again?.kind !== 'model') throw new Stopped(`${model.name} cannot be read again: it changed, or is gone from the disk. Drop it again.`)
      for (const card of cards) if (card.kind === 'model' && card !== again) void crew.ask(null, api => api.close(card.handle)).catch(() => undefined)
      model.open = { by: crew.begun, handle: again.handle }
    }
    return { name: model.name, at: model.open.handle }
  }

  const about = <R>(signal: AbortSignal | null, handle: number, bound: keyof typeof BOUNDS, question: (api: Remote<ImportWorker>, at: number) => Promise<R>): Promise<R> =>
    inTurn(async () => {
      const { name, at } = await standing(signal, handle)
      return bounded(signal, BOUNDS[bound], `${name} takes too long to ${bound === 'reading' ? 'read' : 'run'}`, api => question(api, at))
    })

  return {
    open: (signal, files, wanted) => inTurn(async () => {
      const { within: wished, refused } = withinBounds(files)
      const gone = await goneFrom(wished)
      const within = wished.filter(one => !gone.has(one))
      for (const one of gone) refused.push(...failed(null, [one]))
      if (within.length === 0) return refused
      const before = handles
      try {
        const cards = await ask(signal, within, wanted).then(found => own(within, wanted, found), async (error: unknown) => {
          if (signal?.aborted || within.length === 1) return failed(error, within)
          return oneByOne(within, async some => own(some, wanted, await ask(signal, some, wanted)), failed)
        })
        // What was read alone first, and then with the others, is known under its last handle.
        const kept = new Set(cards.map(card => card.kind === 'model' ? card.handle : 0))
        for (let handle = before + 1; handle <= handles; handle++) if (!kept.has(handle)) known.delete(handle)
        return [...cards, ...refused]
      } finally {
        if (known.size === 0) crew.dismiss() // its memory is free
      }
    }),
    weigh: (signal, handle, chains, probes) => about(signal, handle, 'running', (api, at) => api.weigh(at, chains, probes)),
    run: (signal, handle, how, probes) => about(signal, handle, 'running', (api, at) => api.run(at, how, probes)),
    answers: (signal, handle, how, probes) => about(signal, handle, 'running', (api, at) => api.answers(at, how, probes)),
    first: (handle, chain) => about(null, handle, 'reading', (api, at) => api.first(at, chain)),
    cardWith: (handle, chain) => about(null, handle, 'reading', (api, at) => api.cardWith(at, chain)),
    tensor: (handle, name) => about(null, handle, 'reading', (api, at) => api.tensor(at, name)),
    close: handle => {
      const model = known.get(handle)
      known.delete(handle)
      const { open } = model ?? {}
      if (open && open.by === crew.begun && crew.alive) void crew.ask(null, api => api.close(open.handle)).catch(() => undefined)
      if (known.size === 0) void inTurn(async () => { if (known.size === 0) crew.dismiss() }) // its memory is free
    },
  }
}

/** Those that cannot be read from the disk any more, told by their first bytes: nobody else's reading is begun anew for them. */
async function goneFrom(files: readonly BroughtBlob[]): Promise<Set<BroughtBlob>> {
  const there = await Promise.all(files.map(({ file }) => file.slice(0, 1).arrayBuffer().then(() => true, () => false)))
  return new Set(files.filter((_, at) => !there[at]))
}

/** A question that came to nothing, in one sentence. */
class Stopped extends Error {
  override name = 'FormatError'
}

/** What is said of files whose reading failed; an abort is passed on. */
function failed(error: unknown, files: readonly BroughtBlob[]): OpenedCard[] {
  if (isAbort(error)) throw error
  const name = shownName(files[0].path)
  const why = error instanceof Error && error.name === 'FormatError' ? error.message : `${name} cannot be read from the disk. Drop it again.`
  return [{ kind: 'refused', files: files.map(({ path }) => path), bytes: files.reduce((sum, { file }) => sum + file.size, 0), seems: null, why }]
}
