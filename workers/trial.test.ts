// The trial of an engine, with a clock that stands still unless told otherwise.
import { expect, test } from 'vitest'
import { sizeOf } from '../src/core/data/size.ts'
import { KEEP_NOTHING } from '../src/core/network.ts'
import { plainLearners } from '../src/core/training/plain.ts'
import { trainNetwork } from '../src/core/training/train.ts'
import { workOf } from '../src/core/training/work.ts'
import { trialData, trialNetworks, tryOut } from './trial.ts'

const clock = () => {
  let now = 0
  return { now: () => now, passes: (milliseconds: number) => { now += milliseconds } }
}
const work = (count: number): number => trialNetworks(count).reduce((sum, spec) => sum + workOf(spec, sizeOf(trialData()), KEEP_NOTHING), 0)

test('the speed is the work of the best round over its time', async () => {
  const { now, passes } = clock()
  const rounds = [40, 28, 24, 8, 25, 30]
  const { multiplyAdds, milliseconds } = await tryOut('cpu', async () => passes(rounds.shift()!), now)
  expect(multiplyAdds).toBeCloseTo(work(1) / 0.008, 0)
  expect(milliseconds).toBe(155)
})

test('a fast engine is asked until it is warm, a slow one twice', async () => {
  const rounds = async (each: number): Promise<number> => {
    const { now, passes } = clock()
    let count = 0
    await tryOut('cpu', async () => {
      count++
      passes(each)
    }, now)
    return count
  }
  expect(await rounds(1)).toBe(24)
  expect(await rounds(10)).toBe(15)
  expect(await rounds(500)).toBe(2)
})

test('a GPU is tried out on as many networks as fill it, and its speed is that of all together', async () => {
  const { now, passes } = clock()
  const asked: number[] = []
  const { multiplyAdds } = await tryOut('webgpu', async specs => {
    asked.push(specs.length)
    passes(200)
  }, now)
  expect(asked).toEqual([64, 64])
  expect(multiplyAdds).toBeCloseTo(work(64) / 0.2, 0)
})

test('a clock that shows nothing gives no infinite speed', async () => {
  expect((await tryOut('cpu', async () => undefined, () => 0)).multiplyAdds).toBeLessThan(Infinity)
})

test('its network trains to the end on its data', () => {
  const training = trainNetwork(trialNetworks(1)[0], trialData(), plainLearners(trialData()), KEEP_NOTHING)
  let next = training.next()
  while (!next.done) next = training.next()
  expect(next.value.row.outcome.divergedAt).toBeNull()
})
