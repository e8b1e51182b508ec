// What a later visit needs must be on the list, under a mark that changes with it; what a site may have others of must not.
import { describe, expect, it } from 'vitest'
import { pageFiles } from './offline-plugin.ts'

const files = new Map<string, string | Uint8Array>([
  ['sw.js', ''], ['index.html', '<p>'], ['theme.js', 'a'], ['assets/index-DX1abc_9.js', 'b'], ['assets/phate-Cq9Zx-12.wasm', new Uint8Array(8)], ['assets/index-DX1abc_9.js.map', ''],
  ['data/digits.bin', new Uint8Array([1, 2])], ['maps/digits.npz', ''], ['maps/index.json', ''], ['licences.md', ''], ['licence-inter.txt', ''], ['files.json', ''], ['.nojekyll', ''],
])

describe('the list of the page’s files', () => {
  it('has page, assets and data; not maps, licences, maps of sources, or the worker itself', () => {
    expect(pageFiles(files).map(({ url }) => url)).toEqual(['assets/index-DX1abc_9.js', 'assets/phate-Cq9Zx-12.wasm', 'data/digits.bin', 'index.html', 'theme.js'])
  })

  it('marks what keeps its name by what it holds; what has its content in its name needs no mark', () => {
    const marks = new Map(pageFiles(files).map(({ url, revision }) => [url, revision]))
    expect(marks.get('assets/index-DX1abc_9.js')).toBeNull()
    expect(marks.get('index.html')).toMatch(/^[\da-f]{8}$/)
    const other = new Map(pageFiles(new Map(files).set('index.html', '<b>')).map(({ url, revision }) => [url, revision]))
    expect(other.get('index.html')).not.toBe(marks.get('index.html'))
    expect(other.get('theme.js')).toBe(marks.get('theme.js'))
  })
})
