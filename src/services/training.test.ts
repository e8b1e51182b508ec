// Training through fake workers that die, forget, run out of memory or lose their GPU: whatever happens, each network is finished once, or left
// out in a sentence that names it.
import type { Remote } from 'comlink'
import { describe, expect, test } from 'vitest'
import { makeDataset } from '../core/data/make.ts'
import type { Interim, NetworkSpec, TrainedNetwork } from '../core/network.ts'
import { networkAt } from '../core/population.ts'
import { DEFAULT_RECIPE } from '../core/recipe.ts'
import { DEFAULT_KEEP } from '../core/network.ts'
import type { TrainingWorker, TrainRequest } from '../protocol/training.ts'
import { aborted, WorkerDied } from './spawn.ts'
import { isOutOfMemory } from './training-failure.ts'
import type { Hand, TrainingEvents } from './training-shifts.ts'
import type { TrainingJob } from './training-population.ts'
import { trainPopulation } from './training-population.ts'
import { panelWorkers, usualWorkers } from './workforce.ts'

const dataset = makeDataset({ id: 'moons', noise: 0.1, decay: 0.5, seed: 1 }, null)
const specs = (count: number): NetworkSpec[] => Array.from({ length: count }, (_, id) => networkAt({ ...DEFAULT_RECIPE, family: ['mlp'] }, id))
const trained = (spec: NetworkSpec): TrainedNetwork => ({ id: spec.id }) as TrainedNetwork
const standing = (step: number): Interim => ({ step, curve: new Float32Array(8), checkpoints: null }) as unknown as Interim

type Train = TrainingWorker['train']
interface Asked { worker: number, place: number, request: TrainRequest }

/** Workers in this thread; `train` is what they do, and a WorkerDied that it throws is the end of one. */
function workforce(train: (asked: Asked, ...listener: Parameters<Train> extends [unknown, ...infer L] ? L : never) => Promise<void>) {
  const asked: Asked[] = []
  const hired: { dismissed: boolean }[] = []
  let now = 0
  let begun = 0
  const hire = (): Hand => {
    const place = hired.length
    const state = { dismissed: false, alive: false, begun: 0 }
    hired.push(state)
    const api = (): TrainingWorker => ({
      detectGpu: () => Promise.reject(new Error('not asked here')),
      tryOut: () => Promise.reject(new Error('not asked here')),
      beat: () => true,
      train: async (request, ...listener) => {
        const question = { worker: state.begun, place, request }
        asked.push(question)
        await Promise.resolve()
        now += 10
        await train(question, ...listener)
      },
    })
    return {
      get alive() { return state.alive },
      get begun() { return state.begun },
      async ask(signal, question) {
        if (signal?.aborted) throw aborted()
        if (!state.alive) Object.assign(state, { alive: true, begun: ++begun })
        try {
          return await question(api() as unknown as Remote<TrainingWorker>)
        } catch (error) {
          if (error instanceof WorkerDied) state.alive = false
          throw error
        }
      },
      dismiss() { Object.assign(state, { alive: false, dismissed: true }) },
    }
  }
  return { asked, hired, hire, now: () => now }
}

type Force = ReturnType<typeof workforce>

async function run(force: Force, job: Partial<TrainingJob> = {}, signal = new AbortController().signal, usual = 2) {
  const finished: number[] = []
  const troubles: string[] = []
  const devices: string[] = []
  const interims: number[] = []
  const events: TrainingEvents = {
    onFinished: ({ id }) => finished.push(id),
    onProgress: () => undefined,
    onTrouble: sentence => troubles.push(sentence),
    onDevice: (device, workers) => devices.push(`${device} ${workers}`),
    onInterim: id => interims.push(id),
  }
  const end = trainPopulation(signal, { dataset, specs: specs(12), device: 'cpu', beside: false, workers: null, keep: DEFAULT_KEEP, begun: [], ...job }, events, force.hire, usual, force.now)
  const error = await end.then(() => null, (reason: Error) => reason)
  return { finished: finished.sort((a, b) => a - b), troubles, devices, interims, error }
}

const all = specs(12).map(({ id }) => id)

