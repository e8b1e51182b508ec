// Which address is fetched for which one is given, and which are refused with which sentence.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressOf, beside, largeFileOf } from './addresses.ts'
import { FormatError } from './format-error.ts'

const raw = 'https://raw.githubusercontent.com'
const hub = 'https://huggingface.co'

describe('addresses are rewritten', () => {
  it.each([
    ['https://example.org/models/mnist.onnx', 'https://example.org/models/mnist.onnx', 'mnist.onnx'],
    ['  https://example.org/a%20b.onnx?x=1#part ', 'https://example.org/a%20b.onnx?x=1', 'a b.onnx'],
    ['http://localhost:8080/m.keras', 'http://localhost:8080/m.keras', 'm.keras'],
    ['https://github.com/o/r/blob/main/models/m.onnx', `${raw}/o/r/main/models/m.onnx`, 'm.onnx'],
    ['https://github.com/o/r/blob/main/m.onnx?raw=true#L3', `${raw}/o/r/main/m.onnx`, 'm.onnx'],
    ['https://github.com/o/r/raw/refs/heads/main/m.onnx', `${raw}/o/r/refs/heads/main/m.onnx`, 'm.onnx'],
    ['https://www.github.com/o/r/raw/v1.0/m%20(1).onnx', `${raw}/o/r/v1.0/m%20(1).onnx`, 'm (1).onnx'],
    ['github.com/o/r/blob/main/m.onnx', `${raw}/o/r/main/m.onnx`, 'm.onnx'],
    ['https://github.com/o/r/releases/download/v1/m.onnx', 'https://github.com/o/r/releases/download/v1/m.onnx', 'm.onnx'],
    [`${raw}/o/r/main/m.onnx`, `${raw}/o/r/main/m.onnx`, 'm.onnx'],
    [`${hub}/o/r/blob/main/model.safetensors`, `${hub}/o/r/resolve/main/model.safetensors`, 'model.safetensors'],
    [`${hub}/o/r/resolve/main/onnx/model.onnx?download=true`, `${hub}/o/r/resolve/main/onnx/model.onnx`, 'model.onnx'],
    [`${hub}/datasets/o/r/blob/main/x.npz`, `${hub}/datasets/o/r/resolve/main/x.npz`, 'x.npz'],
    [`${hub}/spaces/o/r/blob/main/model.json`, `${hub}/spaces/o/r/resolve/main/model.json`, 'model.json'],
    [`${hub}/lenet/blob/main/model.pt`, `${hub}/lenet/resolve/main/model.pt`, 'model.pt'],
    ['https://hf.co/o/r/raw/main/m.onnx', `${hub}/o/r/resolve/main/m.onnx`, 'm.onnx'],
    ['https://gist.github.com/someone/0123456789abcdef', 'https://gist.githubusercontent.com/someone/0123456789abcdef/raw', 'raw'],
    ['https://gist.github.com/someone/0123456789abcdef#file-runs-csv', 'https://gist.githubusercontent.com/someone/0123456789abcdef/raw', 'raw'],
    ['https://gist.github.com/someone/01ab/raw/99ff/runs.csv', 'https://gist.githubusercontent.com/someone/01ab/raw/99ff/runs.csv', 'runs.csv'],
    ['https://www.dropbox.com/scl/fi/abc/m.keras?rlkey=k&dl=0', 'https://dl.dropboxusercontent.com/scl/fi/abc/m.keras?rlkey=k&dl=1', 'm.keras'],
    ['https://www.dropbox.com/s/abc/m.keras', 'https://dl.dropboxusercontent.com/s/abc/m.keras?dl=1', 'm.keras'],
    ['https://example.org/', 'https://example.org/', 'example.org'],
    ['https://example.org/100%', 'https://example.org/100%', '100%'],
    ['https://example.org/a%0Ab.onnx', 'https://example.org/a%0Ab.onnx', 'a b.onnx'],
  ])('%s', (given, url, name) => expect(addressOf(given)).toEqual({ url, name, why: null }))
})

describe('addresses are refused', () => {
  it.each([
    ['', /no address/], ['mnist.onnx', /not a web address/], ['https://', /not a web address/], ['http://example.org/m.onnx', /only https/], ['http://localhost.example.org/m.onnx', /only https/],
    ['ftp://example.org/m.onnx', /ftp:/], ['file:///etc/passwd', /dropped/], ['javascript:alert(1)', /javascript:/], ['data:text/plain,x', /data:/], ['blob:https://example.org/1', /blob:/],
    ['https://user:secret@example.org/m.onnx', /user name or a password/], ['https://drive.google.com/file/d/1/view', /download it, then drop the file/],
    ['https://docs.google.com/document/d/1', /download it, then drop/], ['https://github.com/o/r', /a page of github\.com and not a file/], ['https://github.com/o/r/tree/main/models', /not a file/],
    ['https://github.com/o/r/blob/main/', /not a file/], [`${hub}/o/r`, /a page of huggingface\.co/], [`${hub}/o/r/tree/main`, /not a file/], ['https://gist.github.com/someone', /a page of gist/],
    [`https://example.org/${'x'.repeat(9000)}`, /letters/],
  ])('%s', (given, why) => {
    const found = addressOf(given)
    expect(found).toMatchObject({ url: null, name: null })
    expect(found.why).toMatch(why)
    expect(found.why).toMatch(/^\S.*\.$/)
    expect(found.why).not.toMatch(/!|invalid|secret/i)
  })

  it('or are https, or localhost: whatever is given', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.webUrl({ validSchemes: ['http', 'ftp', 'file', 'data'] })), given => {
      const found = addressOf(given)
      if (found.url === null) {
        expect(found.why).toMatch(/\.$/)
        return
      }
      const url = new URL(found.url)
      expect(url.protocol === 'https:' || url.hostname === 'localhost').toBe(true)
      expect(url.hash + url.username + url.password).toBe('')
      expect(found.name).not.toBe('')
    }))
  })
})

it('large files of GitHub have another address', () => {
  expect(largeFileOf(`${raw}/o/r/main/m.onnx`)).toBe('https://media.githubusercontent.com/media/o/r/main/m.onnx')
  expect(largeFileOf('https://example.org/o/r/main/m.onnx')).toBeNull()
})

describe('files beside', () => {
  const model = `${hub}/o/r/resolve/main/web/model.json?download=true`
  it.each([['group1-shard1of2.bin', 'group1-shard1of2.bin'], ['a b.bin', 'a%20b.bin'], ['group1-shard1of1', 'group1-shard1of1']])('%s lies in the same folder', (name, last) => {
    expect(beside(model, name)).toBe(`${hub}/o/r/resolve/main/web/${last}`)
  })

  it.each(['', '.', '..', '../x.bin', 'a/b.bin', 'a\\b.bin', 'https://evil.example/x.bin', '//evil.example/x', 'c:x', '%2e%2e%2fx', 'x?y', 'x#y', 'a\nb'])('%j is refused', name => {
    expect(() => beside(model, name)).toThrow(FormatError)
  })

  it('whatever the name: the same folder on the same server, or refused', () => {
    fc.assert(fc.property(fc.string(), name => {
      try {
        expect(new URL(beside(model, name)).href.startsWith(`${hub}/o/r/resolve/main/web/`)).toBe(true)
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError)
      }
    }))
  })
})
