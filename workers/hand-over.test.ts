// Results on their way to the page: all of them, each once, several in a message, and nothing moved that is still in use.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Interim, TrainedNetwork } from '../src/core/network.ts'
import type { InterimOf } from '../src/protocol/training.ts'
import { Courier } from './hand-over.ts'
import { buffersOf, buffersOfInterims } from './network-buffers.ts'

const floats = (): Float32Array => new Float32Array(4)
const state = () => ({ weights: floats(), first: floats(), second: floats() })
const checkpoints = () => ({ steps: new Uint32Array(1), probabilities: floats(), activations: null, train: floats() })
const network = (id: number): TrainedNetwork => ({
  id, row: {} as TrainedNetwork['row'], curve: floats(), confusion: new Int32Array(4), activations: { id, rows: 1, columns: 4, values: floats() }, probabilities: floats(),
  checkpoints: checkpoints(), state: state(),
})
const interim = (): Interim => ({ step: 1, state: state(), curve: floats(), confusion: new Int32Array(4), checkpoints: checkpoints() })

beforeEach(() => { vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] }) })
afterEach(() => { vi.useRealTimers() })

test('small networks that finish together leave together, a slow one at once, and none is left behind', async () => {
  const messages: number[][] = []
  const courier = new Courier(networks => { messages.push(networks.map(({ id }) => id)) }, () => undefined)
  for (const id of [0, 1, 2]) {
    vi.advanceTimersByTime(20)
    courier.finished(network(id))
  }
  expect(messages).toEqual([])
  vi.advanceTimersByTime(1000)
  expect(messages).toEqual([[0, 1, 2]])
  courier.finished(network(3))
  expect(messages).toEqual([[0, 1, 2], [3]])
  courier.finished(network(4))
  await courier.settle()
  expect(messages).toEqual([[0, 1, 2], [3], [4]])
})

test('a network does not wait for the next one, which may train for minutes', async () => {
  const messages: number[][] = []
  const courier = new Courier(networks => { messages.push(networks.map(({ id }) => id)) }, () => undefined)
  courier.finished(network(0))
  courier.finished(network(1))
  vi.advanceTimersByTime(1000)
  expect(messages).toEqual([[0, 1]])
  await courier.settle()
  vi.advanceTimersByTime(1000)
  expect(messages).toEqual([[0, 1]])
})

test('settled is only what the page has heard of', async () => {
  let heard: () => void = () => undefined
  const arrival = new Promise<void>(resolve => { heard = resolve })
  const courier = new Courier(() => arrival, () => arrival)
  courier.finished(network(0))
  courier.interim(1, interim())
  let settled = false
  const end = courier.settle().then(() => { settled = true })
  await new Promise(resolve => { setImmediate(resolve) })
  expect(settled).toBe(false)
  heard()
  await end
  expect(settled).toBe(true)
})

test('a page that fails to hear fails the request, and not unseen', async () => {
  const courier = new Courier(() => undefined, () => Promise.reject(new Error('gone')) as never)
  courier.interim(0, interim())
  await new Promise(resolve => { setImmediate(resolve) })
  courier.finished(network(0))
  await expect(courier.settle()).rejects.toThrow('gone')
})

test('every array of finished networks is moved, one in two places once', () => {
  const [one, other] = [network(0), network(1)]
  expect(buffersOf([one, other])).toHaveLength(2 * 10)
  one.probabilities = one.checkpoints!.probabilities
  expect(buffersOf([one])).toHaveLength(9)
  expect(buffersOf([{ ...one, activations: null, probabilities: null, checkpoints: null, state: null }])).toHaveLength(2)
})

test('an interim keeps its confusion matrix, which the training still counts on', () => {
  const standing: InterimOf = { id: 0, interim: interim() }
  const moved = buffersOfInterims([standing])
  expect(moved).toHaveLength(7)
  expect(moved).not.toContain(standing.interim.confusion.buffer)
})
