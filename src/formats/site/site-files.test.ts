// The list of a page's files: what is written is read again, and nothing in it leads out of the page's folder.
import { describe, expect, it } from 'vitest'
import { FormatError } from '../format-error.ts'
import { isSiteName, readSiteFiles, siteFileOf, writeSiteFiles } from './site-files.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const files = [siteFileOf('index.html', bytes('<!doctype html>'.repeat(20))), siteFileOf('assets/a-b_1.js', bytes('let a = 1\n')), siteFileOf('maps/m.npz', bytes('PK'))]

describe('files.json', () => {
  it('is read as it was written, whatever the order', () => {
    const sorted = [...files].sort((a, b) => a.name < b.name ? -1 : 1)
    expect(readSiteFiles(writeSiteFiles(files))).toEqual(sorted)
    expect(writeSiteFiles(files.toReversed())).toBe(writeSiteFiles(files))
  })

  it('says sizes as served and as packed, and the checksum that archives use', () => {
    expect(siteFileOf('a.txt', bytes('123456789'))).toMatchObject({ bytes: 9, crc: 'cbf43926' }) // the check value of CRC-32
    const [page, , map] = files
    expect(page.packed).toBeLessThan(page.bytes / 4)
    expect(map.packed).toBe(map.bytes)
  })

  it.each(['index.html', 'assets/index-DkX_1.js', 'maps/index.json', 'a/b/c.d', 'sw.js', 'assets/x@2.png'])('may name %s', name => expect(isSiteName(name)).toBe(true))
  it.each(['', '/etc/passwd', '../x', 'a/../x', 'a/..', './a', 'a//b', 'a\\b', 'https://example.org/x', 'a b', 'a?b', 'a#b', 'a%2e', 'a/', `${'a/'.repeat(100)}b`, 'a\nb'])(
    'may not name %j', name => {
      expect(isSiteName(name)).toBe(false)
      expect(() => readSiteFiles(writeSiteFiles([...files, { name, bytes: 1, packed: 1, crc: '00000000' }]))).toThrow(FormatError)
    })

  const json = (change: (list: { format: string, version: number, files: Record<string, unknown>[] }) => void): string => {
    const list = JSON.parse(writeSiteFiles(files)) as { format: string, version: number, files: Record<string, unknown>[] }
    change(list)
    return JSON.stringify(list)
  }
  it.each([
    ['that is no JSON', '<!doctype html>', 'files.json is not JSON'],
    ['of another kind', json(list => { list.format = 'x' }), 'files.json: format is "x"; it should be one of netfold-files.'],
    ['of a later version', json(list => { list.version = 2 }), 'reads versions up to 1'],
    ['that names a file twice', json(list => list.files.push(list.files[0])), 'twice'],
    ['without index.html', json(list => { list.files = list.files.filter(({ name }) => name !== 'index.html') }), 'does not name index.html'],
    ['with a size that is none', json(list => { list.files[0]['bytes'] = -1 }), 'a whole number from 0'],
    ['with a checksum that is none', json(list => { list.files[0]['crc'] = 'XYZ' }), 'eight hexadecimal digits'],
    ['of more than a browser holds', json(list => { list.files[0]['bytes'] = 1e15 }), 'more than 512 MB'],
    ['of too many files', json(list => { list.files = Array.from({ length: 10_001 }, (_, k) => ({ name: `f${k}`, bytes: 0, packed: 0, crc: '00000000' })) }), '10000 is the most'],
  ])('is refused when it is one %s', (_, text, says) => {
    expect(() => readSiteFiles(text)).toThrow(FormatError)
    expect(() => readSiteFiles(text)).toThrow(says)
  })
})
