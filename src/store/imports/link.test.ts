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
