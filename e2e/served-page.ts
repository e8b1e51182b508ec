// A page of the tests' own, built as the site is built, because a bundler's faults in workers and shaders show only there; and served.
import { join } from 'node:path'
import { build, preview } from 'vite'

export interface ServedPage { address: string, close: () => Promise<void> }

/** The page in this folder of e2e/. */
export async function servePage(folder: string): Promise<ServedPage> {
  const root = join(import.meta.dirname, folder)
  const outDir = join(import.meta.dirname, `../test-results/${folder}-page`)
  const configFile = join(import.meta.dirname, '../vite.config.ts')
  await build({ configFile, root, logLevel: 'error', publicDir: false, build: { outDir, emptyOutDir: true } })
  const server = await preview({ configFile, root, logLevel: 'error', build: { outDir }, preview: { port: 0, strictPort: false } })
  return { address: server.resolvedUrls!.local[0], close: () => server.close() }
}
