// The archive of a site: whole, by its own list; with one map inside that is the one it was made of; and the same every time.
import { describe, expect, it } from 'vitest'
import { smallMap } from '../fixtures/small-map.ts'
import { galleryFrom } from '../gallery-index.ts'
import { readMapActivations, readMapDetail, readMapHead } from '../map.ts'
import { openZip } from '../zip.ts'
import { kept, mapFilesOf, siteZip } from './site-copy.ts'
import { crcOf, readSiteFiles, siteFileOf } from './site-files.ts'
import { firstMapOf } from './site-page.ts'
import { storyOf } from './site-story.ts'
import { workerList } from './site-worker.ts'

const text = (content: string): Uint8Array => new TextEncoder().encode(content)
const words = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const json = (bytes: Uint8Array): unknown => JSON.parse(words(bytes))

const PAGE = text('<html><head><meta name="description" content="x"><meta name="netfold-first-map" content="digits"><title>Netfold</title></head></html>')
const LIST = { format: 'netfold-gallery', version: 1, maps: ['digits', 'spirals'].map(name => ({ name, title: name, about: 'Look.', networks: 3, datasetTitle: 'D', bytes: { head: 2, all: 2 }, view: {}, picture: '' })) }
const BUILT = new Map([
  ['index.html', PAGE], ['sw.js', text(`${workerList([{ url: 'index.html', revision: crcOf(PAGE) }])}let worker\n`)], ['assets/a-1.js', text('let a\n'.repeat(100))], ['licences.md', text('# Licences\n')],
  ['maps/digits.npz', text('PK')], ['maps/digits.detail.npz', text('PK')], ['maps/spirals.npz', text('PK')], ['maps/index.json', text(JSON.stringify(LIST))], ['data/digits.bin', text('1')],
])
const files = Array.from(BUILT, ([name, bytes]) => siteFileOf(name, bytes))
const map = { ...smallMap(), manifest: { ...smallMap().manifest, view: { colour: { by: 'entropy' } } } }

function made(others: boolean, replaced: string | null = null, title = 'Four networks') {
  const taken = new Map(kept(files, others, replaced).map(({ name }) => [name, BUILT.get(name)!]))
  const shares: number[] = []
  const bytes = siteZip(taken, { ...storyOf(map), title, map, version: '0.1.0', replaced }, share => shares.push(share))
  return { bytes, shares, zip: openZip(bytes) }
}

