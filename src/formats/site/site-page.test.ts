// A page with another map named in it: whatever a stranger calls a map, the page's markup is the one that was built.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstMapOf, pageWithMap } from './site-page.ts'

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta http-equiv="Content-Security-Policy" content="default-src 'self'">
    <meta name="description" content="As it was built.">
    <meta name="netfold-first-map" content="digits">
    <title>Netfold: a map of neural networks</title>
  </head>
  <body><div id="root"></div><script type="module" src="./assets/index-x.js"></script></body>
</html>
`

/** What a browser would see of it: tags with their attributes, and the text between them. */
function read(html: string): { tags: string[], title: string, about: string } {
  const plain = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', '\'').replaceAll('&amp;', '&')
  return {
    tags: [...html.matchAll(/<(\/?[a-z!]\w*)/gi)].map(([, name]) => name),
    title: plain(/<title>([^<]*)<\/title>/.exec(html)![1]),
    about: plain(/name="description" content="([^"]*)"/.exec(html)![1]),
  }
}

const HOSTILE = [
  '</title><script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '\' onload=\'alert(1)', '<!--', ']]>', '&lt;script&gt;', '$& $1 $` $\'', '\u202egpj.exe', '<svg/onload=alert(1)>',
  '</head><body onload=alert(1)>', '\u0000\u0001', 'a\u2028b', '&#60;script&#62;', 'javascript:alert(1)',
]

describe('index.html with another map', () => {
  it('names the map, its title and what it is about', () => {
    const html = pageWithMap(PAGE, { map: 'digits-30-0a1b2c3d', title: 'Thirty networks', about: 'Look left.' })
    expect(firstMapOf(html)).toBe('digits-30-0a1b2c3d')
    expect(read(html)).toMatchObject({ title: 'Thirty networks · Netfold', about: 'Look left.' })
    expect(firstMapOf(PAGE)).toBe('digits')
  })

  it.each(HOSTILE)('has no other tag than before for the title %j', text => {
    const html = pageWithMap(PAGE, { map: 'm', title: text, about: text })
    expect(read(html).tags).toEqual(read(PAGE).tags)
    expect(html.split('Content-Security-Policy')).toHaveLength(2)
    const bare = html.replace(/"[^"]*"/g, '""').replace(/>[^<]*</g, '><')
    expect(bare).toBe(PAGE.replace(/"[^"]*"/g, '""').replace(/>[^<]*</g, '><'))
  })

  it('shows any text as that text, and changes nothing else', () => {
    const rest = (html: string): string => html.replace(/<title>[^<]*<\/title>/, '').replace(/name="description" content="[^"]*"/, '')
    const named = rest(PAGE).replace('content="digits"', 'content="m"')
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), text => {
      const html = pageWithMap(PAGE, { map: 'm', title: text, about: text })
      expect(rest(html)).toBe(named)
      const shown = read(html)
      const words = text.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').replace(/\p{Cc}/gu, ' ').replace(/\s+/g, ' ').trim()
      expect(shown.title).toBe(words ? `${words} · Netfold` : 'Netfold')
      expect(shown.about).toBe(words)
      expect(pageWithMap(html, { map: 'm', title: text, about: text })).toBe(html)
    }), { seed: 7, numRuns: 200 })
  })

  it('cuts what is endless, and never within a character', () => {
    const { title, about } = read(pageWithMap(PAGE, { map: 'm', title: '😀'.repeat(500), about: '😀'.repeat(5000) }))
    expect(title).toBe(`${'😀'.repeat(119)}… · Netfold`)
    expect(about).toBe(`${'😀'.repeat(299)}…`)
  })

  it.each(['', '../digits', 'a b', '"><script>', 'a.npz', '-a', 'x'.repeat(81)])('refuses %j as a map’s name', map =>
    expect(() => pageWithMap(PAGE, { map, title: 't', about: 'a' })).toThrow(/name of a map/))

  it.each([
    ['a title', PAGE.replace(/<title>.*/, '')],
    ['a place for netfold-first-map', PAGE.replace(/<meta name="netfold.*/, '')],
    ['a place for description', PAGE.replace(/<meta name="desc.*/, '')],
    ['one title', PAGE.replace('<body>', '<body><svg><title>x</title></svg>')],
  ])('says that the page lacks %s', (_, page) => expect(() => pageWithMap(page, { map: 'm', title: 't', about: 'a' })).toThrow(/index\.html should have one/))
})
