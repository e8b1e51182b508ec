// What the compiled kernel `predictions` exports; pointers are bytes from the start of the memory.

export interface PredictionsKernel {
  nothing(): number
}
