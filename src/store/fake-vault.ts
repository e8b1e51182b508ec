// A vault that outlives its page, for tests: what one visit puts in, the next finds. It copies as a worker's messages do.
import type { TrainedNetwork } from '../core/network.ts'
import { KEEP_NOTHING } from '../core/network.ts'
import { DEFAULT_RECIPE } from '../core/recipe.ts'
import type { Elsewhere, KeptEntry, KeptNetwork, KeptRun, KeptSession, KeptWeights, RoomMade, VaultReport } from '../protocol/vault.ts'
import type { VaultService } from '../services/vault.ts'

interface Kept { name: string | null, created: number, changed: number, session: KeptSession, weights: Map<number, KeptWeights> }

/** What outlives a page. */
interface Within { sessions: Map<number, Kept>, here: number | null, before: number | null, elsewhere: Elsewhere | null }

export interface FakeVault extends VaultService {
  /** The one on screen. */
  readonly session: KeptSession | null
  readonly weightsOf: Map<number, KeptWeights>
  readonly within: Within
  /** Why there is no storage: set before a visit, or in the middle of one. */
  denied: string | null
  /** What the next session's first network makes of the others. */
  roomMade: RoomMade | null
  /** What the browser answers when it is asked to keep the storage. */
  promise: boolean | null
  /** What was asked, in order. */
  readonly asked: string[]
  /** Closes the page: whatever it still sends is lost. Returns what the next visit finds. */
  nextVisit(): FakeVault
}

/** A session that counts for nothing yet. */
const UNBORN: KeptRun = { kind: 'new', specs: [], recipe: DEFAULT_RECIPE, keep: KEEP_NOTHING, state: 'finished' }

const NOTHING: Within = { sessions: new Map(), here: null, before: null, elsewhere: null }

export function fakeVault(found: Within = NOTHING): FakeVault {
  let told: (report: VaultReport) => void = () => undefined
  let closed = false
  const leaving: (() => void)[] = []
  let clock = 1_700_000_000_000
  const within = structuredClone(found)
  const here = (): Kept | null => within.here === null ? null : within.sessions.get(within.here) ?? null
  const filled = (): [number, Kept][] => [...within.sessions].filter(([, { session }]) => session.networks.length > 0)
  const report = (): VaultReport => ({ state: vault.denied ? 'memory' : 'kept', why: vault.denied, networks: here()?.session.networks.length ?? 0, session: within.here, sessions: filled().length })
  const asked: string[] = []
  const change = async (question: string, work: (kept: Kept) => void): Promise<void> => {
    if (closed) return
    asked.push(question)
    const kept = here()
    if (kept) {
      work(kept)
      kept.changed = ++clock
    }
    tell()
  }
  const tell = (): void => {
    const room = vault.roomMade
    vault.roomMade = null
    told(room ? { ...report(), room } : report())
  }
  const move = async (question: string, work: () => void): Promise<void> => {
    if (closed) return
    asked.push(question)
    work()
    tell()
  }
  const entryOf = ([id, { name, created, changed, session: { run, networks, standing } }]: [number, Kept]): KeptEntry => ({
    id, name, created, changed, networks: networks.length, dataset: standing?.manifest.datasetTitle ?? '', bytes: 1000 * networks.length, here: id === within.here, going: false,
    left: run.state === 'running' || run.state === 'paused' ? run.specs.filter(spec => !networks.some(network => network.id === spec.id)).length : 0,
  })
  const vault: FakeVault = {
    get session() { return here()?.session ?? null },
    get weightsOf() { return here()?.weights ?? new Map<number, KeptWeights>() },
    within,
    denied: null,
    roomMade: null,
    promise: true,
    asked,
    nextVisit() {
      closed = true
      for (const listener of leaving) listener()
      return fakeVault(vault.denied ? NOTHING : within)
    },
    open: async () => {
      told(report())
      return report()
    },
    read: async () => structuredClone(vault.session),
    prepare: () => move('prepare', () => {
      const empty = here()?.session.networks.length === 0
      if (empty) within.sessions.delete(within.here!)
      else within.before = within.here
      within.here = 1 + Math.max(0, ...within.sessions.keys())
      const session: KeptSession = { run: UNBORN, standing: null, distances: null, measures: null, networks: [], interims: [] }
      within.sessions.set(within.here, { name: null, created: ++clock, changed: clock, session, weights: new Map() })
    }),
    begin: (run, map) => change(`begin ${run.kind} ${run.specs.length}`, kept => { kept.session = { ...kept.session, run: structuredClone(run), ...structuredClone(map) } }),
    put: network => void change(`put ${network.id}`, ({ session: kept, weights }) => {
      const { checkpoints, state, probabilities, ...light } = structuredClone<TrainedNetwork>(network)
      kept.networks = [...kept.networks.filter(({ id }) => id !== network.id), light satisfies KeptNetwork].sort((a, b) => a.id - b.id)
      kept.interims = kept.interims.filter(({ id }) => id !== network.id)
      if (checkpoints || state || probabilities) weights.set(network.id, { checkpoints, state, probabilities })
      within.elsewhere = null
    }),
    interim: (id, interim) => void change(`interim ${id}`, ({ session }) => { session.interims = [...session.interims.filter(kept => kept.id !== id), structuredClone({ id, interim })] }),
    stand: map => change('stand', kept => { kept.session = { ...kept.session, ...structuredClone(map) } }),
    end: how => change(`end ${how}`, ({ session }) => { session.run = { ...session.run, state: how } }),
    abandon: () => move('abandon', () => {
      if (within.here !== null && here()?.session.networks.length === 0) within.sessions.delete(within.here)
      within.here = within.before
    }),
    look: view => move('look', () => {
      const kept = here()
      if (kept) kept.session.view = structuredClone(view)
      else if (within.elsewhere) within.elsewhere = { ...within.elsewhere, view: structuredClone(view) }
    }),
    leave: elsewhere => move(`leave for ${elsewhere.map}`, () => {
      within.here = within.before = null
      within.elsewhere = structuredClone(elsewhere)
    }),
    elsewhere: async () => within.here === null ? structuredClone(within.elsewhere) : null,
    weights: async (id, session) => structuredClone((session === undefined ? here() : within.sessions.get(session))?.weights.get(id) ?? null),
    list: async () => filled().map(entryOf).sort((a, b) => b.changed - a.changed),
    room: async () => ({ allowed: 1_000_000, sessions: filled().length }),
    enter: async session => {
      if (!within.sessions.has(session)) return null
      await move(`enter ${session}`, () => { within.here = session })
      return structuredClone(vault.session)
    },
    peek: async session => structuredClone(within.sessions.get(session)?.session ?? null),
    rename: (session, name) => move(`rename ${session}`, () => { within.sessions.get(session)!.name = name.trim() || null }),
    remove: session => move(`remove ${session}`, () => {
      within.sessions.delete(session)
      if (within.here === session) within.here = null
    }),
    persisted: async () => false,
    persist: async () => vault.promise,
    forget: () => move('forget', () => {
      within.sessions.clear()
      within.here = within.before = within.elsewhere = null
    }),
    onLeave: listener => { leaving.push(listener) },
    onReport: listener => { told = listener },
  }
  return vault
}
