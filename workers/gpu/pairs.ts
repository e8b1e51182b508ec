// Distances between diffusion operators on a GPU: direct differences in pairs of floats, tile by tile, in dispatches short enough for a page to
// draw its frames between them. The kernel is pairs.wgsl; the same in float64 is src/core/distance/frobenius.ts.
import { condensedIndex, condensedOrder, condensedSize } from '../../src/core/condensed.ts'
import type { DiffusionOperator } from '../../src/core/diffusion/operator.ts'
import { operatorVectors } from '../../src/core/distance/frobenius.ts'
import type { Tile, Vectors } from '../../src/core/tiles.ts'
import { pairsIn, placeTile, tilesOf } from '../../src/core/tiles.ts'
import { GPU_ERROR } from '../geometry/gpu-error.ts'
import { GpuBands } from './bands.ts'
import kernel from './pairs.wgsl?raw'

/** As in the kernel. */
const SIDE = 32
const DEPTH = 16
const RUN = 2048

/** Vectors in a band where they fit. */
const MOST = 256

/** A dispatch should take about so long (ms): a page draws a frame in 16. */
const BRIEF = 8

export interface GpuRun {
  signal?: AbortSignal
  onProgress?: (share: number) => void
}

/**
 * Condensed ‖P_i − P_j‖_F among all operators, of which the first are known among themselves; relative error up to 1e-6, also between near copies.
 * Throws where the device is lost, has too little memory, or computes something else; it is for the caller to go the CPU's way then.
 */
export async function distancesOnGpu(
  device: GPUDevice, operators: readonly DiffusionOperator[], known: Float64Array = new Float64Array(0), { signal, onProgress }: GpuRun = {},
): Promise<Float64Array> {
  const count = operators.length
  const earlier = known.length === 0 ? 0 : condensedOrder(known.length)
  const distances = new Float64Array(condensedSize(count))
  for (let i = 0, at = 0; i < earlier; i++) for (let j = i + 1; j < earlier; j++) distances[condensedIndex(i, j, count)] = known[at++]
  if (count < 2 || earlier === count) return distances
  const lost = device.lost.then(({ message }) => { throw new Error(`The GPU was lost: ${message}`) })
  lost.catch(() => undefined) // heard where somebody waits
  const work = new GpuTiles(device, operatorVectors(operators))
  device.pushErrorScope('out-of-memory')
  device.pushErrorScope('validation')
  try {
    const pairs = condensedSize(count) - condensedSize(earlier)
    let done = 0
    for (const tile of tilesOf(count, earlier, work.band)) {
      const fresh = pairsIn(tile)
      const values = await Promise.race([work.distances(tile, share => {
        signal?.throwIfAborted()
        onProgress?.((done + share * fresh) / pairs)
      }), lost])
      check(tile, values, work.vectors)
      placeTile(tile, values, distances, count)
      done += fresh
      onProgress?.(done / pairs)
    }
  } finally {
    work.end()
    for (let scope = 0; scope < 2; scope++) device.popErrorScope().catch(() => null)
  }
  return distances
}

class GpuTiles {
  readonly band: number
  readonly vectors: Vectors
  readonly #device: GPUDevice
  readonly #stride: number
  readonly #runs: number
  readonly #pipeline: GPUComputePipeline
  readonly #bands: GpuBands
  readonly #shape: GPUBuffer
  readonly #sums: GPUBuffer
  readonly #read: GPUBuffer
  /** Runs in a dispatch, as many as are brief. */
  #pace = 1

