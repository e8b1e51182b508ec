// A worker that nobody asks is let go, and never one that is being asked; the next question starts a fresh one.
import { expose } from 'comlink'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Crew } from './spawn.ts'

interface Echo { beat: () => boolean, echo: (value: number) => Promise<number> }

/** Answers in this thread, when it is told to. */
class FakeWorker {
  static standing = 0
  static answer: () => void = () => undefined
  readonly #channel = new MessageChannel()
  readonly postMessage = this.#channel.port1.postMessage.bind(this.#channel.port1)

  constructor() {
    FakeWorker.standing++
    expose({ beat: () => true, echo: (value: number) => new Promise(resolve => { FakeWorker.answer = () => resolve(value) }) } satisfies Echo, this.#channel.port2)
    this.#channel.port1.start()
  }

  addEventListener(name: string, listener: EventListener): void { this.#channel.port1.addEventListener(name, listener) }
  removeEventListener(name: string, listener: EventListener): void { this.#channel.port1.removeEventListener(name, listener) }
  terminate(): void {
    FakeWorker.standing--
    this.#channel.port1.close()
  }
}

const crewOf = (idle?: number) => new Crew<Echo>(() => new FakeWorker() as unknown as Worker, { loading: 1e6, working: 1e6, ...idle !== undefined && { idle } })

/** Messages are real, timers are not. */
const delivered = (): Promise<void> => new Promise(resolve => { setImmediate(() => setImmediate(() => setImmediate(resolve))) })

async function answered<R>(question: Promise<R>): Promise<R> {
  await delivered()
  FakeWorker.answer()
  return question
}

beforeEach(() => {
  vi.stubGlobal('window', globalThis)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  FakeWorker.standing = 0
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('lets a worker go that nobody has asked for a while, and begins another for the next question', async () => {
  const crew = crewOf(1000)
  expect(await answered(crew.ask(null, api => api.echo(1)))).toBe(1)
  vi.advanceTimersByTime(999)
  expect([crew.alive, FakeWorker.standing]).toEqual([true, 1])
  vi.advanceTimersByTime(1)
  expect([crew.alive, FakeWorker.standing]).toEqual([false, 0])
  expect(await answered(crew.ask(null, api => api.echo(2)))).toBe(2)
  expect([crew.begun, FakeWorker.standing]).toEqual([2, 1])
  crew.dismiss()
})

it('counts from the end of the last question, and not while one is open', async () => {
  const crew = crewOf(1000)
  await answered(crew.ask(null, api => api.echo(1)))
  vi.advanceTimersByTime(900)
  const long = crew.ask(null, api => api.echo(2))
  await delivered()
  vi.advanceTimersByTime(50_000)
  expect(crew.alive).toBe(true)
  expect(await answered(long)).toBe(2)
  vi.advanceTimersByTime(999)
  expect([crew.alive, crew.begun]).toEqual([true, 1])
  vi.advanceTimersByTime(1)
  expect(crew.alive).toBe(false)
})

it('keeps a worker for ever where no time is said, because it remembers something', async () => {
  const crew = crewOf()
  await answered(crew.ask(null, api => api.echo(1)))
  vi.advanceTimersByTime(500_000)
  expect(crew.alive).toBe(true)
  crew.dismiss()
  expect(FakeWorker.standing).toBe(0)
})
