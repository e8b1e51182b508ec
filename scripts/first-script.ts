// What a first visit must have before the map is drawn: its modules stand together in one chunk, and the drawing's in another. Left to themselves
// they come in some forty small pieces, for later parts share some of them, and pieces compress worse than one. What has come with the first
// script need not be in the lists of what to fetch ahead with later parts either, which are themselves in that script.
import type { Plugin } from 'vite'

interface Group { name: string, test: (id: string) => boolean, priority: number }

/**
 * `needed` leaves out what has come already; the page's own list (`html`) is the first script's, and stays whole. `groups`: as the bundler takes them, by
 * what `drawing` and the page's own script bring with them.
 */
export function firstScript(drawing: string): { plugin: Plugin, needed: (file: string, files: string[], from: { hostType: 'html' | 'js' }) => string[], groups: Group[] } {
  const here = new Set<string>()
  const modules = { first: new Set<string>(), drawing: new Set<string>() }
  const plugin: Plugin = {
    name: 'first-script',
    apply: 'build',
    buildEnd() {
      const follow = (id: string, into: Set<string>): void => {
        if (into.has(id) || modules.first.has(id)) return
        into.add(id)
        this.getModuleInfo(id)?.importedIds.forEach(next => follow(next, into))
      }
      const all = [...this.getModuleIds()]
      for (const id of all) if (/\/src\/main\.tsx$/.test(id)) follow(id, modules.first)
      for (const id of all) if (id.endsWith(drawing)) follow(id, modules.drawing)
    },
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
  return {
    plugin,
    needed: (_, files, { hostType }) => hostType === 'html' ? files : files.filter(file => !here.has(file)),
    groups: [
      { name: 'first', test: id => modules.first.has(id), priority: 2 },
      { name: 'drawing', test: id => modules.drawing.has(id), priority: 1 },
    ],
  }
}
