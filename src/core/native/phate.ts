// What the compiled kernel `phate` exports; pointers are bytes from the start of the memory.

export interface PhateKernel {
  nothing(): number
}
