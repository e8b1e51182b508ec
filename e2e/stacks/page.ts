// In the browser: networks trained in stacks on WebGPU, held against the plain engine.
import type { Dataset } from '../../src/core/data/dataset.ts'
import { DEFAULT_DATASET } from '../../src/core/data/dataset.ts'
import { makeDataset } from '../../src/core/data/make.ts'
import type { Interim, Keep, NetworkSpec, TrainedNetwork } from '../../src/core/network.ts'
import { plainLearners } from '../../src/core/training/plain.ts'
import { trainNetwork } from '../../src/core/training/train.ts'
import { startWebGpu } from '../../workers/nn/backend.ts'
import { STACK_LIMITS } from '../../workers/nn/stack.ts'
import { trainStacks } from '../../workers/nn/train-stacks.ts'
import { furthest, type Numbers } from '../furthest.ts'

/** Largest absolute differences over all networks that stay finite; Infinity where one has what the other has not. */
export type Distances = Record<'weights' | 'first' | 'second' | 'activations' | 'probabilities' | 'curve' | 'checkpoints' | 'trainCheckpoints', number>

export interface Answer {
  distances: Distances
  /** Of the stacks and of the plain engine, by id. */
  ends: { id: number, stacks: (number | null)[], plain: (number | null)[] }[]
  /** How far networks gone on with from the stacks' interims, by the stacks, end from the plain engine's; and how many interims there were. */
  resumed: Distances
  interims: number
  seconds: number
}

export interface StacksPage {
  compare: (specs: NetworkSpec[]) => Promise<Answer>
}

const KEEP: Keep = { checkpoints: 6, checkpointActivations: true, state: true }

const PARTS: Record<keyof Distances, (network: TrainedNetwork) => Numbers> = {
  weights: network => network.state?.weights,
  first: network => network.state?.first,
  second: network => network.state?.second,
  activations: network => network.activations?.values,
  probabilities: network => network.probabilities,
  curve: network => network.curve,
  checkpoints: network => network.checkpoints?.activations,
  trainCheckpoints: network => network.checkpoints?.train,
}

const distancesOf = (pairs: (readonly [TrainedNetwork, TrainedNetwork])[]): Distances =>
  Object.fromEntries(Object.entries(PARTS).map(([name, of]) => [name, furthest(pairs.map(([one, other]) => [of(one), of(other)] as const))])) as Distances

const endOf = ({ row: { outcome: { divergedAt, steps, parameters } } }: TrainedNetwork): (number | null)[] => [divergedAt, steps, parameters]

function byPlain(spec: NetworkSpec, dataset: Dataset): TrainedNetwork {
  const training = trainNetwork(spec, dataset, plainLearners(dataset), KEEP)
  for (;;) {
    const next = training.next()
    if (next.done) return next.value
  }
}

/** A software adapter takes milliseconds for each of an update's 160 kernels; these test rows are two passes of a look still. */
async function fewDigits(): Promise<Dataset> {
  const answer = await fetch(new URL('../../public/data/digits.bin', import.meta.url))
  const digits = makeDataset(DEFAULT_DATASET, new Uint8Array(await answer.arrayBuffer()))
  return { ...digits, test: digits.test.slice(0, 150), probes: digits.probes.slice(0, 40) }
}

let fetched: Promise<Dataset> | null = null

const page: StacksPage = {
  async compare(specs) {
    const dataset = await (fetched ??= fewDigits())
    await startWebGpu()
    const began = performance.now()
    const interims = new Map<number, Interim>()
    const inStacks = async (wanted: NetworkSpec[], begun: ReadonlyMap<number, Interim>): Promise<TrainedNetwork[]> => {
      const networks: TrainedNetwork[] = []
      await trainStacks(wanted, dataset, KEEP, begun, {
        onFinished: network => { networks.push(network) },
        onProgress: () => undefined,
        // The first that is told of each network.
        onInterim: (id, interim) => { if (!interims.has(id)) interims.set(id, interim) },
      }, { ...STACK_LIMITS, interims: 0 })
      return wanted.map(({ id }) => networks.find(network => network.id === id)!)
    }
    const stacks = await inStacks(specs, new Map())
    const seconds = (performance.now() - began) / 1000
    const plain = specs.map(spec => byPlain(spec, dataset))
    const begun = specs.filter(({ id }) => interims.has(id))
    const resumed = await inStacks(begun, new Map(interims))
    return {
      distances: distancesOf(stacks.flatMap((network, place) => plain[place].row.outcome.divergedAt === null ? [[network, plain[place]] as const] : [])),
      ends: specs.map(({ id }, place) => ({ id, stacks: endOf(stacks[place]), plain: endOf(plain[place]) })),
      resumed: distancesOf(resumed.map(network => [network, plain.find(({ id }) => id === network.id)!] as const)),
      interims: begun.length,
      seconds,
    }
  },
}

Object.assign(globalThis, { stacks: page })
