// How exact a distance from a GPU is: what the note promises, and what a kernel's answer is checked against.

/** Largest relative error that is promised of a distance from a GPU, and that a checked one may have. */
export const GPU_ERROR = 1e-6
