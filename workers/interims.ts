// How often a network in training is taken down, so that whoever takes over need not begin it anew.

/** Milliseconds from one interim of a network to its next: so much is lost at most when a tab is closed or a worker dies. */
export const INTERIM_EVERY = 2000

/** Bytes of interims a millisecond at most: they are sent to the page and written down, all beside the training. */
const MOST = 20_000

/** Milliseconds between two interims of each network, when the states of all in training are so many bytes. */
export const interimPause = (bytes: number): number => Math.max(INTERIM_EVERY, bytes / MOST)
