// A file by its address: nothing is fetched before the visitor agrees, and nothing from anywhere but beside the file that was named.
import { describe, expect, it } from 'vitest'
import type { OpenedCard } from '../../protocol/importing.ts'
import { createFakes, fakeMap } from '../fakes.ts'
import { createAppStore } from '../store.ts'
import { openAsked } from './asked-links.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

function visit(files: Record<string, string>) {
  const fakes = createFakes(fakeMap(5))
  const fetched: string[] = []
  const dropped: string[][] = []
  fakes.links = {
    look: async (_, url) => ({ bytes: files[url]?.length ?? null }),
    fetch: async (_, url, name, onBytes) => {
      if (files[url] === undefined) throw new Error(`${name} is not there.`)
      fetched.push(url)
      onBytes(files[url].length)
      return bytesOf(files[url])
    },
  }
  fakes.importing.open = async (_, brought) => {
    dropped.push(brought.map(({ path }) => path))
    return [{ kind: 'refused', files: brought.map(({ path }) => path), bytes: 1, seems: null, why: 'It is none.' }] satisfies OpenedCard[]
  }
  const store = createAppStore(fakes)
  return { store, fakes, fetched, dropped, state: store.getState }
}

/** An ONNX model with one weight, which lies in another file. */
function onnxWith(location: string): string {
  const field = (tag: number, text: string): string => String.fromCharCode(tag, text.length) + text
  const entry = field(0x0a, 'location') + field(0x12, location)
  const tensor = '\x08\x02\x10\x01' + field(0x42, 'w') + field(0x6a, entry) + '\x70\x01'
  return '\x08\x08' + field(0x3a, field(0x0a, field(0x12, 'y')) + field(0x2a, tensor))
}

const MODEL = 'https://example.org/a/model.json'

