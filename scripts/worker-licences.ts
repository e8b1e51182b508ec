// The licences of what only workers bundle: each worker is a build of its own, of which the page's list of licences knows nothing.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

interface About { name: string, version: string, license?: string }

/** The folder of the package that a module lies in; null for our own. */
export const packageOf = (module: string): string | null => /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(module.replaceAll('\\', '/').replace(/^\0/, ''))?.[1] ?? null

/** A heading with name, version and licence, and the licence's text where the package brings one. */
export function licenceOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as About
  const file = readdirSync(folder).find(entry => /^licen[cs]e/i.test(entry))
  return `## ${name} - ${version} (${license ?? 'see its text'})\n${file ? `\n${readFileSync(join(folder, file), 'utf8').trim()}\n` : ''}`
}

/** `listen` goes to every worker's build, `write` to the page's, which ends after them. */
export function workerLicences(fileName: string): { listen: () => Plugin, write: Plugin } {
  const folders = new Set<string>()
  return {
    listen: () => ({
      name: 'hear-of-worker-licences',
      generateBundle(_options, bundle) {
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== 'chunk') continue
          for (const [module, { renderedLength }] of Object.entries(chunk.modules)) {
            const folder = renderedLength > 0 ? packageOf(module) : null
            if (folder && existsSync(join(folder, 'package.json'))) folders.add(folder)
          }
        }
      },
    }),
    write: {
      name: 'worker-licences',
      apply: 'build',
      generateBundle() {
        const source = `# Licences of what the workers bundle\n\n${[...folders].sort().map(licenceOf).join('\n')}`
        if (folders.size > 0) this.emitFile({ type: 'asset', fileName, source })
      },
    },
  }
}
