// Types of chromium.mjs, which stays plain JavaScript so that node runs it as it is.

/** The path of a Chromium; an error that says what to do where there is none. */
export function findChromium(): string
