// Room in a buffer on the GPU, lent in stretches: networks of all sizes come and go.

interface Stretch { at: number, size: number }

export class Room {
  /** In order of place; two of them never touch. */
  #free: Stretch[]

  constructor(readonly size: number) { this.#free = [{ at: 0, size }] }

  /** The first place where so much is free, or null where there is none. */
  take(size: number): number | null {
    const gap = this.#free.find(stretch => stretch.size >= size)
    if (!gap) return null
    const { at } = gap
    gap.at += size
    gap.size -= size
    this.#free = this.#free.filter(stretch => stretch.size > 0)
    return at
  }

  giveBack(at: number, size: number): void {
    if (size === 0) return
    const joined: Stretch[] = []
    for (const stretch of [...this.#free, { at, size }].sort((a, b) => a.at - b.at)) {
      const before = joined.at(-1)
      if (before && before.at + before.size === stretch.at) before.size += stretch.size
      else joined.push({ ...stretch })
    }
    this.#free = joined
  }
}
