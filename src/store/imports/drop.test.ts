// What becomes of a drop: it can be stopped while it is read, what came with a map is shown beside it, and what could not be taken is told.
import { expect, it } from 'vitest'
import type { OpenedCard } from '../../protocol/importing.ts'
import { fakeVault } from '../fake-vault.ts'
import { createFakes, fakeMap } from '../fakes.ts'
import { createAppStore } from '../store.ts'

async function visit(open: (signal: AbortSignal | null) => Promise<OpenedCard[]>) {
  const fakes = createFakes(fakeMap(6), fakeVault())
  fakes.importing.open = open
  const store = createAppStore(fakes)
  await store.getState().start()
  return store.getState
}

const file = (path: string) => ({ path, file: new File(['x'], path) })

it('a file that is taken away while it is read is read no further', async () => {
  let stopped = false
  const state = await visit(signal => new Promise((_, reject) => {
    signal?.addEventListener('abort', () => {
      stopped = true
      reject(new DOMException('Stopped.', 'AbortError'))
    })
  }))
  const reading = state().openFiles([file('slow.onnx')])
  await expect.poll(() => state().imports.map(({ phase }) => phase)).toEqual(['reading'])
  await state().removeImports([state().imports[0].key])
  await reading
  expect([stopped, state().imports, state().notices]).toEqual([true, [], []])
})

it('what came with a map is shown', async () => {
  const refused: OpenedCard = { kind: 'refused', files: ['bad.h5'], bytes: 1, seems: null, why: 'bad.h5 is cut short.' }
  const state = await visit(async () => [{ kind: 'map', files: ['map.npz'], bytes: 1 }, refused])
  await state().openFiles([file('map.npz'), file('bad.h5')])
  expect([state().tab, state().imports.map(({ block }) => block)]).toEqual(['models', ['bad.h5 is cut short.']])
})

it.each([
  [{ cut: false, gone: [] }, 'There are no files in what was dropped: the folder is empty.'],
  [{ cut: false, gone: ['run/a\u202E.pt', 'run/b.pt'] }, 'a.pt and 1 more could not be read: gone from the disk meanwhile, or not yours to read. Drop what is left again.'],
])('a drop without files says why, case %#', async (missed, sentence) => {
  const state = await visit(async () => [])
  await state().openFiles([], 'anything', missed)
  expect([state().notices.map(({ text }) => text), state().imports]).toEqual([[sentence], []])
})
