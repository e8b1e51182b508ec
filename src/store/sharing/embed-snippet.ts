// The lines that embed the page in another: an iframe that scrolls with its page, loads when it is near, and may do what Netfold needs and no more.
import { escaped } from '../../formats/site/site-page.ts'
import type { EmbedPanel } from './embed-panels.ts'

/** Workers and the map's files are the page's own (same-origin); "Open in Netfold" opens a tab that is no longer within the frame. */
const SANDBOX = 'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads'

/** `page`: its address, with what is shown in the hash. */
export function embedSnippet(page: string, panels: readonly EmbedPanel[], title: string): { address: string, snippet: string } {
  const [before, hash = ''] = page.split(/(?=#)/, 2)
  const address = `${before.split('?')[0]}?embed${panels.length > 0 ? `=${panels.join(',')}` : ''}${hash}`
  const height = panels.length > 0 ? 640 : 480
  return {
    address,
    snippet: `<iframe src="${escaped(address)}" title="${escaped(title)}" width="100%" height="${height}" loading="lazy" style="border: 0" sandbox="${SANDBOX}"></iframe>`,
  }
}
