// Engines in words: the one that trains is marked, speeds are rough, and what is not known is not claimed.
import { describe, expect, it } from 'vitest'
import { engineLines, measuredWords, noGpu } from './engine-words.ts'

const speed = (multiplyAdds: number, milliseconds = 20) => ({ multiplyAdds, milliseconds })
const real = { available: true, fallback: false, name: 'nvidia hopper', why: null }
const none = { available: false, fallback: false, name: '', why: 'This browser has no WebGPU.' }
const engines = (cpu: number | null, webgpu: number | null, fault: string | null = null) =>
  ({ cpu: cpu === null ? null : speed(cpu), webgpu: webgpu === null ? null : speed(webgpu), fault, usualWorkers: 3 })
const asked = { device: 'auto' as const, gpu: real, engines: engines(1e10, 1e12), workers: null }

describe('a line for each engine', () => {
  it('marks the one that trains, and only that', () => {
    expect(engineLines(asked).map(line => line.trains)).toEqual([false, true])
    expect(engineLines({ ...asked, device: 'cpu' }).map(line => line.trains)).toEqual([true, false])
    expect(engineLines({ ...asked, gpu: none }).map(line => line.trains)).toEqual([true, false])
  })

  it('names the workers and lets the figure grow with them', () => {
    const rate = (workers: number) => Number(/about ([\d,]+)/.exec(engineLines({ ...asked, workers })[0].words)![1].replace(',', ''))
    expect(engineLines(asked)[0].name).toBe('CPU, 3 workers')
    expect(engineLines({ ...asked, workers: 1 })[0].name).toBe('CPU, 1 worker')
    expect(Math.abs(rate(4) / rate(2) - 2)).toBeLessThan(0.2) // two figures each
  })

  it('claims no speed that was not measured', () => {
    const lines = engineLines({ ...asked, engines: engines(null, null) })
    expect(lines.map(line => line.words)).toEqual(['to be measured', 'to be measured'])
    expect(engineLines({ ...asked, engines: engines(1e10, null, 'The GPU could not be tried out: lost.') })[1].words).toBe('not measured')
  })

  it('says why there is no GPU to train on', () => {
    expect(engineLines({ ...asked, gpu: null })[1].words).toBe('looking for WebGPU…')
    expect(engineLines({ ...asked, gpu: none })[1]).toMatchObject({ words: 'no WebGPU here', tone: 'warn', title: none.why })
    expect(engineLines({ ...asked, gpu: { ...real, fallback: true } })[1]).toMatchObject({ words: 'in software, slower', trains: false })
    expect([noGpu(null), noGpu(none)]).toEqual(['Looking for WebGPU…', 'No WebGPU: training runs on the CPU; all else works.'])
  })
})

describe('where the figures come from', () => {
  it('is the trial, the fault, or nothing yet', () => {
    expect(measuredWords({ engines: engines(1e10, 1e12) })).toMatch(/^Measured here in 40 ms/)
    expect(measuredWords({ engines: engines(null, null) })).not.toContain('Measured here')
    expect(measuredWords({ engines: engines(1, null, 'The GPU could not be tried out: lost.') })).toContain('lost')
  })
})
