// The counter for the vault: questions in order, finished networks in batches, and a bound on what may be waiting to be written.
import { transfer } from 'comlink'
import type { Interim, TrainedNetwork } from '../core/network.ts'
import type { Elsewhere, KeptEntry, KeptMap, KeptRoom, KeptRun, KeptSession, KeptWeights, VaultReport, VaultWorker } from '../protocol/vault.ts'
import { Crew } from './spawn.ts'

export interface VaultService {
  /** Never rejects. */
  open(): Promise<VaultReport>
  read(): Promise<KeptSession | null>
  prepare(): Promise<void>
  begin(run: KeptRun, map: KeptMap): Promise<void>
  /**
   * Takes a finished network over: checkpoints, state and probabilities are the vault's from now on. Nobody waits for it; where the disk is
   * so slow that LIMIT bytes are waiting, further networks go without these three.
   */
  put(network: TrainedNetwork): void
  interim(id: number, interim: Interim): void
  stand(map: KeptMap): Promise<void>
  end(how: 'paused' | 'stopped' | 'finished'): Promise<void>
  abandon(): Promise<void>
  /** How the map on screen is looked at: the latest word only, behind what was handed over before. */
  look(view: unknown): Promise<void>
  leave(elsewhere: Elsewhere): Promise<void>
  elsewhere(): Promise<Elsewhere | null>
  weights(id: number, session?: number): Promise<KeptWeights | null>
  /** These reject where the vault does not answer. */
  list(): Promise<KeptEntry[]>
  room(): Promise<KeptRoom>
  enter(session: number): Promise<KeptSession | null>
  peek(session: number): Promise<KeptSession | null>
  rename(session: number, name: string): Promise<void>
  remove(session: number): Promise<void>
  /** Whether the browser has promised not to clear this page's storage by itself; null where it makes no such promises. */
  persisted(): Promise<boolean | null>
  /** Asks it for the promise. */
  persist(): Promise<boolean | null>
  forget(): Promise<void>
  /** Hears that the page may be closed now: what is sent then is the last word. */
  onLeave(listener: () => void): void
  /** Hears how much is kept, and where, after everything that changes it. */
  onReport(listener: (report: VaultReport) => void): void
}

/** Bytes on their way to the disk: some 500 networks of the usual kind. */
const LIMIT = 128 * 1024 * 1024

/** Networks a transaction. */
const BATCH = 32

