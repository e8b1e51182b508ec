// sw.js, the service worker of a built page, for another index.html: it begins with the list of the page's files, and knows the page by what it holds.
import { FormatError } from '../format-error.ts'
import { crcOf } from './site-files.ts'

/** Beside index.html. */
export const SERVICE_WORKER = 'sw.js'

const PAGE = /(\{"url":"index\.html","revision":")[^"]*("\})/g

/** The first line of sw.js: what the worker fetches when it is installed. */
export const workerList = (files: readonly { url: string, revision: string | null }[]): string => `self.pageFiles=${JSON.stringify(files)};\n`

/**
 * The worker that keeps this page: a browser that has kept the old one sees that there is a newer one. `worker`: text of sw.js. Error: a FormatError
 * where its list does not name the page once.
 */
export function workerWithPage(worker: string, page: Uint8Array): string {
  if (worker.match(PAGE)?.length !== 1) throw new FormatError(`${SERVICE_WORKER} should list index.html once; it was not built with this page.`)
  return worker.replace(PAGE, `$1${crcOf(page)}$2`)
}
