// What the compiled kernel `pairs` exports; pointers are bytes from the start of the memory.

export interface PairsKernel {
  nothing(): number
}