export function createVault(): VaultService {
  const crew = new Crew<VaultWorker>(
    () => new Worker(new URL('../../workers/vault.worker.ts', import.meta.url), { type: 'module', name: 'vault' }),
    { loading: 30_000, working: 60_000 },
  )
  let told: (report: VaultReport) => void = () => undefined
  let last: Promise<unknown> = Promise.resolve()
  const waiting: TrainedNetwork[] = []
  let interims = new Map<number, Interim>()
  /** Counts runs begun and ended: interims that wait belong to the one that stood when they came. */
  let era = 0
  let backlog = 0
  let heldBack = 0
  let putting = false
  /** Networks given to the vault so far, and those of them that it answered for. */
  let handed = 0
  let written = 0

  const inTurn = <R>(question: () => Promise<R>): Promise<R> => {
    const turn = last.then(question)
    last = turn.catch(() => undefined)
    return turn
  }
  const tell = (report: VaultReport): VaultReport => {
    const slow = heldBack > 0 ? `The disk is slower than the training: of ${heldBack} networks no weights were kept.` : null
    told({ ...report, why: report.why ?? slow })
    return report
  }
  /** What cannot be kept is no reason to stop: the worker says what it could not do, and one that died is begun again. */
  const quietly = async (question: () => Promise<VaultReport>): Promise<void> => {
    await inTurn(question).then(tell, error => told({ state: 'memory', why: `Networks are not being kept in the browser: ${error instanceof Error ? error.message : String(error)}`, networks: 0, session: null, sessions: 0 }))
  }

  async function putAll(): Promise<void> {
    putting = true
    while (waiting.length > 0 || interims.size > 0) {
      const batch = waiting.splice(0, BATCH)
      const bytes = batch.reduce((sum, network) => sum + bytesOf(network), 0)
      if (batch.length) await quietly(() => crew.ask(null, api => api.put(transfer(batch, batch.flatMap(heavyBuffers)))))
      backlog -= bytes
      written += batch.length
      const [ways, theirs] = [interims, era]
      interims = new Map()
      for (const [id, interim] of ways) if (era === theirs && !batch.some(network => network.id === id)) await quietly(() => crew.ask(null, api => api.interim(id, interim)))
    }
    putting = false
  }
  /** Another run has begun, or this one is over: its networks on the way are nobody's any more. */
  const turnOver = (): void => {
    era++
    interims = new Map()
  }
  const flush = (): void => { if (!putting) void putAll() }
  /** Behind every network that was handed over before, however many follow. */
  const settled = async (): Promise<void> => {
    const mark = handed
    while (written < mark) await last
  }

  return {
    open: () => inTurn(() => crew.ask(null, api => api.open()))
      .catch((error): VaultReport => ({ state: 'memory', why: `Networks are not being kept in the browser: ${error instanceof Error ? error.message : String(error)}`, networks: 0, session: null, sessions: 0 }))
      .then(tell),
    read: () => inTurn(() => crew.ask(null, api => api.read())),
    prepare: async () => {
      turnOver()
      await settled()
      heldBack = 0
      await quietly(() => crew.ask(null, api => api.prepare()))
    },
    begin: async (run, map) => {
      turnOver()
      await settled()
      await quietly(() => crew.ask(null, api => api.begin(run, map)))
    },
    put(network) {
      const slow = backlog > LIMIT
      if (slow) heldBack++
      const taken = apart(slow ? { ...network, checkpoints: null, state: null, probabilities: null } : network)
      backlog += bytesOf(taken)
      interims.delete(network.id)
      waiting.push(taken)
      handed++
      flush()
    },
    interim(id, interim) {
      interims.set(id, interim)
      flush()
    },
    stand: async map => {
      await settled()
      await quietly(() => crew.ask(null, api => api.stand(map)))
    },
    end: async how => {
      turnOver()
      await settled()
      await quietly(() => crew.ask(null, api => api.end(how)))
    },
    abandon: async () => {
      turnOver()
      await settled()
      await quietly(() => crew.ask(null, api => api.abandon()))
    },
    look: view => quietly(() => crew.ask(null, api => api.look(view))),
    leave: async elsewhere => {
      turnOver()
      await settled()
      await quietly(() => crew.ask(null, api => api.leave(elsewhere)))
    },
    elsewhere: () => inTurn(() => crew.ask(null, api => api.elsewhere())),
    weights: async (id, session) => {
      await settled()
      return inTurn(() => crew.ask(null, api => api.weights(id, session)))
    },
    list: async () => {
      await settled()
      return inTurn(() => crew.ask(null, api => api.list()))
    },
    room: () => inTurn(() => crew.ask(null, api => api.room())),
    enter: async session => {
      turnOver()
      await settled()
      return inTurn(async () => {
        const found = await crew.ask(null, api => api.enter(session))
        tell(await crew.ask(null, api => api.report()))
        return found
      })
    },
    peek: async session => {
      await settled()
      return inTurn(() => crew.ask(null, api => api.peek(session)))
    },
    rename: async (session, name) => { tell(await inTurn(() => crew.ask(null, api => api.rename(session, name)))) },
    remove: async session => {
      await settled()
      tell(await inTurn(() => crew.ask(null, api => api.remove(session))))
    },
    persisted: async () => await storage()?.persisted().catch(() => null) ?? null,
    persist: async () => await storage()?.persist().catch(() => null) ?? null,
    forget: async () => {
      turnOver()
      await settled()
      await quietly(() => crew.ask(null, api => api.forget()))
    },
    onLeave: listener => {
      window.addEventListener('pagehide', listener)
      document.addEventListener('visibilitychange', () => { if (document.hidden) listener() })
    },
    onReport: listener => { told = listener },
  }
}

/** Not where the page came over a line that anybody can read, nor in an old browser. */
const storage = (): StorageManager | null => 'storage' in navigator && 'persist' in navigator.storage ? navigator.storage : null

/** The arrays that the page has no use for. */
function heavyArrays({ checkpoints, state, probabilities }: TrainedNetwork): Float32Array[] {
  const arrays = [checkpoints?.probabilities, checkpoints?.activations, checkpoints?.train, state?.weights, state?.first, state?.second, probabilities]
  return arrays.filter(array => array instanceof Float32Array)
}

/** Each buffer once, for arrays may lie in one, and none that the page still reads from. */
function heavyBuffers(network: TrainedNetwork): ArrayBuffer[] {
  const buffers = new Set(heavyArrays(network).map(array => array.buffer as ArrayBuffer))
  for (const array of [network.curve, network.confusion, network.activations?.values]) buffers.delete(array?.buffer as ArrayBuffer)
  return [...buffers]
}

/** Arrays with buffers of their own: of one that is a window on a larger buffer, all of that would be sent and stored. */
function apart(network: TrainedNetwork): TrainedNetwork {
  const { checkpoints, state, activations, probabilities } = network
  return {
    ...network,
    curve: own(network.curve),
    confusion: own(network.confusion),
    activations: activations && { ...activations, values: own(activations.values) },
    probabilities: own(probabilities),
    checkpoints: checkpoints && {
      steps: own(checkpoints.steps), probabilities: own(checkpoints.probabilities), activations: own(checkpoints.activations), train: own(checkpoints.train),
    },
    state: state && { weights: own(state.weights), first: own(state.first), second: own(state.second) },
  }
}

const own = <T extends Float32Array | Int32Array | Uint32Array | null>(array: T): T => !array || array.byteLength === array.buffer.byteLength ? array : array.slice() as T

const bytesOf = (network: TrainedNetwork): number => heavyArrays(network).reduce((sum, array) => sum + array.byteLength, network.activations?.values.byteLength ?? 0)