describe('a saved site', () => {
  it('has the page, one map and no other, and says how it is served', () => {
    const { zip } = made(false)
    const { name } = mapFilesOf(map, 'digits-4')
    expect(zip.names[0]).toBe('README.txt')
    expect([...zip.names].sort()).toEqual([
      'README.txt', 'assets/a-1.js', 'data/digits.bin', 'files.json', 'index.html', 'licences.md', `maps/${name}.activations.npz`, `maps/${name}.detail.npz`, `maps/${name}.npz`, 'maps/index.json', 'sw.js',
    ])
    expect(words(zip.read('README.txt'))).toMatch(/^Four networks\n[^]*python3 -m http\.server[^]*licences\.md/)
    expect(words(zip.read('assets/a-1.js'))).toBe('let a\n'.repeat(100))
  })

  it('lists its own files as they are in it, so that it can be saved from again', () => {
    const { zip } = made(false)
    const listed = readSiteFiles(words(zip.read('files.json')))
    expect(listed.map(({ name }) => name)).toEqual(zip.names.filter(name => name !== 'files.json').sort())
    for (const file of listed) expect(siteFileOf(file.name, zip.read(file.name))).toEqual(file)
  })

  it('shows this map first, in parts that belong together, as it was looked at, and links start from it', () => {
    const { zip } = made(false)
    const name = firstMapOf(words(zip.read('index.html')))!
    expect(name).toMatch(/^digits-4-[\da-f]{8}$/)
    const head = readMapHead(zip.read(`maps/${name}.npz`))
    expect(head.manifest).toMatchObject({ view: map.manifest.view, lineage: { base: name, runs: [] }, parts: { detail: `${name}.detail.npz`, activations: `${name}.activations.npz` } })
    expect(head.embedding).toEqual(map.embedding)
    expect(readMapDetail(zip.read(`maps/${name}.detail.npz`), head).distances).toEqual(map.detail!.distances)
    expect(readMapActivations(zip.read(`maps/${name}.activations.npz`), head)).toEqual(map.activations)
    const [own, ...rest] = galleryFrom(json(zip.read('maps/index.json')))
    expect(rest).toEqual([])
    expect(own).toMatchObject({ name, title: 'Four networks', networks: 4, view: map.manifest.view })
    expect(own.bytes.head).toBe(zip.read(`maps/${name}.npz`).length)
  })

  it('keeps the page’s other maps where they are wanted, but not an older state of this one', () => {
    expect(galleryFrom(json(made(true).zip.read('maps/index.json'))).map(({ name }) => name)).toEqual([expect.stringMatching(/^digits-4-/), 'digits', 'spirals'])
    const { zip } = made(true, 'digits')
    expect(galleryFrom(json(zip.read('maps/index.json'))).map(({ name }) => name)).toEqual([expect.stringMatching(/^digits-4-/), 'spirals'])
    expect(zip.names.filter(name => name.startsWith('maps/digits.'))).toEqual([])
    expect(zip.has('maps/spirals.npz')).toBe(true)
  })

  it('gives browsers that keep the page a new revision of it', () => {
    const { zip } = made(false)
    expect(words(zip.read('sw.js'))).toContain(`{"url":"index.html","revision":"${crcOf(zip.read('index.html'))}"}`)
  })

  it('has the same bytes every time, and other maps have other addresses', () => {
    expect(made(false).bytes).toEqual(made(false).bytes)
    const moved = { ...map, embedding: map.embedding.map(value => value + 1) }
    expect(mapFilesOf(moved, 'digits-4').name).not.toBe(mapFilesOf(map, 'digits-4').name)
    // What it is called in one site does not change what it is called in the next.
    const again = { ...map, manifest: { ...map.manifest, lineage: { base: 'digits-4-00000000', runs: [] } } }
    expect(mapFilesOf(again, 'digits-4').name).toBe(mapFilesOf(map, 'digits-4').name)
  })

  it('takes a stranger’s title as text, in every file that has it', () => {
    const { zip } = made(false, null, '</title><script src=x></script>\n\n"> `$&`')
    for (const name of zip.names.filter(file => file.endsWith('.html'))) expect(words(zip.read(name))).not.toContain('<script')
    const readMe = words(zip.read('README.txt'))
    expect(readMe.split('\n')[0]).toBe('</title><script src=x></script> "> `$&`')
    expect(readMe).toContain('title="&lt;/title>&lt;script src=x>&lt;/script> &quot;> `$&amp;`"')
    expect(galleryFrom(json(zip.read('maps/index.json')))[0].title).toContain('<script')
  })

  it('says how far it is, to the end', () => {
    const { shares } = made(false)
    expect(shares.at(-1)).toBe(1)
    expect([...shares].sort((a, b) => a - b)).toEqual(shares)
  })

  it('goes without what the map lacks', () => {
    const { name, files: parts } = mapFilesOf({ ...map, activations: null }, 'digits-4')
    expect([...parts.keys()]).toEqual([`${name}.npz`, `${name}.detail.npz`])
    expect(readMapHead(parts.get(`${name}.npz`)!).manifest.parts).toEqual({ detail: `${name}.detail.npz` })
  })

  it('refuses a page that lacks index.html, or cannot say which map is first', () => {
    const plan = { ...storyOf(map), map, version: '0', replaced: null }
    expect(() => siteZip(new Map(), plan)).toThrow('The page has no index.html.')
    expect(() => siteZip(new Map([['index.html', text('<title>x</title>')]]), plan)).toThrow(/index\.html should have one place/)
  })
})

describe('what a site says of its map', () => {
  const told = (change: Partial<typeof map.manifest>) => storyOf({ ...map, manifest: { ...map.manifest, ...change } })
  it('are the map’s own words, or plain ones', () => {
    expect(told({ title: ' Mine ', about: 'Look left.' })).toEqual({ stem: 'digits-4', title: 'Mine', about: 'Look left.' })
    expect(told({ title: '' })).toMatchObject({ title: '4 trained neural networks on Digits', about: 'A map of 4 trained neural networks on Digits. Close dots represent the data alike.' })
  })
  it.each([['Ziffern, handgeschrieben.csv', 'ziffern-handgeschrieben-4'], ['Fünf Äpfel', 'funf-apfel-4'], ['数字', 'map-4'], ['../../etc', 'etc-4'], ['-'.repeat(90), 'map-4'], [`${'x'.repeat(39)} y`, `${'x'.repeat(39)}-4`]])(
    'names files after %j so that any server has them: %s', (datasetTitle, stem) => expect(told({ dataset: null, datasetTitle }).stem).toBe(stem))
})
