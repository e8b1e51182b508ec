// Who disposes of what on the GPU: nothing outlives the work that made it, but what the work gives back.
import { engine, keep, Tensor } from '@tensorflow/tfjs-core'

/** Every tensor in a value, however deep in arrays and plain objects. */
export function tensorsIn(value: unknown): Tensor[] {
  if (value instanceof Tensor) return [value]
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return []
  return Object.values(value).flatMap(tensorsIn)
}

/** Like tfjs's tidy, for results of any type: disposes all tensors that `work` makes but those in its result. */
export function scoped<T>(work: () => T): T {
  engine().startScope()
  try {
    const result = work()
    for (const tensor of tensorsIn(result)) keep(tensor)
    return result
  } finally {
    engine().endScope()
  }
}

export function disposeAll(value: unknown): void {
  for (const tensor of tensorsIn(value)) tensor.dispose()
}
