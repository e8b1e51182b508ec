// A binary heap of numbers, smallest first, in which equal numbers cancel in pairs: a chain over Z/2 of which only the start is looked at.

export class KeyHeap {
  #keys = new Float64Array(256)
  #size = 0

  clear(): void {
    this.#size = 0
  }

  push(key: number): void {
    if (this.#size === this.#keys.length) {
      const grown = new Float64Array(2 * this.#size)
      grown.set(this.#keys)
      this.#keys = grown
    }
    const keys = this.#keys
    let at = this.#size++
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (keys[parent] <= key) break
      keys[at] = keys[parent]
      at = parent
    }
    keys[at] = key
  }

  /** Takes out the smallest key that is there an odd number of times, and everything below; Infinity where there is none. */
  takeSmallest(): number {
    while (this.#size > 0) {
      const key = this.#take()
      if (this.#size === 0 || this.#keys[0] !== key) return key
      this.#take()
    }
    return Infinity
  }

  #take(): number {
    const keys = this.#keys
    const smallest = keys[0]
    const size = --this.#size
    const last = keys[size]
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= size) break
      if (child + 1 < size && keys[child + 1] < keys[child]) child++
      if (keys[child] >= last) break
      keys[at] = keys[child]
      at = child
    }
    keys[at] = last
    return smallest
  }
}
