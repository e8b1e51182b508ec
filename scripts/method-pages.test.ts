// Method pages must come out whole: nothing of what was written may be lost, no formula may fail, nothing may be smuggled in, no link may lead nowhere.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { methodPage as pageInTheApp } from '../src/views/ui/method-pages.ts'
import { besides, methodPage, pagesOf, styledByClass } from './method-pages.ts'

const known = new Set(['phate', 'kept'])
const html = (source: string) => methodPage(source, known).html

describe('a method page', () => {
  it('gives its first heading as the title, its first sentence as the gloss, and the rest as HTML', () => {
    const page = methodPage('# PHATE\n\nFrom *distances* to a map, i.e. a picture. More.\n\n## Next\n', known)
    expect(page.title).toBe('PHATE')
    expect(page.gloss).toBe('From distances to a map, i.e. a picture.')
    expect(page.html).toContain('<h2>Next</h2>')
    expect(page.html).not.toContain('<h1')
  })

  it('links to pages that there are, and to the web; other links are their words', () => {
    expect(html('[a](phate.md) [b](../kept.md#x) [c](decisions.md) [d](https://example.org)')).toBe(
      '<p><button type="button" class="MethodPage-link" data-page="phate">a</button> <button type="button" class="MethodPage-link" data-page="kept">b</button> c '
      + '<a href="https://example.org" target="_blank" rel="noreferrer">d</a></p>\n')
  })

  it('shows what is written as HTML as text', () => {
    const text = html('<script>alert(1)</script>\n\na <b onclick="x()">b</b> [x](javascript:alert(1)) ![y](z.png)\n\n```\n<i>\n```')
    expect(text).not.toMatch(/<(script|b|img|i|a)[ >]/)
    expect(text).toContain('&lt;script&gt;')
    expect(text).toContain('&lt;i&gt;')
  })

  it('carries a drawing of its own folder as an image, and nothing else of the disk', () => {
    const page = (name: string) => methodPage(`![Words "of" it](${name})`, known, besides('docs/methods/search.md')).html
    expect(page('search.svg')).toMatch(/^<p><img class="MethodPage-drawing" alt="Words &quot;of&quot; it" src="data:image\/svg\+xml,%3Csvg[^"<>]*"><\/p>$/m)
    for (const name of ['../explorer.png', '../../package.json', 'none.svg', 'https://example.org/a.svg']) expect(page(name)).not.toContain('<img')
  })

  it('lets a table scroll in a frame that the keyboard reaches', () => {
    expect(html('| a | b |\n| --- | --- |\n| 1 | x \\| y |')).toMatch(/^<div class="MethodPage-table" tabindex="0"[^>]*><table>[\s\S]*x \| y[\s\S]*<\/table><\/div>/)
  })
})

describe('formulas', () => {
  it('become MathML, in a line and on their own', () => {
    expect(html('so $x_i^2$ is')).toMatch(/<p>so <math[\s\S]*<msubsup>[\s\S]*<\/math> is<\/p>/)
    expect(html('$$\n\\sum_i a_i\n$$\n')).toMatch(/^<div class="MethodPage-formula"[^>]*><math display="block" class="MethodPage-displayed /)
  })
  it('keep out of prices, code and spaced dollars', () => {
    for (const text of ['5$ or 6$', '`$x$`', 'a $ x $ b', 'US$5 and US$6']) expect(html(text)).not.toContain('<math')
  })
  it('are styled by classes, because the page lets no style attribute in; a style without a class is refused', () => {
    expect(styledByClass('<math style="math-depth:0;" display="block"><mi class="x" style="margin-left:-0.1667em;">a</mi></math>'))
      .toBe('<math class="MethodPage-full" display="block"><mi class="MethodPage-closer x">a</mi></math>')
    expect(() => styledByClass('<mi style="color:red">a</mi>')).toThrow(/color:red/)
    expect(html('$$\n\\textstyle\\sum_i a_i\\!b\n$$\n')).not.toContain(' style=')
  })
  it('that TeX cannot read are refused', () => expect(() => html('$\\frac{1$ x')).toThrow())
})

describe('the pages of docs/', () => {
  const names = pagesOf('docs')
  const pages = names.map(name => [`docs/methods/${name}.md`, `docs/${name}.md`].find(existsSync)!)
  it('are the ones that the page can open', () => {
    for (const name of names) expect(pageInTheApp(name), name).not.toBeNull()
    expect(pageInTheApp('docs/methods/phate.md#t')).toBe(pageInTheApp('phate'))
    expect(pageInTheApp('nothing')).toBeNull()
  })

  it.each(pages)('%s has a title, opens with a sentence, and every formula can be set', file => {
    const page = methodPage(readFileSync(file, 'utf8'), new Set(names))
    expect(page.title).not.toBe('How it works')
    expect(page.gloss).toMatch(/^[A-Z][^|]{20,240}[.?!]$/)
    expect(page.gloss).not.toMatch(/^(Rooms?|Sources?):/)
    expect(page.html.replace(/<code>[\s\S]*?<\/code>/g, '')).not.toMatch(/\$|\\[a-z]+/)
  })
})

describe('links between the pages', () => {
  const files = ['README.md', ...readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.md')).map(name => join('docs', name))]

  it.each(files)('of %s lead to files that there are', file => {
    const prose = readFileSync(file, 'utf8').replace(/```[\s\S]*?```|`[^`\n]*`/g, '')
    const dead = [...prose.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map(([, to]) => to).filter(to => !to.includes('://') && !existsSync(join(dirname(file), to)))
    expect(dead).toEqual([])
  })

  // What prose names in the manner of code, with its folder, must be there as well: pages outlive files that have been given another name.
  it.each(files)('%s names files by their right folders', file => {
    const named = [...readFileSync(file, 'utf8').matchAll(/`((?:src|workers|cli|scripts|docs|e2e|public)\/[\w./-]+\.\w+)`/g)].map(([, path]) => path)
    expect(named.filter(path => !existsSync(path))).toEqual([])
  })

  // A table of steps has a column of files.
  const rooms = ['src/core', 'workers'].flatMap(room => readdirSync(room, { recursive: true, encoding: 'utf8' }))
  it.each(files.filter(file => file.includes('methods')))('%s names steps by files of the core or the workshop', file => {
    const named = [...readFileSync(file, 'utf8').matchAll(/^\|[^|]*\|([^|]*`[\w/.-]+\.ts`[^|]*)\|/gm)].flatMap(([, cell]) => [...cell.matchAll(/`([\w/.-]+\.ts)`/g)].map(([, path]) => path))
    expect(named.filter(path => !rooms.some(room => `/${room}`.endsWith(`/${path}`)) && !existsSync(path))).toEqual([])
  })
})
