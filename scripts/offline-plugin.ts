// Builds the service worker (workers/offline.worker.ts) to sw.js beside index.html, with the list of the page's files in it. Maps are not in the list:
// an exported site has others, and the worker reads what there are.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { build } from 'vite'
import { crcOf } from '../src/formats/site/site-files.ts'
import { SERVICE_WORKER, workerList } from '../src/formats/site/site-worker.ts'
import type { PageFile } from '../src/protocol/offline.ts'

/** Names that the build makes anew for every content. */
const HASHED = /^assets\/.*-[\w-]{8}\.\w+$/
/** Fetched as the site has them, or by nobody but who reads the site's folder. */
const NOT_KEPT = /^maps\/|^licen[cs]es?\b|\.map$|^sw\.js$|^files\.json$|(^|\/)\./

const bytesOf = (source: string | Uint8Array): Uint8Array => typeof source === 'string' ? new TextEncoder().encode(source) : source

/** The list, sorted by name. `files`: bytes or text by name below the page's folder. */
export function pageFiles(files: ReadonlyMap<string, string | Uint8Array>): PageFile[] {
  return [...files.keys()].filter(name => !NOT_KEPT.test(name)).sort().map(url => ({
    url, revision: HASHED.test(url) ? null : crcOf(bytesOf(files.get(url)!)),
  }))
}

async function worker(): Promise<string> {
  const made = await build({
    configFile: false, logLevel: 'error', publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false, target: 'es2023', modulePreload: false,
      rolldownOptions: { input: fileURLToPath(new URL('../workers/offline.worker.ts', import.meta.url)), output: { format: 'iife' } },
    },
  })
  const [chunk] = (Array.isArray(made) ? made : [made]).flatMap(part => 'output' in part ? part.output : [])
  if (chunk?.type !== 'chunk') throw new Error('The service worker was not built.')
  return chunk.code
}

/** Everything below a folder, by path with slashes. */
function filesBelow(folder: string): Map<string, Uint8Array> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  return new Map(files.map(({ parentPath, name }) => {
    const path = join(parentPath, name)
    return [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path)]
  }))
}

export function offlinePlugin(): Plugin {
  let publicFolder = ''
  return {
    name: 'offline',
    apply: 'build',
    enforce: 'post',
    configResolved: ({ publicDir }) => { publicFolder = publicDir },
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const files = new Map<string, string | Uint8Array>(publicFolder ? filesBelow(publicFolder) : [])
        for (const [name, part] of Object.entries(bundle)) files.set(name, part.type === 'chunk' ? part.code : part.source)
        // Pages of the tests' own are built by the same configuration, and have no front door of this name to keep.
        if (publicFolder) this.emitFile({ type: 'asset', fileName: SERVICE_WORKER, source: workerList(pageFiles(files)) + await worker() })
      },
    },
  }
}
