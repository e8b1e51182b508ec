// The same mathematics compiled: kernels in WebAssembly SIMD beside their readable TypeScript twins. Every caller asks `openNative()` and goes
// its twin's way where there is none; the twins are the oracle in tests. No threads and no shared memory, so no cross-origin isolation.
// Plain SIMD only (no fused or relaxed operations) and the kernels' own exp and log: the same bits on every machine.
import { Arena } from './arena.ts'
import { bytesOfBase64, hostEngine } from './engine.ts'
import { linear } from './generated/linear.ts'
import { pairs } from './generated/pairs.ts'
import { phate } from './generated/phate.ts'
import { predictions } from './generated/predictions.ts'
import { table } from './generated/table.ts'
import { training } from './generated/training.ts'
import type { LinearKernel } from './linear.ts'
import type { PairsKernel } from './pairs.ts'
import type { PhateKernel } from './phate.ts'
import type { PredictionsKernel } from './predictions.ts'
import type { TableKernel } from './table.ts'
import type { TrainingKernel } from './training.ts'

interface Kernels { linear: LinearKernel, pairs: PairsKernel, phate: PhateKernel, predictions: PredictionsKernel, table: TableKernel, training: TrainingKernel }

const SOURCES: Record<keyof Kernels, string> = { linear, pairs, phate, predictions, table, training }
type Name = keyof Kernels

/** Below it lie the kernels' constants (scripts/kernels.js gives each a stretch). */
const ARENA_START = 1 << 20

/** One memory and the kernels on it. */
export class Native extends Arena {
  readonly #kernels: Partial<Kernels> = {}

  get linear(): LinearKernel { return this.#kernel('linear') }
  get pairs(): PairsKernel { return this.#kernel('pairs') }
  get phate(): PhateKernel { return this.#kernel('phate') }
  get predictions(): PredictionsKernel { return this.#kernel('predictions') }
  get table(): TableKernel { return this.#kernel('table') }
  get training(): TrainingKernel { return this.#kernel('training') }

  #kernel<N extends Name>(name: N): Kernels[N] {
    const instance = this.#kernels[name] ?? new (hostEngine()!.Instance)(compiled(name), { env: { memory: this.memory } }).exports as Kernels[N]
    this.#kernels[name] = instance as Partial<Kernels>[N]
    return instance
  }
}

const modules = new Map<Name, object>()

/** Each kernel is compiled once, when it is first asked for. */
function compiled(name: Name): object {
  const known = modules.get(name)
  if (known) return known
  const module = new (hostEngine()!.Module)(bytesOfBase64(SOURCES[name]))
  modules.set(name, module)
  return module
}

let usable: boolean | null = null
let wanted = true

/** Whether this engine runs the kernels. */
function available(): boolean {
  usable ??= hostEngine()?.validate(bytesOfBase64(linear)) ?? false
  return usable && wanted
}

/** A memory of its own for one job, given back to the engine with the last reference to it; null where the twins must do. */
export function openNative(): Native | null {
  const engine = available() ? hostEngine() : null
  return engine && new Native(new engine.Memory({ initial: ARENA_START / 65536 + 1 }), ARENA_START)
}

let standing: Native | null = null

/**
 * For short work that ends before it returns: one memory that stays. What the work put on the stack is taken off; it returns copies.
 * Null where the twins must do.
 */
export function withNative<T>(work: (native: Native) => T): T | null {
  if (!available()) return null
  standing ??= openNative()!
  const mark = standing.mark()
  try {
    return work(standing)
  } finally {
    standing.release(mark)
  }
}

/** Runs the twins alone: for tests that hold the kernels against them. */
export function withoutNative<T>(work: () => T): T {
  const before = wanted
  wanted = false
  try {
    return work()
  } finally {
    wanted = before
  }
}
