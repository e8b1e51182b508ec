// Dropped folders are walked to their ends, portion by portion, with an end to how much is taken.
import { expect, test } from 'vitest'
import { gather, listed, MOST_FILES } from './dropped-entries.ts'

const file = (name: string, path = ''): File => Object.assign(new File(['x'], name), { webkitRelativePath: path })

type Tree = { [name: string]: Tree | File }

/** An entry as browsers give it: a folder's come in portions of at most two. */
function entry(name: string, tree: Tree | File, above = ''): FileSystemEntry {
  const fullPath = `${above}/${name}`
  if (tree instanceof File) {
    return { isFile: true, isDirectory: false, name, fullPath, file: (found: (file: File) => void) => found(tree) } as unknown as FileSystemEntry
  }
  const left = Object.entries(tree).map(([below, inside]) => entry(below, inside, fullPath))
  const readEntries = (tell: (entries: FileSystemEntry[]) => void) => tell(left.splice(0, 2))
  return { isFile: false, isDirectory: true, name, fullPath, createReader: () => ({ readEntries }) } as unknown as FileSystemEntry
}

const drop = (...entries: (FileSystemEntry | null)[]) =>
  ({ items: entries.map(found => ({ kind: 'file', webkitGetAsEntry: () => found })) as unknown as DataTransferItemList, files: [file('plain.onnx')] as unknown as FileList })

test('a folder is walked through every portion, and a file keeps its path in it', async () => {
  const folder = entry('run', { 'a.pt': file('a.pt'), 'b.pt': file('b.pt'), 'c.pt': file('c.pt'), tfjs: { 'model.json': file('model.json') } })
  const { files, cut } = await gather(drop(folder, entry('d.onnx', file('d.onnx'))))
  expect(files.map(({ path }) => path)).toEqual(['run/a.pt', 'run/b.pt', 'run/c.pt', 'run/tfjs/model.json', 'd.onnx'])
  expect(cut).toBe(false)
})

test('what systems leave in folders is no file of the visitor’s', async () => {
  const folder = entry('run', { '.DS_Store': file('.DS_Store'), __MACOSX: { x: file('x') }, 'a.pt': file('a.pt') })
  expect((await gather(drop(folder))).files.map(({ path }) => path)).toEqual(['run/a.pt'])
})

test('where there are no entries, the plain files are taken', async () => {
  expect((await gather(drop(null))).files.map(({ path }) => path)).toEqual(['plain.onnx'])
})

test('a folder without end is cut, and said to be', async () => {
  let count = 0
  const readEntries = (tell: (entries: FileSystemEntry[]) => void) => tell([entry(`${count++}.pt`, file('x.pt'), '/big')])
  const endless = { isFile: false, isDirectory: true, name: 'big', fullPath: '/big', createReader: () => ({ readEntries }) }
  const { files, cut } = await gather(drop(endless as unknown as FileSystemEntry))
  expect([files.length, cut]).toEqual([MOST_FILES, true])
})

test('folders within folders without end are cut, too', async () => {
  const nested = (): FileSystemEntry => {
    let told = false
    const readEntries = (tell: (entries: FileSystemEntry[]) => void) => {
      tell(told ? [] : [nested()])
      told = true
    }
    return { isFile: false, isDirectory: true, name: 'in', fullPath: '/in', createReader: () => ({ readEntries }) } as unknown as FileSystemEntry
  }
  expect(await gather(drop(nested()))).toEqual({ files: [], cut: true, gone: [] })
})

test('a folder’s files come as people count them, and what is gone from the disk is told', async () => {
  const gone = { isFile: true, isDirectory: false, name: 'net7.pt', fullPath: '/run/net7.pt', file: (_: unknown, lost: () => void) => lost() } as unknown as FileSystemEntry
  const folder = entry('run', { 'net10.pt': file('net10.pt'), 'net9.pt': file('net9.pt'), 'net1.pt': file('net1.pt') })
  const found = await gather(drop(gone, folder))
  expect(found.files.map(({ path }) => path)).toEqual(['run/net1.pt', 'run/net9.pt', 'run/net10.pt'])
  expect(found.gone).toEqual(['run/net7.pt'])
})

test('a hidden file is taken where it was chosen itself, and not out of a folder', () => {
  expect(listed([file('.weights.onnx')]).files.map(({ path }) => path)).toEqual(['.weights.onnx'])
  expect(listed([file('config', 'run/.git/config'), file('.DS_Store', 'run/.DS_Store'), file('a.pt', 'run/a.pt')]).files.map(({ path }) => path)).toEqual(['run/a.pt'])
})

test('an input’s folder names the paths', () => {
  expect(listed([file('model.json', 'tfjs/model.json')]).files[0].path).toBe('tfjs/model.json')
})
