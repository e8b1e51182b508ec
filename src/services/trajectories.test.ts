// Runs are remembered: a worker that dies is begun again with them, and a question that is stopped leaves them as they are.
import { expose } from 'comlink'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { InpcaMap, InpcaRequest, RunTable, TrajectoryWorker } from '../protocol/trajectories.ts'
import { createTrajectories } from './trajectories.ts'

/** Answers in this thread and writes down what it is asked; `map` waits where it is told to. */
class FakeWorker {
  static all: FakeWorker[] = []
  static waits = false
  readonly asked: string[] = []
  readonly brought: RunTable[] = []
  readonly #channel = new MessageChannel()
  readonly postMessage = this.#channel.port1.postMessage.bind(this.#channel.port1)
  standing = true
  #stop: () => void = () => undefined

  constructor() {
    FakeWorker.all.push(this)
    const write = (what: string): void => { this.asked.push(what) }
    const api: Pick<TrajectoryWorker, 'beat' | 'open' | 'add' | 'remove' | 'map' | 'shepard' | 'cancel' | 'betweenRuns' | 'ends'> = {
      beat: () => true,
      open: ({ probes }) => write(`open ${probes}`),
      add: runs => {
        write(`add ${runs.map(({ id }) => id).join(' ')}`)
        this.brought.push(...runs)
        const refused = runs.filter(({ id }) => id === 13).map(({ id }) => ({ id, why: 'It has no checkpoints; a run needs at least 1.' }))
        return { added: runs.map(({ id }) => id).filter(id => id !== 13), refused, notes: [] }
      },
      remove: ids => write(`remove ${ids.join(' ')}`),
      map: (request, onProgress) => {
        write(`map ${request.dims}`)
        onProgress({ stage: 'axes', share: 0.5 })
        if (!FakeWorker.waits) return Promise.resolve({ dims: request.dims } as InpcaMap)
        return new Promise((_, reject) => { this.#stop = () => reject(new DOMException('stopped', 'AbortError')) })
      },
      betweenRuns: async ({ seed }) => { write(`between ${seed}`); return {} as never },
      shepard: async axes => { write(`shepard ${axes}`); return {} as never },
      ends: async () => { write('ends'); return { ids: new Int32Array(0), condensed: new Float64Array(0) } },
      cancel: () => { write('cancel'); this.#stop() },
    }
    expose(api, this.#channel.port2)
    this.#channel.port1.start()
  }

  die(): void { this.#channel.port1.dispatchEvent(new Event('error')) }
  addEventListener(name: string, listener: EventListener): void { this.#channel.port1.addEventListener(name, listener) }
  removeEventListener(name: string, listener: EventListener): void { this.#channel.port1.removeEventListener(name, listener) }
  terminate(): void {
    this.standing = false
    this.#channel.port1.close()
  }
}

const TRUTH = { probes: 2, classes: 2, labels: Int32Array.of(0, 1) }
const MAP: InpcaRequest = { dims: 3, weights: 'equal', shuffled: false, most: 2000 }
const run = (id: number): RunTable => ({ id, steps: Uint32Array.of(0), probabilities: Float32Array.of(1, 0, 0, 1) })
const free = (): AbortSignal => new AbortController().signal
const quiet = (): void => undefined
const delivered = async (): Promise<void> => { for (let k = 0; k < 12; k++) await new Promise(resolve => { setImmediate(resolve) }) }

beforeEach(() => {
  vi.stubGlobal('window', globalThis)
  vi.stubGlobal('Worker', FakeWorker)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  Object.assign(FakeWorker, { all: [], waits: false })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('runs', () => {
  it('are copied by portions, only what is theirs of a larger array, and stay with the caller', async () => {
    const service = createTrajectories()
    await service.open(TRUTH)
    const shared = new Float32Array(4000).fill(0.5)
    const many = Array.from({ length: 30 }, (_, id) => ({ id, steps: Uint32Array.of(0), probabilities: shared.subarray(4 * id, 4 * id + 4) }))
    const report = await service.add(many)
    expect([report.added.length, report.refused.map(({ id }) => id)]).toEqual([29, [13]])
    const [worker] = FakeWorker.all
    expect(worker.asked.map(what => what.split(' ')[0])).toEqual(['open', 'add', 'add'])
    expect(worker.brought.every(({ probabilities }) => probabilities.buffer.byteLength === 16)).toBe(true)
    expect(shared).toHaveLength(4000)
    await service.close()
  })

  it('are brought to another worker where theirs died between two questions, with the map that later questions rest on', async () => {
    const service = createTrajectories()
    await service.open(TRUTH)
    await service.add([run(1), run(2), run(3), run(13)])
    await service.remove([2])
    await service.map(free(), MAP, quiet)
    await service.map(free(), { ...MAP, dims: 9, shuffled: true }, quiet)
    await service.betweenRuns(free(), { index: 'progress', configurations: [0, 0], seed: 5 }, quiet)
    FakeWorker.all[0].die()
    await service.shepard(2, 10)
    expect(FakeWorker.all[1].asked).toEqual(['open 2', 'add 1 3', 'map 3', 'between 5', 'shepard 2'])
    FakeWorker.all[1].die()
    await service.ends()
    // What rests on no map does not wait for one.
    expect(FakeWorker.all[2].asked).toEqual(['open 2', 'add 1 3', 'ends'])
    await service.close()
  })

  it('are brought to another worker where theirs dies over a question, which is asked once more', async () => {
    const service = createTrajectories()
    await service.open(TRUTH)
    await service.add([run(1)])
    FakeWorker.waits = true
    const shares: number[] = []
    const map = service.map(free(), MAP, share => shares.push(share))
    await delivered()
    FakeWorker.waits = false
    FakeWorker.all[0].die()
    expect((await map).dims).toBe(3)
    expect(FakeWorker.all[1].asked).toEqual(['open 2', 'add 1', 'map 3'])
    expect(shares.every(share => share === 0.5) && shares.length > 0).toBe(true)
    await service.close()
  })
})

describe('a question', () => {
  it('that is stopped ends with an AbortError, and the worker stands with its runs', async () => {
    const service = createTrajectories()
    await service.open(TRUTH)
    await service.add([run(1)])
    FakeWorker.waits = true
    const stop = new AbortController()
    const map = service.map(stop.signal, MAP, quiet)
    await delivered()
    stop.abort()
    await expect(map).rejects.toMatchObject({ name: 'AbortError' })
    FakeWorker.waits = false
    expect((await service.map(free(), MAP, quiet)).dims).toBe(3)
    await expect(service.map(stop.signal, MAP, quiet)).rejects.toMatchObject({ name: 'AbortError' })
    expect([FakeWorker.all.length, FakeWorker.all[0].asked]).toEqual([1, ['open 2', 'add 1', 'map 3', 'cancel', 'map 3']])
    await service.close()
  })

  it('before anything was opened says so; one that is open when the counter closes ends with an AbortError', async () => {
    const service = createTrajectories()
    await expect(service.ends()).rejects.toThrow('No runs are open; name the probes first.')
    expect(FakeWorker.all).toHaveLength(0)
    await service.open(TRUTH)
    FakeWorker.waits = true
    const [map, ends] = [service.map(free(), MAP, quiet), service.ends()]
    const said = Promise.allSettled([map, ends])
    await delivered()
    await service.close()
    expect((await said).map(answer => answer.status === 'rejected' && (answer.reason as Error).name)).toEqual(['AbortError', 'AbortError'])
    expect(FakeWorker.all.every(({ standing }) => !standing)).toBe(true)
  })

  it('after another set of runs was opened is about these', async () => {
    const service = createTrajectories()
    await service.open(TRUTH)
    await service.add([run(1)])
    await service.open({ ...TRUTH, probes: 7 })
    await service.ends()
    expect(FakeWorker.all[0].asked).toEqual(['open 2', 'add 1', 'open 7', 'ends'])
    await service.close()
  })
})
