// The error by which the page knows that the GPU went away; only name, message and stack of an error cross to it.

export class DeviceLost extends Error {
  override name = 'DeviceLost'
  constructor(reason: string) { super(`The GPU was lost${reason === '' ? '' : `: ${reason.replace(/\.+$/, '')}`}.`) }
}

/**
 * The outcome of `work`, unless the device goes first. Work on a lost device may fail in other words before the loss is announced, so a
 * failure waits `grace` milliseconds for it.
 */
export async function unlessLost<T>(work: Promise<T>, lost: Promise<never>, grace = 500): Promise<T> {
  try {
    return await Promise.race([work, lost])
  } catch (error) {
    if (!(error instanceof DeviceLost)) await Promise.race([lost, new Promise(resolve => { setTimeout(resolve, grace) })])
    throw error
  }
}
