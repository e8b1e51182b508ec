// About how many bytes a value takes where it is stored: its arrays exactly, the small things around them by their kind.

export function bytesOf(value: unknown): number {
  if (value === null || value === undefined || typeof value === 'boolean') return 1
  if (typeof value === 'number') return 8
  if (typeof value === 'string') return value.length
  if (ArrayBuffer.isView(value)) return value.byteLength
  if (value instanceof ArrayBuffer) return value.byteLength
  let sum = 0
  if (value instanceof Map) for (const [key, one] of value) sum += bytesOf(key) + bytesOf(one)
  else if (Array.isArray(value) || value instanceof Set) for (const one of value) sum += bytesOf(one)
  else if (typeof value === 'object') for (const [key, one] of Object.entries(value)) sum += key.length + bytesOf(one)
  return sum
}
