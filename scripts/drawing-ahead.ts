// The drawing of the map is asked for by the page's first script, and would begin to come only when that has run: the page names it beside that
// script, so that both come at once.
import type { Plugin } from 'vite'

export const drawingAhead: Plugin = {
  name: 'drawing-ahead',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle }) {
      const chunks = Object.values(bundle ?? {}).flatMap(part => part.type === 'chunk' ? [part] : [])
      const drawing = chunks.find(({ moduleIds }) => moduleIds.some(id => id.endsWith('/src/views/map/MapView.tsx')))
      // Pages of the tests' own draw no map.
      if (!drawing) return
      const files = [drawing.fileName, ...drawing.imports].filter(file => !html.includes(file))
      return files.map(file => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` }, injectTo: 'head' as const }))
    },
  },
}
