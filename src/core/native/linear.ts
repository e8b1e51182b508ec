// What the compiled kernel `linear` exports; pointers are bytes from the start of the memory.

export interface LinearKernel {
  nothing(): number
}
