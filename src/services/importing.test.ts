// Strangers' files end no more than the worker that reads them: too long is too long, a hostile file takes no other with it, and what was open is opened
// again for the next question.
import { expose } from 'comlink'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DroppedFile } from '../formats/dropped.ts'
import { FormatError } from '../formats/format-error.ts'
import { LIMITS } from '../formats/limits.ts'
import type { ImportWorker, OpenedCard } from '../protocol/importing.ts'
import { BOUNDS, createImporting } from './importing.ts'

/** What a worker does with files: a file's text says what it is. hang: never answered. die: the thread ends. */
class FakeWorker {
  static begun = 0
  static standing = 0
  static opens: string[][] = []
  readonly #channel = new MessageChannel()
  readonly #errors: EventListener[] = []
  readonly postMessage = this.#channel.port1.postMessage.bind(this.#channel.port1)
  #handles = 100 * ++FakeWorker.begun

  constructor() {
    FakeWorker.standing++
    const api: Pick<ImportWorker, 'beat' | 'open' | 'run' | 'tensor' | 'close'> = {
      beat: () => true, open: files => this.#open(files), run: handle => this.#run(handle), tensor: (handle, name) => this.#tensor(handle, name), close: () => undefined,
    }
    expose(api, this.#channel.port2)
    this.#channel.port1.start()
  }

  async #open(files: DroppedFile[]): Promise<OpenedCard[]> {
    FakeWorker.opens.push(files.map(({ path }) => path))
    const texts = files.map(({ bytes }) => new TextDecoder().decode(bytes))
    if (texts.includes('hang')) await new Promise(() => undefined)
    if (texts.includes('die')) this.#die()
    if (texts.includes('half') && texts.includes('other half')) await new Promise(() => undefined)
    return files.map(({ path, bytes }): OpenedCard => ({ files: [path], bytes: bytes.length, kind: 'model', handle: this.#handles++, card: {} as never }))
  }

  async #run(handle: number): Promise<never> {
    if (handle % 100 === 1) await new Promise(() => undefined)
    throw new FormatError(`handle ${handle} of worker ${FakeWorker.begun}`)
  }

  #tensor(handle: number, name: string): Promise<never> {
    throw new TypeError(`undefined is not ${name} of ${handle}`)
  }

  #die(): void {
    for (const listener of this.#errors) listener(new Event('error'))
  }

  addEventListener(name: string, listener: EventListener): void {
    if (name === 'error') this.#errors.push(listener)
    else this.#channel.port1.addEventListener(name, listener)
  }

  removeEventListener(name: string, listener: EventListener): void { this.#channel.port1.removeEventListener(name, listener) }

  terminate(): void {
    FakeWorker.standing--
    this.#channel.port1.close()
  }
}

const file = (path: string, text: string) => ({ path, file: new Blob([text]) })
const why = (cards: readonly OpenedCard[]) => cards.map(card => card.kind === 'refused' ? card.why : card.kind)

/** Messages are real and arrive between the timers. */
async function within<R>(question: Promise<R>, milliseconds: number): Promise<R> {
  let done = false
  void question.finally(() => { done = true }).catch(() => undefined)
  for (let past = 0; !done && past <= milliseconds; past += 500) {
    for (let k = 0; k < 8; k++) await new Promise(resolve => { setImmediate(resolve) })
    await vi.advanceTimersByTimeAsync(500)
  }
  if (!done) throw new Error('still open')
  return question
}

beforeEach(() => {
  vi.stubGlobal('window', globalThis)
  vi.stubGlobal('Worker', FakeWorker)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  Object.assign(FakeWorker, { begun: 0, standing: 0, opens: [] })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('reading', () => {
  it('reads what is dropped together in one question', async () => {
    const cards = await within(createImporting().open(null, [file('a.onnx', 'a'), file('b.onnx', 'b')], 'anything'), 1000)
    expect(why(cards)).toEqual(['model', 'model'])
    expect(FakeWorker.opens).toEqual([['a.onnx', 'b.onnx']])
  })

  it('that takes too long is ended, said in one sentence, and takes nobody with it', async () => {
    const cards = await within(createImporting().open(null, [file('a.onnx', 'a'), file('slow.h5', 'hang'), file('b.onnx', 'b')], 'anything'), 3 * BOUNDS.reading)
    expect(why(cards)).toEqual(['model', 'model', 'slow.h5 takes too long to read; stopped after 20 s. Nothing of it is used.'])
    expect(FakeWorker.opens.at(-1)).toEqual(['a.onnx', 'b.onnx'])
  })

  it('that ends the thread is said too, and not with the thread’s words', async () => {
    const [said] = why(await within(createImporting().open(null, [file('folder/boom.pt', 'die')], 'anything'), 2000))
    expect(said).toBe('boom.pt needs more memory than there is, or cannot be worked on here. Nothing of it is used.')
  })

  it('of two that are hostile only together keeps each alone', async () => {
    const cards = await within(createImporting().open(null, [file('model.json', 'half'), file('a.bin', 'other half')], 'anything'), 4 * BOUNDS.reading)
    expect(why(cards)).toEqual(['model', 'model'])
  })

  it('does not begin with what is too large, which is told by its size', async () => {
    const big = { path: 'big.onnx', file: { size: LIMITS.file + 1 } as Blob }
    const cards = await within(createImporting().open(null, [big, file('a.onnx', 'a')], 'anything'), 1000)
    expect(why(cards)).toEqual(['model', 'big.onnx is 512 MB; the most that is read is 512 MB.'])
    expect(FakeWorker.opens).toEqual([['a.onnx']])
  })

  it('that is gone from the disk is told, and the others are read once', async () => {
    const lost = () => Promise.reject(new DOMException('A requested file could not be found.', 'NotFoundError'))
    const gone = { path: 'run/gone.onnx', file: { size: 12, arrayBuffer: lost, slice: () => ({ arrayBuffer: lost }) } as unknown as Blob }
    const cards = await within(createImporting().open(null, [gone, file('a.onnx', 'a')], 'anything'), 1000)
    expect(why(cards)).toEqual(['model', 'gone.onnx cannot be read from the disk. Drop it again.'])
    expect(FakeWorker.opens).toEqual([['a.onnx']])
  })

  it('is stopped by its signal', async () => {
    const stop = new AbortController()
    const coming = createImporting().open(stop.signal, [file('slow.h5', 'hang')], 'anything')
    setImmediate(() => setImmediate(() => stop.abort()))
    await expect(within(coming, 2000)).rejects.toMatchObject({ name: 'AbortError' })
    expect(FakeWorker.standing).toBe(0)
  })
})

describe('a model', () => {
  const how = { chain: null, scale: 'raw', transposed: false } as const
  const handleOf = (card: OpenedCard): number => card.kind === 'model' ? card.handle : NaN

  it('is opened again from its files after its worker was ended, under the handle that it had', async () => {
    const service = createImporting()
    const [a, b] = (await within(service.open(null, [file('a.onnx', 'a'), file('b.onnx', 'b')], 'anything'), 1000)).map(handleOf)
    await expect(within(service.run(null, a, how, {} as never), 1000)).rejects.toThrow('handle 100 of worker 1')
    await expect(within(service.run(null, b, how, {} as never), 2 * BOUNDS.running)).rejects.toThrow('b.onnx takes too long to run; stopped after 120 s. Nothing of it is used.')
    await expect(within(service.run(null, a, how, {} as never), 1000)).rejects.toThrow('handle 200 of worker 2')
    expect(FakeWorker.opens.at(-1)).toEqual(['a.onnx'])
  })

  it('that fails in a way nobody foresaw costs its worker, and no word of the failure is shown', async () => {
    const service = createImporting()
    const [a] = (await within(service.open(null, [file('a.onnx', 'a')], 'anything'), 1000)).map(handleOf)
    await expect(within(service.tensor(a, 'w'), 1000)).rejects.toThrow(/^a\.onnx needs more memory than there is, or cannot be worked on here/)
    expect(FakeWorker.standing).toBe(0)
  })

  it('that was closed is told so; with the last one the worker goes', async () => {
    const service = createImporting()
    const [a] = (await within(service.open(null, [file('a.onnx', 'a')], 'anything'), 1000)).map(handleOf)
    service.close(a)
    await expect(within(service.run(null, a, how, {} as never), 1000)).rejects.toThrow('not open any more: drop it again')
    expect(FakeWorker.standing).toBe(0)
  })
})