describe('an address', () => {
  it('is looked at first: its size is said, and nothing is fetched', async () => {
    const { state, fetched } = visit({ 'https://example.org/m.onnx': '12345' })
    await state().openLink('https://example.org/m.onnx', 'model')
    expect(state().link).toMatchObject({ phase: 'asked', bytes: 5, name: 'm.onnx' })
    expect(fetched).toEqual([])
  })

  it('is rewritten before it is shown', async () => {
    const { state } = visit({})
    await state().openLink('https://github.com/o/r/blob/main/nets/m.onnx', 'model')
    expect(state().link).toMatchObject({ url: 'https://raw.githubusercontent.com/o/r/main/nets/m.onnx', phase: 'asked', bytes: null })
  })

  it('that is none says so, and agreeing to it does nothing', async () => {
    const { state, fetched } = visit({})
    await state().openLink('http://example.org/m.onnx', 'model')
    expect(state().link).toMatchObject({ phase: 'failed' })
    expect(state().link!.fault).toMatch(/https/)
    await state().agreeToLink()
    expect(fetched).toEqual([])
  })

  it('once agreed to goes the way of a dropped file', async () => {
    const { state, dropped } = visit({ 'https://example.org/m.onnx': '12345' })
    await state().openLink('https://example.org/m.onnx', 'model')
    await state().agreeToLink()
    expect(state().link).toBeNull()
    expect(dropped).toEqual([['m.onnx']])
    expect(state().imports.map(({ block }) => block)).toEqual(['It is none.'])
  })

  it('of a model.json brings its shards from beside it', async () => {
    const { state, fetched, dropped } = visit({
      [MODEL]: JSON.stringify({ weightsManifest: [{ paths: ['w 1.bin', 'w2.bin'], weights: [] }] }), 'https://example.org/a/w%201.bin': 'a', 'https://example.org/a/w2.bin': 'b',
    })
    await state().openLink(MODEL, 'model')
    await state().agreeToLink()
    expect(dropped).toEqual([['model.json', 'w 1.bin', 'w2.bin']])
    expect(fetched).toEqual([MODEL, 'https://example.org/a/w%201.bin', 'https://example.org/a/w2.bin'])
  })

  it.each(['../w.bin', 'https://evil.example/w.bin', '//evil.example/w.bin', 'b/w.bin', 'b\\w.bin', '..', '%2e%2e/w', 'w.bin?x=1', ''])('of a model.json that names its shard %j fetches none', async path => {
    const { state, fetched, dropped } = visit({ [MODEL]: JSON.stringify({ weightsManifest: [{ paths: [path], weights: [] }] }) })
    await state().openLink(MODEL, 'model')
    await state().agreeToLink()
    expect(state().link).toMatchObject({ phase: 'failed' })
    expect(state().link!.fault).toMatch(/^model\.json names weights at .*only files in its own folder are fetched/)
    expect(fetched).toEqual([MODEL])
    expect(dropped).toEqual([])
  })

  it.each([['model.onnx.data', true], ['../w.data', false], ['https://evil.example/w.data', false], ['w/x.data', false]])('of an ONNX model whose weights lie in %s brings them from beside it: %s', async (location, fetches) => {
    const [onnx, data] = ['https://example.org/a/m.onnx', 'https://example.org/a/model.onnx.data']
    const { state, fetched, dropped } = visit({ [onnx]: onnxWith(location), [data]: 'weights' })
    await state().openLink(onnx, 'model')
    await state().agreeToLink()
    expect(fetched).toEqual(fetches ? [onnx, data] : [onnx])
    expect(dropped).toEqual(fetches ? [['m.onnx', 'model.onnx.data']] : [])
    if (!fetches) expect(state().link!.fault).toMatch(/^m\.onnx names weights at .*only files in its own folder are fetched/)
  })

  it('of a small file that names a large one is asked about again, with the size of all', async () => {
    const [onnx, data] = ['https://example.org/a/m.onnx', 'https://example.org/a/w.data']
    const { state, fetched, dropped } = visit({ [onnx]: onnxWith('w.data'), [data]: 'w'.repeat(6e6) })
    await state().openLink(onnx, 'model')
    await state().agreeToLink()
    expect(state().link).toMatchObject({ phase: 'asked', more: 1, bytes: onnxWith('w.data').length + 6e6 })
    expect(fetched).toEqual([onnx])
    await state().agreeToLink()
    expect(fetched).toEqual([onnx, data])
    expect(dropped).toEqual([['m.onnx', 'w.data']])
  })

  it('of an ONNX model that is cut short goes on its way, to be refused by who reads it', async () => {
    const { state, dropped } = visit({ 'https://example.org/m.onnx': onnxWith('w.data').slice(0, 30) })
    await state().openLink('https://example.org/m.onnx', 'model')
    await state().agreeToLink()
    expect(dropped).toEqual([['m.onnx']])
  })

  it('that fails keeps its sentence until it is dismissed', async () => {
    const { state } = visit({})
    await state().openLink('https://example.org/m.onnx', 'model')
    await state().agreeToLink()
    expect(state().link).toMatchObject({ phase: 'failed', fault: 'm.onnx is not there.' })
    state().dismissLink()
    await expect.poll(() => state().link).toBeNull()
  })

  it('of a map opens it as a map', async () => {
    const { state, fakes } = visit({ 'https://example.org/m.npz': 'the map' })
    fakes.files.set('the map', fakeMap(9))
    await state().openLink('https://example.org/m.npz', 'map')
    await state().agreeToLink()
    expect(state().map!.networks).toHaveLength(9)
  })
})

it('what the page’s own address names is asked about, one after the other', async () => {
  const { store, state, fetched } = visit({})
  openAsked(store, '?x=1&model=https%3A%2F%2Fexample.org%2Fm.onnx&map=https%3A%2F%2Fexample.org%2Fm.npz')
  await expect.poll(() => state().link).toMatchObject({ what: 'map', name: 'm.npz', phase: 'asked' })
  state().dismissLink()
  await expect.poll(() => state().link).toMatchObject({ what: 'model', name: 'm.onnx' })
  state().dismissLink()
  await expect.poll(() => state().link).toBeNull()
  expect(fetched).toEqual([])
})