  constructor(device: GPUDevice, vectors: Vectors) {
    this.#device = device
    this.vectors = vectors
    this.#stride = Math.ceil(vectors.length / DEPTH) * DEPTH
    this.#runs = Math.ceil(this.#stride / RUN)
    this.band = bandFor(device.limits, this.#stride, this.#runs, vectors.count)
    this.#bands = new GpuBands(device, vectors, this.band, this.#stride)
    const size = 4 * this.#runs * this.band ** 2
    this.#shape = device.createBuffer({ size: 16, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST })
    this.#sums = device.createBuffer({ size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC })
    this.#read = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST })
    this.#pipeline = device.createComputePipeline({ layout: 'auto', compute: { module: device.createShaderModule({ code: kernel }), entryPoint: 'squares' } })
  }

  end(): void {
    this.#bands.end()
    for (const buffer of [this.#shape, this.#sums, this.#read]) buffer.destroy()
  }

  /** rows × columns, row-major. */
  async distances(tile: Tile, step: (share: number) => void): Promise<Float64Array> {
    const rows = await this.#bands.hold(tile.row, tile.rows, () => step(0))
    const columns = await this.#bands.hold(tile.column, tile.columns, () => step(0))
    const device = this.#device
    const bind = device.createBindGroup({
      layout: this.#pipeline.getBindGroupLayout(0),
      entries: [this.#shape, rows, columns, this.#sums].map((buffer, binding) => ({ binding, resource: { buffer } })),
    })
    const [across, down] = [tile.columns, tile.rows].map(vectors => Math.ceil(vectors / SIDE))
    for (let run = 0; run < this.#runs;) {
      const runs = Math.min(this.#pace, this.#runs - run)
      device.queue.writeBuffer(this.#shape, 0, new Uint32Array([this.#stride, run, this.band, Number(tile.row === tile.column)]))
      const encoder = device.createCommandEncoder()
      const pass = encoder.beginComputePass()
      pass.setPipeline(this.#pipeline)
      pass.setBindGroup(0, bind)
      pass.dispatchWorkgroups(across, down, runs)
      pass.end()
      run += runs
      if (run === this.#runs) encoder.copyBufferToBuffer(this.#sums, 0, this.#read, 0, this.#read.size)
      const began = performance.now()
      device.queue.submit([encoder.finish()])
      await device.queue.onSubmittedWorkDone()
      const took = performance.now() - began
      if (took < BRIEF) this.#pace = Math.min(this.#runs, 2 * this.#pace)
      else if (took > 3 * BRIEF) this.#pace = Math.max(1, this.#pace >> 1)
      step(run / this.#runs)
    }
    await this.#read.mapAsync(GPUMapMode.READ)
    try {
      return this.#added(tile, new Float32Array(this.#read.getMappedRange()))
    } finally {
      this.#read.unmap()
    }
  }

  /** Sums of the runs, added in float64, in order; their roots. */
  #added({ row, rows, column, columns }: Tile, sums: Float32Array): Float64Array {
    const { band } = this
    const values = new Float64Array(rows * columns)
    for (let run = 0; run < this.#runs; run++) {
      for (let r = 0; r < rows; r++) {
        const from = (run * band + r) * band
        const end = row === column ? r : columns
        for (let c = 0; c < end; c++) values[r * columns + c] += sums[from + c]
      }
    }
    for (let k = 0; k < values.length; k++) values[k] = Math.sqrt(values[k])
    return values
  }
}

/** Vectors that fit into one buffer, a multiple of SIDE. */
export function bandFor(limits: GPUSupportedLimits, stride: number, runs: number, count: number): number {
  const room = Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize)
  const fit = Math.min(MOST, Math.ceil(count / SIDE) * SIDE, Math.floor(room / (8 * stride)), Math.floor(Math.sqrt(room / (4 * runs))))
  if (fit < SIDE) throw new Error(`The GPU's buffers hold ${fit} operators; ${SIDE} are the least.`)
  return Math.floor(fit / SIDE) * SIDE
}

/** A driver that computes something else is found out by a tile's nearest pair and its last, again in float64. */
function check(tile: Tile, values: Float64Array, vectors: Vectors): void {
  const own = tile.row === tile.column
  let nearest = own ? tile.columns : 0
  for (let r = 0; r < tile.rows; r++) for (let c = 0; c < (own ? r : tile.columns); c++) if (!(values[r * tile.columns + c] >= values[nearest])) nearest = r * tile.columns + c
  const last = own ? tile.rows * tile.columns - 2 : tile.rows * tile.columns - 1
  const a = new Float64Array(vectors.length)
  const b = new Float64Array(vectors.length)
  for (const at of [nearest, last]) {
    vectors.write(tile.row + Math.floor(at / tile.columns), a, 0)
    vectors.write(tile.column + at % tile.columns, b, 0)
    let square = 0
    for (let k = 0; k < a.length; k++) square += (a[k] - b[k]) ** 2
    const exact = Math.sqrt(square)
    if (!asPromised(values[at], exact, vectors.length)) throw new Error(`The GPU computes ${values[at]} where ${exact} is right.`)
  }
}

/**
 * Whether a distance between two operators of so many entries n² is as good as the note says: GPU_ERROR of itself, or what an entry of 48 bits leaves out
 * (2⁻⁴⁷ p between two, ‖P‖ ≤ √n), which is more for copies closer than some 1e-7.
 */
export function asPromised(computed: number, exact: number, entries: number): boolean {
  return Math.abs(computed - exact) <= GPU_ERROR * exact + 2 ** -46 * entries ** 0.25
}