describe('on the CPU', () => {
  test('every network is trained once; a worker is given the data once', async () => {
    const force = workforce(async ({ request }, onFinished) => onFinished(request.specs.map(trained)))
    const { finished, troubles, devices, error } = await run(force)
    expect([finished, troubles, devices, error]).toEqual([all, [], ['cpu 2'], null])
    expect(force.hired.every(({ dismissed }) => dismissed)).toBe(true)
    for (const place of [0, 1]) expect(force.asked.filter(one => one.place === place).map(({ request }) => request.dataset !== null)).toEqual(expect.arrayContaining([true]))
    for (const place of [0, 1]) expect(force.asked.filter(one => one.place === place && one.request.dataset)).toHaveLength(1)
  })

  test('as many workers as asked for, but no more than networks', async () => {
    const train = (): Force => workforce(async ({ request }, onFinished) => onFinished(request.specs.map(trained)))
    expect((await run(train(), { workers: 5 })).devices).toEqual(['cpu 5'])
    expect((await run(train(), { workers: 64 })).devices).toEqual(['cpu 12'])
    expect((await run(train(), { workers: null }, undefined, 7)).devices).toEqual(['cpu 7'])
    expect([1, 2, 4, 16, 1000].map(usualWorkers)).toEqual([1, 1, 3, 15, 64])
    expect([1, 2, 3, 4, 16].map(panelWorkers)).toEqual([1, 2, 2, 3, 4])
  })

  test('a worker that dies while it loads takes no network with it, and none is to blame, however often', async () => {
    let deaths = 0
    const force = workforce(async ({ request }, onFinished) => onFinished(request.specs.map(trained)))
    const dying = { ...force, hire: (): Hand => {
      const hand = force.hire()
      return {
        get alive() { return hand.alive },
        get begun() { return hand.begun },
        dismiss: () => hand.dismiss(),
        ask: (signal, question) => !hand.alive && deaths < 5 && deaths++ >= 0 ? Promise.reject(new WorkerDied('It did not load.')) : hand.ask(signal, question),
      }
    } }
    const { finished, troubles } = await run(dying)
    expect(finished).toEqual(all)
    expect(deaths).toBe(5)
    expect(troubles.filter(trouble => trouble.includes('left out'))).toEqual([])
  })

  test('a worker that dies is replaced: its successor has the data and goes on from the interim', async () => {
    let deaths = 0
    const force = workforce(async ({ request }, onFinished, _, onInterim) => {
      if (request.specs.some(({ id }) => id === 4) && deaths++ === 0) {
        onInterim([{ id: 4, interim: standing(40) }])
        throw new WorkerDied('The worker stopped answering.')
      }
      onFinished(request.specs.map(trained))
    })
    const { finished, troubles, interims } = await run(force)
    expect([finished, interims]).toEqual([all, [4]])
    expect(troubles).toEqual(['A training worker ended unexpectedly (The worker stopped answering). What is finished is kept; training goes on in a new one.'])
    const again = force.asked.filter(({ request }) => request.specs.some(({ id }) => id === 4)).at(-1)!
    expect(again.request.begun.map(({ id, interim }) => [id, interim.step])).toEqual([[4, 40]])
    expect(again.request.dataset).toBe(dataset)
  })

  test('what a worker handed over before it died is not trained again', async () => {
    let dead = false
    const force = workforce(async ({ request }, onFinished) => {
      if (!dead && request.specs.length > 1) {
        dead = true
        onFinished([trained(request.specs[0])])
        throw new WorkerDied('gone')
      }
      onFinished(request.specs.map(trained))
    })
    const { finished } = await run(force, { specs: specs(60) }, undefined, 1)
    expect(dead).toBe(true)
    expect(finished).toEqual(specs(60).map(({ id }) => id))
  })

  test('a network that always brings its worker down is left out by name, and alone', async () => {
    const force = workforce(async ({ request }, onFinished) => {
      for (const spec of request.specs) {
        if (spec.id === 7) throw new WorkerDied('gone')
        onFinished([trained(spec)])
      }
    })
    const { finished, troubles, error } = await run(force)
    expect(finished).toEqual(all.filter(id => id !== 7))
    expect(troubles.filter(sentence => sentence.includes('left out'))).toEqual(['Network 7 was left out: two workers ended while training it.'])
    expect(error).toBeNull()
  })

  test('out of memory: one worker fewer, the network is tried again', async () => {
    let refused = false
    const force = workforce(async ({ request }, onFinished) => {
      if (!refused && request.specs.some(({ id }) => id === 3)) {
        refused = true
        throw Object.assign(new Error('Array buffer allocation failed'), { name: 'RangeError' })
      }
      onFinished(request.specs.map(trained))
    })
    const { finished, troubles, devices } = await run(force)
    expect(finished).toEqual(all)
    expect(devices).toEqual(['cpu 2', 'cpu 1'])
    expect(troubles).toEqual(['A training worker ran out of memory. What is finished is kept; training goes on with one worker fewer, so that the others have more.'])
  })

  test('out of memory for one network again and again: it is left out by name', async () => {
    const force = workforce(async ({ request }, onFinished) => {
      for (const spec of request.specs) {
        if (spec.id === 3) throw new Error('The computation needs 4000 MB of memory at once, and this machine does not give it.')
        onFinished([trained(spec)])
      }
    })
    for (const usual of [1, 3]) {
      const { finished, troubles, error } = await run(force, {}, undefined, usual)
      expect(finished).toEqual(all.filter(id => id !== 3))
      expect(troubles.at(-1)).toBe('Network 3 was left out: there is not enough memory to train it.')
      expect(error).toBeNull()
    }
  })

  test('a network that cannot be trained is left out with its reason; the others of its portion are not', async () => {
    const force = workforce(async ({ request }, onFinished) => {
      for (const spec of request.specs) {
        if (spec.id === 5) throw new Error('Its numbers are none.')
        onFinished([trained(spec)])
      }
    })
    const { finished, troubles } = await run(force)
    expect(finished).toEqual(all.filter(id => id !== 5))
    expect(troubles).toEqual(['Network 5 was left out: it could not be trained (Its numbers are none).'])
  })

  test('workers that only die end the training with a sentence, soon', async () => {
    const force = workforce(() => Promise.reject(new WorkerDied('The worker could not be started.')))
    const { finished, error } = await run(force, { specs: specs(500) })
    expect(finished).toEqual([])
    expect(error?.message).toBe('Training workers fail again and again (The worker could not be started).')
    expect(force.asked.length).toBeLessThan(20)
  })

  test('stopped, it rejects with an AbortError, and what comes later is not heard', async () => {
    const stopper = new AbortController()
    const force = workforce(async ({ request }, onFinished) => {
      onFinished(request.specs.slice(0, 1).map(trained))
      stopper.abort()
      onFinished(request.specs.slice(1).map(trained))
      throw aborted()
    })
    const { finished, error } = await run(force, {}, stopper.signal, 1)
    expect(error?.name).toBe('AbortError')
    expect(finished).toHaveLength(1)
  })
})

