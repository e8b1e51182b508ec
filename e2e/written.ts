// Until the browser has written what there is to write of the session: what it knows of every session stands as it stood a moment before.
import type { Page } from '@playwright/test'

/** By the page's own clock, on which the map is written a second after its last change and the view sooner: a page that is slow is waited for. */
export async function written(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const pause = (milliseconds: number) => new Promise(resolve => { setTimeout(resolve, milliseconds) })
    const answer = <T>(request: IDBRequest<T>) => new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error ?? new Error('no answer'))
    })
    /** What stands beside the networks: the map, the run, the view. */
    const known = async (): Promise<string> => {
      const database = await answer(indexedDB.open('netfold'))
      try {
        const records = database.transaction('records').objectStore('records')
        const keys = (await answer(records.getAllKeys())).filter(key => (key as string[])[1] === 'about')
        const values = await Promise.all(keys.map(key => answer<unknown>(records.get(key))))
        const plain = (_: string, value: unknown) => value instanceof Map ? [...value as Map<unknown, unknown>] : ArrayBuffer.isView(value) ? value.byteLength : value
        return JSON.stringify([keys, values], plain)
      } finally {
        database.close()
      }
    }
    await pause(1100)
    for (let last = ''; ;) {
      const now = await known()
      if (now === last) return
      last = now
      await pause(600)
    }
  })
}
