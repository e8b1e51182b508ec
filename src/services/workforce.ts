// How many training workers there are on the CPU where nobody says otherwise, and at the most.

/** More workers than this no machine of a visitor's has a use for, and each holds a copy of the data. */
export const MOST_WORKERS = 64

/** One thread is left to the page. */
export const usualWorkers = (threads: number): number => Math.max(1, Math.min(MOST_WORKERS, threads - 1))

/** More workers than this would keep the page's thread busy with their messages. */
const MOST_FOR_PANELS = 4

/** Workers for what panels ask while nothing trains, for seconds and not for minutes: both threads of two, and all but one of more. */
export const panelWorkers = (threads: number): number => Math.min(MOST_FOR_PANELS, threads <= 2 ? Math.max(1, threads) : threads - 1)