describe('on a GPU', () => {
  const lost = (): Error => Object.assign(new Error('The GPU was lost: driver reset.'), { name: 'DeviceLost' })

  test('one worker has all networks; after a loss the rest is tried once more, from their interims', async () => {
    const force = workforce(async ({ worker, request }, onFinished, _, onInterim) => {
      if (worker > 1) return onFinished(request.specs.map(trained))
      onFinished(request.specs.slice(0, 5).map(trained))
      onInterim([{ id: 6, interim: standing(9) }])
      throw lost()
    })
    const { finished, troubles, devices } = await run(force, { device: 'webgpu' })
    expect([finished, devices]).toEqual([all, ['webgpu 1']])
    expect(troubles).toEqual(['The GPU was lost (driver reset). What is finished is kept; trying it once more for the remaining 7.'])
    expect(force.asked[1].request.specs.map(({ id }) => id)).toEqual(all.slice(5))
    expect(force.asked[1].request.begun.map(({ id }) => id)).toEqual([6])
  })

  test('lost twice, the rest goes on on the CPU from its interims', async () => {
    const force = workforce(async ({ request }, onFinished, _, onInterim) => {
      if (request.device === 'cpu') return onFinished(request.specs.map(trained))
      onFinished([trained(request.specs[0])])
      onInterim([{ id: 9, interim: standing(3) }])
      throw lost()
    })
    const { finished, troubles, devices } = await run(force, { device: 'webgpu' })
    expect([finished, devices]).toEqual([all, ['webgpu 1', 'cpu 2']])
    expect(troubles).toHaveLength(2)
    expect(troubles[1]).toContain('the remaining 10 networks train on the CPU')
    const begun = force.asked.filter(({ request }) => request.device === 'cpu').flatMap(({ request }) => request.begun)
    expect(begun.map(({ id, interim }) => [id, interim.step])).toEqual([[9, 3]])
  })
})

