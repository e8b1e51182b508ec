// What is done to a folder after a build: its files listed, and a map of one's own put first.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { smallMap } from '../src/formats/fixtures/small-map.ts'
import { galleryFrom } from '../src/formats/gallery-index.ts'
import { readMapDetail, readMapHead, writeMap } from '../src/formats/map.ts'
import { readSiteFiles, siteFileOf } from '../src/formats/site/site-files.ts'
import { firstMapOf } from '../src/formats/site/site-page.ts'
import { filesBelow, listFiles, putMap } from './built-files.ts'

let folder = ''
const put = (name: string, content: string | Uint8Array): void => {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), content)
}
const text = (name: string): string => readFileSync(join(folder, name), 'utf8')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netfold-built-'))
  put('index.html', readFileSync(new URL('../index.html', import.meta.url)))
  put('assets/a-1.js', 'let a')
  put('assets/a-1.js.map', '{}')
  put('.hidden', 'x')
  put('.well-known/x', 'x')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the list of a built page', () => {
  it('names every file that is served, with slashes, and neither source maps nor what is hidden nor itself', () => {
    listFiles(folder)
    listFiles(folder) // the list of an earlier build is none of its files
    const files = readSiteFiles(text('files.json'))
    expect(files.map(({ name }) => name)).toEqual(['assets/a-1.js', 'index.html'])
    for (const file of files) expect(file).toEqual(siteFileOf(file.name, readFileSync(join(folder, file.name))))
  })

  it('refuses a name that no address has as it is', () => {
    put('maps/my map.npz', 'PK')
    expect(filesBelow(folder)).toContain('maps/my map.npz')
    expect(() => listFiles(folder)).toThrow('maps/my map.npz is in the built page; a name there should be of letters')
  })
})

describe('a map of one’s own', () => {
  const map = { ...smallMap(), manifest: { ...smallMap().manifest, title: 'Mine & <yours>', view: { dock: 'table' } } }

  it('is the first of the page that is really built, and the others stay', () => {
    put('maps/index.json', JSON.stringify({ format: 'netfold-gallery', version: 1, maps: [{ name: 'digits', title: 'D', about: 'A', networks: 1, datasetTitle: 'D', bytes: { head: 1, all: 1 }, view: {}, picture: '' }] }))
    put('my.npz', writeMap(map))
    const name = putMap(folder, join(folder, 'my.npz'))
    expect(firstMapOf(text('index.html'))).toBe(name)
    expect(text('index.html')).toContain('<title>Mine &amp; &lt;yours&gt; · Netfold</title>')
    expect(galleryFrom(JSON.parse(text('maps/index.json'))).map(entry => entry.name)).toEqual([name, 'digits'])
    const head = readMapHead(readFileSync(join(folder, `maps/${name}.npz`)))
    expect(head.manifest).toMatchObject({ title: 'Mine & <yours>', view: { dock: 'table' } })
    expect(readMapDetail(readFileSync(join(folder, `maps/${head.manifest.parts.detail!}`)), head).distances).toEqual(map.detail!.distances)
  })

  it('that is not there, or is none, stops the build with a sentence', () => {
    expect(() => putMap(folder, join(folder, 'no.npz'))).toThrow(/NETFOLD_MAP is .*no\.npz, and there is no such file/)
    expect(() => putMap(folder, join(folder, 'index.html'))).toThrow(/not a Netfold map/)
    expect(filesBelow(folder)).not.toContain('maps/index.json')
  })
})
