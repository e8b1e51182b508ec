import { describe, expect, it } from 'vitest'
import { bytesOfBase64 } from './engine.ts'
import { openNative, withNative, withoutNative } from './native.ts'

describe('native kernels', () => {
  it('run here, and can be left out', () => {
    expect(withNative(() => 1)).toBe(1)
    expect(withoutNative(() => withNative(() => 1))).toBeNull()
    expect(withoutNative(() => openNative())).toBeNull()
  })

  it('read base64 as Node does', () => {
    for (let length = 0; length < 70; length++) {
      const bytes = Uint8Array.from({ length }, (_, k) => k * 151 + length)
      expect(bytesOfBase64(Buffer.from(bytes).toString('base64'))).toEqual(bytes)
    }
  })

  it('take off the stack what a job put there, also when it fails', () => {
    const top = withNative(native => native.mark())
    expect(() => withNative(native => { native.alloc(1000); throw new Error('stop') })).toThrow('stop')
    expect(withNative(native => native.mark())).toBe(top)
  })

  it('keep arrays apart and aligned while the memory grows', () => {
    const native = openNative()!
    const first = native.put(Float64Array.of(1, 2, 3))
    const second = native.alloc(10_000_000)
    expect([first % 16, second % 16]).toEqual([0, 0])
    native.f64(second, 1_250_000).fill(7)
    expect(native.f64(first, 3)).toEqual(Float64Array.of(1, 2, 3))
  })
})
