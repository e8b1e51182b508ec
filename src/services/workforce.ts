// How many training workers there are on the CPU where nobody says otherwise, and at the most.

/** More workers than this no machine of a visitor's has a use for, and each holds a copy of the data. */
export const MOST_WORKERS = 64

/** One thread is left to the page. */
export const usualWorkers = (threads: number): number => Math.max(1, Math.min(MOST_WORKERS, threads - 1))
