// Pages of docs/ as the page shows them: Markdown to HTML and TeX to MathML while building, so that neither parser is shipped. What is
// written as HTML in a page is shown as text; a formula that TeX cannot read fails the build.
import { Marked } from 'marked'
import type { TokenizerAndRendererExtension } from 'marked'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import temml from 'temml'
import type { Plugin } from 'vite'
import type { MethodPage } from '../src/views/ui/method-pages.ts'

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** What TeX sets by style attributes, which the page's policy does not let in: classes of MethodDialog.css in their place. */
const CLASS_OF = new Map([
  ['display:block math;', 'MethodPage-displayed'],
  ['math-depth:0;', 'MethodPage-full'],
  ['margin-left:-0.1667em;', 'MethodPage-closer'],
])

/** MathML without style attributes. Error: a style that no class stands for yet. */
export function styledByClass(mathml: string): string {
  return mathml.replace(/<(\w+)([^<>]*)>/g, (tag, name: string, rest: string) => {
    const style = / style="([^"]*)"/.exec(rest)
    if (!style) return tag
    const named = CLASS_OF.get(style[1])
    if (!named) throw new Error(`A formula is set with the style "${style[1]}", for which MethodDialog.css has no class yet.`)
    const others = rest.replace(style[0], '')
    return / class="/.test(others) ? `<${name}${others.replace(/ class="/, ` class="${named} `)}>` : `<${name} class="${named}"${others}>`
  })
}

const mathml = (tex: string, displayMode: boolean): string => styledByClass(temml.renderToString(tex, { displayMode, throwOnError: true }))

/** $$ … $$ on lines of their own. */
const displayed: TokenizerAndRendererExtension = {
  name: 'displayed',
  level: 'block',
  start: source => source.match(/^\$\$/m)?.index,
  tokenizer: source => {
    const found = /^\$\$([\s\S]+?)\$\$(?:\n|$)/.exec(source)
    return found ? { type: 'displayed', raw: found[0], text: found[1].trim() } : undefined
  },
  renderer: ({ text }) => `<div class="MethodPage-formula" tabindex="0" role="group" aria-label="Formula">${mathml(text, true)}</div>\n`,
}

/** $…$ within a line, by GitHub's rule: no space inside the dollars, no letter or digit behind them. */
const inline: TokenizerAndRendererExtension = {
  name: 'inline',
  level: 'inline',
  start: source => source.indexOf('$') < 0 ? undefined : source.indexOf('$'),
  tokenizer: source => {
    const found = /^\$(?![\s$])((?:\\.|[^$\\])+?)(?<!\s)\$(?![\w$])/.exec(source)
    return found ? { type: 'inline', raw: found[0], text: found[1] } : undefined
  },
  renderer: ({ text }) => mathml(text, false),
}

const stem = (to: string): string => basename(to.replace(/#.*$/, '')).replace(/\.md$/, '')

/** What a visitor may want to read besides the methods; the same list stands in src/views/ui/method-pages.ts, as a pattern. */
const BESIDES = ['kept', 'weights', 'map-format', 'terminal', 'offline', 'safety']

/** Names of the pages in a folder `docs`. */
export const pagesOf = (docs: string): string[] => [...readdirSync(join(docs, 'methods')).filter(name => name.endsWith('.md')).map(stem), ...BESIDES]

/** A drawing beside a page, as its text; null where there is none of that name. */
export type Drawing = (name: string) => string | null

/** Drawings (.svg) in the page's own folder. */
export const besides = (file: string): Drawing => name => {
  const path = join(dirname(file), name)
  return /^[\w-]+\.svg$/.test(name) && existsSync(path) ? readFileSync(path, 'utf8') : null
}

/**
 * `known`: names of the pages that can be linked to, without folder and ending. A drawing is carried within the page, as an image, in which nothing can run;
 * where there is none stand its words.
 */
export function methodPage(source: string, known: ReadonlySet<string>, drawing: Drawing = () => null): MethodPage {
  const marked = new Marked({ gfm: true, async: false }, {
    extensions: [displayed, inline],
    renderer: {
      html: ({ text }) => escape(text),
      image({ href, text }) {
        const svg = drawing(href)
        return svg === null ? escape(text) : `<img class="MethodPage-drawing" alt="${escape(text)}" src="data:image/svg+xml,${encodeURIComponent(svg)}">`
      },
      code: ({ text }) => `<pre tabindex="0"><code>${escape(text)}</code></pre>\n`,
      link({ href, tokens }) {
        const words = this.parser.parseInline(tokens)
        if (/^https?:/.test(href)) return `<a href="${escape(href)}" target="_blank" rel="noreferrer">${words}</a>`
        return /\.md(#.*)?$/.test(href) && known.has(stem(href)) ? `<button type="button" class="MethodPage-link" data-page="${stem(href)}">${words}</button>` : words
      },
    },
  })
  const tokens = marked.lexer(source)
  const first = tokens.find(token => token.type !== 'space')
  const title = first?.type === 'heading' ? first as { text: string } : null
  const body = title ? tokens.slice(tokens.indexOf(first!) + 1) : tokens
  const opening = body.find(token => token.type === 'paragraph')
  return {
    title: title?.text ?? 'How it works',
    gloss: opening ? firstSentence(marked.parser([opening])) : '',
    // A table wider than the page scrolls in a frame of its own, also by keyboard.
    html: marked.parser(body).replaceAll('<table>', '<div class="MethodPage-table" tabindex="0" role="group" aria-label="Table"><table>').replaceAll('</table>', '</table></div>'),
  }
}

function firstSentence(html: string): string {
  const text = html.replace(/<annotation[\s\S]*?<\/annotation>/g, '').replace(/<[^>]+>/g, '').replace(/\s+/g, ' ').trim()
    .replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', '’').replaceAll('&amp;', '&')
  return /^.*?[.?!](?=\s[A-Z]|$)/.exec(text)?.[0] ?? text
}

/** `x.md?page` is a page, `x.md?about` only its title and gloss. `names`: the pages that can be linked to. */
export function methodPages(names: () => readonly string[]): Plugin {
  return {
    name: 'method-pages',
    enforce: 'pre',
    async load(id) {
      const [, file, what] = /^(.*\.md)\?(page|about)$/.exec(id) ?? []
      if (!file) return null
      this.addWatchFile(file)
      const page = methodPage(await readFile(file, 'utf8'), new Set(names()), besides(file))
      return `export default ${JSON.stringify(what === 'about' ? { title: page.title, gloss: page.gloss } : page)}`
    },
  }
}
