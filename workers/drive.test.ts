// The driver must give what the algorithm gives, let others speak in between, and stop when asked.
import { describe, expect, it, vi } from 'vitest'
import { breathe, drive, throttled } from './drive.ts'

function* count(to: number, onEnd?: () => void): Generator<number, string, void> {
  try {
    for (let step = 1; step <= to; step++) yield step
    return `counted ${to}`
  } finally {
    onEnd?.()
  }
}

describe('drive', () => {
  it('gives the result of the algorithm', async () => {
    expect(await drive(count(1000))).toBe('counted 1000')
  })

  it('lets a message in before the work is done', async () => {
    const order: string[] = []
    const work = drive(count(5), { slice: 0 }).then(() => order.push('work'))
    await breathe()
    order.push('message')
    await work
    expect(order).toEqual(['message', 'work'])
  })

  it('reports where the algorithm stands, in order', async () => {
    const seen: number[] = []
    await drive(count(6), { slice: 0, onProgress: step => seen.push(step) })
    expect(seen).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('stops at the next step with an AbortError, and the algorithm cleans up', async () => {
    const stop = new AbortController()
    const ended = vi.fn()
    const seen: number[] = []
    const work = drive(count(100, ended), {
      slice: 0,
      signal: stop.signal,
      onProgress: step => {
        seen.push(step)
        if (step === 3) stop.abort()
      },
    })
    await expect(work).rejects.toMatchObject({ name: 'AbortError' })
    expect(seen).toEqual([1, 2, 3])
    expect(ended).toHaveBeenCalledOnce()
  })

  it('does not begin when the cancel came first', async () => {
    const stop = new AbortController()
    stop.abort()
    await expect(drive(count(3), { signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('hands on what the algorithm throws', async () => {
    function* broken(): Generator<number, void, void> {
      yield 1
      throw new RangeError('a rate of -1')
    }
    await expect(drive(broken())).rejects.toThrow('a rate of -1')
  })
})

describe('throttled', () => {
  it('passes the first call at once and drops those that come too soon', () => {
    vi.useFakeTimers()
    const seen: number[] = []
    const report = throttled<number>(value => seen.push(value), 200)
    for (let tick = 0; tick < 10; tick++) {
      report(tick)
      vi.advanceTimersByTime(60)
    }
    vi.useRealTimers()
    expect(seen).toEqual([0, 4, 8])
  })
})
