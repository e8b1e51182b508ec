// What the page's first script brings with it is there before any later part is asked for: it need not be in the lists of what to fetch ahead with
// these parts, which are themselves in the first script and cost a hundredth of what a visitor waits for.
import type { Plugin } from 'vite'

/** `needed` leaves out what has come already; the page's own list (`html`) is the first script's, and stays whole. */
export function firstScript(): { plugin: Plugin, needed: (file: string, files: string[], from: { hostType: 'html' | 'js' }) => string[] } {
  const here = new Set<string>()
  const plugin: Plugin = {
    name: 'first-script',
    apply: 'build',
    generateBundle: {
      order: 'pre',
      handler(_, bundle) {
        const take = (file: string): void => {
          const chunk = bundle[file]
          if (here.has(file) || chunk?.type !== 'chunk') return
          here.add(file)
          chunk.imports.forEach(take)
        }
        for (const [file, chunk] of Object.entries(bundle)) if (chunk.type === 'chunk' && chunk.isEntry) take(file)
      },
    },
  }
  return { plugin, needed: (_, files, { hostType }) => hostType === 'html' ? files : files.filter(file => !here.has(file)) }
}
