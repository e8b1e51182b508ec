// The pages of docs/ that a visitor can read here, one by one, so that every "?" works offline and from any sub-path. Built by
// scripts/method-pages.ts: their HTML and MathML are made from our own Markdown while building.

export interface MethodPage {
  /** The first heading. */
  title: string
  /** The first sentence, without markup. */
  gloss: string
  /** Everything below the first heading. Links to other pages are buttons with `data-page`. */
  html: string
}

const PAGES = import.meta.glob<MethodPage>(['../../../docs/methods/*.md', '../../../docs/{kept,weights,map-format,saved-models,own-data,terminal,offline,safety}.md'], { query: '?page', import: 'default' })

/** 'phate', 'phate.md' and 'docs/methods/phate.md#t' are the same page. */
export const stem = (name: string): string => name.replace(/#.*$/, '').replace(/^.*\//, '').replace(/\.(md|html)$/, '')

const BY_NAME = new Map(Object.entries(PAGES).map(([path, load]) => [stem(path), load]))

/** Fetches a page; null where there is no such page. */
export const methodPage = (name: string): (() => Promise<MethodPage>) | null => BY_NAME.get(stem(name)) ?? null
