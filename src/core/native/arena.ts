// A WebAssembly memory as a stack of arrays: what a job puts there is taken off when it ends. Views die when the memory grows, so they
// are taken anew after every alloc.
import type { EngineMemory } from './engine.ts'

const PAGE = 65536

export class Arena {
  readonly memory: EngineMemory
  #top: number

  constructor(memory: EngineMemory, start: number) {
    this.memory = memory
    this.#top = start
  }

  /** Room for so many bytes, not cleared, at a multiple of 16. Throws where the memory cannot grow. */
  alloc(bytes: number): number {
    const pointer = this.#top
    const top = pointer + Math.ceil(bytes / 16) * 16
    const missing = top - this.memory.buffer.byteLength
    if (missing > 0) {
      try {
        this.memory.grow(Math.ceil(missing / PAGE))
      } catch {
        throw new Error(`The computation needs ${Math.ceil(top / 2 ** 20)} MB of memory at once, and this machine does not give it.`)
      }
    }
    this.#top = top
    return pointer
  }

  /** A copy of the array in the memory. */
  put(array: Float64Array | Float32Array | Uint32Array | Int32Array): number {
    const pointer = this.alloc(array.byteLength)
    new Uint8Array(this.memory.buffer, pointer, array.byteLength).set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
    return pointer
  }

  f64(pointer: number, length: number): Float64Array<ArrayBuffer> { return new Float64Array(this.memory.buffer, pointer, length) }
  f32(pointer: number, length: number): Float32Array<ArrayBuffer> { return new Float32Array(this.memory.buffer, pointer, length) }
  u32(pointer: number, length: number): Uint32Array<ArrayBuffer> { return new Uint32Array(this.memory.buffer, pointer, length) }

  /** Where the stack stands; `release` takes off all that came after. */
  mark(): number { return this.#top }
  release(mark: number): void { this.#top = mark }
}
