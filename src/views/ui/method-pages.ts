// The method pages of docs/methods, built into the page one by one, so that every "?" works offline and from any sub-path.
const PAGES = import.meta.glob<string>('../../../docs/methods/*.md', { query: '?raw', import: 'default' })

/** 'phate', 'phate.md' and 'docs/methods/phate.md#t' are the same page. */
const stem = (name: string): string => name.replace(/#.*$/, '').replace(/^.*\//, '').replace(/\.(md|html)$/, '')

/** Fetches a page's Markdown; null where there is no such page. */
export const methodPage = (name: string): (() => Promise<string>) | null => PAGES[`../../../docs/methods/${stem(name)}.md`] ?? null

/** Names of all pages, in alphabetical order. */
export const methodNames = (): string[] => Object.keys(PAGES).map(stem).filter(name => name !== 'README').sort()
