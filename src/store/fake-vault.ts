// A vault that outlives its page, for tests: what one visit puts in, the next finds. It copies as a worker's messages do.
import type { TrainedNetwork } from '../core/network.ts'
import { KEEP_NOTHING } from '../core/network.ts'
import { DEFAULT_RECIPE } from '../core/population.ts'
import type { KeptNetwork, KeptRun, KeptSession, KeptWeights, VaultReport } from '../protocol/vault.ts'
import type { VaultService } from '../services/vault.ts'

export interface FakeVault extends VaultService {
  session: KeptSession | null
  readonly weightsOf: Map<number, KeptWeights>
  /** Why there is no storage: set before a visit, or in the middle of one. */
  denied: string | null
  /** What was asked, in order. */
  readonly asked: string[]
  /** Closes the page: whatever it still sends is lost. Returns what the next visit finds. */
  nextVisit(): FakeVault
}

/** A session that counts for nothing yet. */
const UNBORN: KeptRun = { kind: 'new', specs: [], recipe: DEFAULT_RECIPE, keep: KEEP_NOTHING, state: 'finished' }

export function fakeVault(before: Pick<FakeVault, 'session' | 'weightsOf'> | null = null): FakeVault {
  let told: (report: VaultReport) => void = () => undefined
  let previous: KeptSession | null = null
  let closed = false
  const report = (): VaultReport => ({ state: vault.denied ? 'memory' : 'kept', why: vault.denied, networks: vault.session?.networks.length ?? 0 })
  const asked: string[] = []
  const change = async (question: string, work: () => void): Promise<void> => {
    if (closed) return
    asked.push(question)
    work()
    told(report())
  }
  const vault: FakeVault = {
    session: before?.session ?? null,
    weightsOf: before?.weightsOf ?? new Map(),
    denied: null,
    asked,
    nextVisit() {
      closed = true
      return fakeVault({ session: vault.denied ? null : structuredClone(vault.session), weightsOf: structuredClone(vault.weightsOf) })
    },
    open: async () => {
      told(report())
      return report()
    },
    read: async () => structuredClone(vault.session),
    prepare: () => change('prepare', () => {
      if (vault.session?.networks.length) previous = vault.session
      vault.session = { run: UNBORN, standing: null, distances: null, measures: null, networks: [], interims: [] }
    }),
    begin: (run, map) => change(`begin ${run.kind} ${run.specs.length}`, () => { vault.session = { ...vault.session!, run: structuredClone(run), ...structuredClone(map) } }),
    put: network => void change(`put ${network.id}`, () => {
      const { checkpoints, state, probabilities, ...light } = structuredClone<TrainedNetwork>(network)
      const kept = vault.session!
      kept.networks = [...kept.networks.filter(({ id }) => id !== network.id), light satisfies KeptNetwork].sort((a, b) => a.id - b.id)
      kept.interims = kept.interims.filter(({ id }) => id !== network.id)
      if (checkpoints || state || probabilities) vault.weightsOf.set(network.id, { checkpoints, state, probabilities })
    }),
    interim: (id, interim) => void change(`interim ${id}`, () => { vault.session!.interims = [...vault.session!.interims.filter(kept => kept.id !== id), structuredClone({ id, interim })] }),
    stand: map => change('stand', () => { if (vault.session) vault.session = { ...vault.session, ...structuredClone(map) } }),
    end: how => change(`end ${how}`, () => { if (vault.session) vault.session.run = { ...vault.session.run, state: how } satisfies KeptRun }),
    abandon: () => change('abandon', () => { vault.session = previous }),
    weights: async id => structuredClone(vault.weightsOf.get(id) ?? null),
    forget: () => change('forget', () => {
      vault.session = previous = null
      vault.weightsOf.clear()
    }),
    onReport: listener => { told = listener },
  }
  return vault
}