describe('on a GPU with CPU workers beside it', () => {
  const pictures = { ...dataset, image: { width: 2, height: 1 }, features: 2 }
  const mixed = specs(12).map((spec, place): NetworkSpec => place % 3 === 0 ? { ...spec, hyper: { ...spec.hyper, family: 'conv', depth: 1 } } : spec)
  const where = (force: Force, device: string): number[] =>
    force.asked.filter(({ request }) => request.device === device).flatMap(({ request }) => request.specs.map(({ id }) => id)).sort((a, b) => a - b)

  test('perceptrons go to the one, convolutions to the others', async () => {
    const force = workforce(async ({ request }, onFinished) => onFinished(request.specs.map(trained)))
    const { finished, devices } = await run(force, { dataset: pictures, specs: mixed, device: 'webgpu', beside: true })
    expect([finished, devices]).toEqual([all, ['webgpu 1']])
    expect(where(force, 'cpu')).toEqual([0, 3, 6, 9])
    expect(where(force, 'webgpu')).toEqual(all.filter(id => id % 3 !== 0))
  })

  test('it trains everything where it was chosen by hand, and is left alone where there are only convolutions', async () => {
    const train = (): Force => workforce(async ({ request }, onFinished) => onFinished(request.specs.map(trained)))
    const byHand = train()
    await run(byHand, { dataset: pictures, specs: mixed, device: 'webgpu' })
    expect(where(byHand, 'webgpu')).toEqual(all)
    const convolutions = train()
    const { finished, devices } = await run(convolutions, { dataset: pictures, specs: mixed.filter(({ hyper }) => hyper.family === 'conv'), device: 'webgpu', beside: true })
    expect([finished, devices]).toEqual([[0, 3, 6, 9], ['cpu 2']])
  })

  test('what no engine there knows is trained by the workers, whoever chose it', async () => {
    const force = workforce(async ({ request }, onFinished) => onFinished(request.specs.map(trained)))
    const left: Partial<NetworkSpec['hyper']>[] = [{ augmentation: 'noise' }, { augmentation: 'shifts' }, { start: 'labels' }, { start: 'subset' }]
    const some = specs(12).map((spec, place): NetworkSpec => ({ ...spec, hyper: { ...spec.hyper, ...left[place] } }))
    const { finished, devices } = await run(force, { dataset: pictures, specs: some, device: 'webgpu' })
    expect([finished, devices]).toEqual([all, ['webgpu 1']])
    expect(where(force, 'cpu')).toEqual([0, 1, 2, 3])
  })

  test('lost twice, its perceptrons too go to the workers', async () => {
    const force = workforce(async ({ request }, onFinished) => {
      if (request.device === 'webgpu') throw Object.assign(new Error('The GPU was lost.'), { name: 'DeviceLost' })
      onFinished(request.specs.map(trained))
    })
    const { finished, troubles, devices } = await run(force, { dataset: pictures, specs: mixed, device: 'webgpu', beside: true })
    expect([finished, devices]).toEqual([all, ['webgpu 1', 'cpu 2']])
    expect(troubles.map(sentence => sentence.slice(0, 17))).toEqual(['The GPU was lost.', 'The GPU was lost.'])
  })
})

test('memory refused is known in the words of browsers and in ours, and nothing else is', () => {
  const named = (name: string, message: string): Error => Object.assign(new Error(message), { name })
  expect(isOutOfMemory(named('RangeError', 'Array buffer allocation failed'))).toBe(true)
  expect(isOutOfMemory(named('RangeError', 'WebAssembly.Memory(): could not allocate memory'))).toBe(true)
  expect(isOutOfMemory(named('RangeError', 'WebAssembly.Memory.grow(): Unable to grow instance memory'))).toBe(true)
  expect(isOutOfMemory(named('RangeError', 'Invalid typed array length: 1e12'))).toBe(true)
  expect(isOutOfMemory(named('InternalError', 'allocation size overflow; out of memory'))).toBe(true)
  expect(isOutOfMemory(named('RangeError', 'Maximum call stack size exceeded'))).toBe(false)
  expect(isOutOfMemory(named('Error', 'Its numbers are none.'))).toBe(false)
  expect(isOutOfMemory('memory')).toBe(false)
})
