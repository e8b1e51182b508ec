// Bands of vectors on the GPU, every entry as two floats: laid out when a tile asks for them, and kept while there is room.
import type { Vectors } from '../../src/core/tiles.ts'
import { breathe } from '../drive.ts'

/** GPU memory for bands, in bytes: a GPU may share the computer's. */
const ROOM = 768 * 2 ** 20

/** Entries laid out between two looks at the outside world. */
const SLICE = 1_000_000

export class GpuBands {
  readonly #device: GPUDevice
  readonly #vectors: Vectors
  readonly #size: number
  readonly #stride: number
  /** By first vector and number of vectors, the one used last at the end. */
  readonly #buffers = new Map<string, GPUBuffer>()

  /** `band` vectors of `stride` entries at most. */
  constructor(device: GPUDevice, vectors: Vectors, band: number, stride: number) {
    this.#device = device
    this.#vectors = vectors
    this.#size = 8 * band * stride
    this.#stride = stride
  }

  async hold(first: number, count: number, step: () => void): Promise<GPUBuffer> {
    const name = `${first} ${count}`
    const buffer = this.#buffers.get(name) ?? await this.#laidOut(first, count, step)
    this.#buffers.delete(name)
    this.#buffers.set(name, buffer)
    return buffer
  }

  end(): void {
    for (const buffer of this.#buffers.values()) buffer.destroy()
    this.#buffers.clear()
  }

  async #laidOut(first: number, count: number, step: () => void): Promise<GPUBuffer> {
    // The one used last may be the other band of this tile.
    for (const [name, old] of this.#buffers) {
      if (this.#buffers.size < 2 || (this.#buffers.size + 1) * this.#size <= ROOM) break
      old.destroy()
      this.#buffers.delete(name)
    }
    const buffer = this.#device.createBuffer({ size: this.#size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST })
    const { length } = this.#vectors
    const exact = new Float64Array(length)
    const floats = new Float32Array(2 * this.#stride)
    let work = 0
    for (let k = 0; k < count; k++) {
      this.#vectors.write(first + k, exact, 0)
      split(exact, floats)
      this.#device.queue.writeBuffer(buffer, 4 * k * floats.length, floats)
      work += length
      if (work < SLICE) continue
      work = 0
      await breathe()
      step()
    }
    return buffer
  }
}

/** Each number as the nearest float and the nearest float to what that leaves out: 48 bits of 53. */
export function split(exact: Float64Array, floats: Float32Array): void {
  for (let k = 0; k < exact.length; k++) {
    const near = Math.fround(exact[k])
    floats[2 * k] = near
    floats[2 * k + 1] = exact[k] - near
  }
}
