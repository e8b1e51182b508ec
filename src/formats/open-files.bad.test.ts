// Every malformed, hostile or merely tricky file has the answer that its manifest expects, and changes nothing for the next one.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { DroppedFile, Opened, Wanted } from './dropped.ts'
import { deepHeader, deepJson } from './fixtures/deep-nests.ts'
import { openFiles } from './open-files.ts'

interface Case {
  path: string
  family: string
  files: string[]
  outcome: 'load' | 'load, flagged' | 'weights only' | 'refuse' | 'load or refuse by name'
  says: string[]
  same_as?: string
  sha256?: Record<string, string>
  values?: { shape?: number[], row0?: number[], data?: number[], rows?: number, accuracy?: number[], notes?: string[] }
}

const folder = new URL('fixtures/models/', import.meta.url)
const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(new URL(path, folder)))
const cases = JSON.parse(readFileSync(new URL('bad/MANIFEST.json', folder), 'utf8')) as Case[]

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text)

/** rows pictures of 28 × 28, IDX. */
function idx(sizes: readonly number[], held: number, order: 'big' | 'little' = 'big'): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * sizes.length + held)
  const view = new DataView(bytes.buffer)
  if (order === 'big') bytes.set([0, 0, 8, sizes.length])
  else bytes.set([sizes.length, 8, 0, 0])
  sizes.forEach((size, k) => view.setUint32(4 + 4 * k, size, order === 'little'))
  for (let k = 0; k < held; k++) bytes[4 + 4 * sizes.length + k] = k % 10
  return bytes
}

/** What two lines say, and four cases of the manifest that hold other people's bytes: built here instead. */
const built = new Map<string, Uint8Array>([
  ['json_other/deep.json', deepJson()],
  ['st_deep_header.safetensors', deepHeader(bytesOf('made/mlp_relu/model.safetensors'))],
  ['wrong_ext/git_lfs_pointer.onnx', ascii(`version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 26143\n`)],
  ['idx/truncated-images-idx3-ubyte', idx([10_000, 28, 28], 784 * 10 + 78)],
  ['idx/labels_count_mismatch.idx1-ubyte', idx([499], 499)],
  ['idx/little_endian.idx3-ubyte', idx([10, 28, 28], 7840, 'little')],
  ['data/mnist/t10k-first500-images.idx3-ubyte', idx([500, 28, 28], 784 * 500)],
])

const dropped = ({ files, path }: Case): DroppedFile[] =>
  [...path === 'idx/labels_count_mismatch.idx1-ubyte' ? ['data/mnist/t10k-first500-images.idx3-ubyte'] : [], ...files]
    .map(file => ({ path: file.split('/').at(-1)!, bytes: built.get(file) ?? bytesOf(`bad/${file}`) }))

/** Everything that is told of it. */
const told = (opened: Opened): string => {
  switch (opened.kind) {
    case 'refused': return opened.why
    case 'model': return [opened.model.why, ...opened.model.warnings].join('\n')
    case 'bundle': return opened.bundle.notes.join('\n')
    case 'table': return opened.table.warnings.join('\n')
    case 'data': return opened.draft.warnings.join('\n')
    case 'map': return ''
  }
}
const plain = (text: string): string => text.toLowerCase().replaceAll(/(?<=\d)[,\u202f ](?=\d{3})/g, '')

async function opened(files: DroppedFile[], wanted: Wanted): Promise<Opened[]> {
  const faults: unknown[] = []
  const answers = await openFiles(files, wanted, fault => faults.push(fault))
  expect(faults).toEqual([])
  return answers
}

const good = (): DroppedFile[] => [{ path: 'good.safetensors', bytes: bytesOf('made/mlp_relu/model.safetensors') }]

test.each(['json_other/deep.json', 'st_deep_header.safetensors'])('%s is built as the manifest means it', name => {
  const [means] = cases.flatMap(({ sha256 }) => sha256?.[name] ?? [])
  expect(createHash('sha256').update(built.get(name)!).digest('hex')).toBe(means)
})

describe.each(cases.map(one => [one.path, one] as const))('%s', (_path, one) => {
  test(one.outcome, { timeout: 5000 }, async () => {
    const answers = await opened(dropped(one), one.family === 'data set' ? 'data' : 'anything')
    expect(answers).toHaveLength(1)
    const [answer] = answers
    for (const fragment of one.says) expect(plain(told(answer))).toContain(plain(fragment))
    switch (one.outcome) {
      case 'refuse':
        expect(answer.kind).toBe('refused')
        expect(told(answer)).toMatch(new RegExp(`^[^!]*${dropped(one)[0].path.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}[^!]*[.?]$`))
        break
      case 'load or refuse by name':
        if (answer.kind !== 'refused') expect(one.values).toBeDefined()
        break
      case 'load': case 'load, flagged':
        expect(answer.kind, told(answer)).not.toBe('refused')
        if (answer.kind === 'model') expect(answer.model.graph ?? (answer.model.proposals.length > 0 ? 'proposed' : null)).not.toBeNull()
        if (answer.kind === 'model' && one.outcome === 'load') expect(answer.model.warnings.join()).not.toContain('finite')
        break
      case 'weights only':
        expect(answer.kind).toBe('model')
        if (answer.kind === 'model') {
          expect(answer.model.graph).toBeNull()
          expect(answer.model.tensors.length).toBeGreaterThan(0)
        }
    }
    if (answer.kind === 'table' && one.values) {
      expect(answer.table.rows.size).toBe(one.values.rows)
      expect([...answer.table.rows.values()].map(row => row['accuracy'])).toEqual(one.values.accuracy)
      if (one.values.notes) expect([...answer.table.rows.values()].map(row => row['notes'])).toEqual(one.values.notes)
    }
    if (answer.kind === 'bundle' && one.values) {
      const { rows, columns, values } = answer.bundle.networks[0].activations!
      // One number a row is a column.
      expect(columns > 1 ? [rows, columns] : [rows]).toEqual(one.values.shape)
      if (one.values.row0) expect(Array.from(values.subarray(0, columns))).toEqual(one.values.row0)
      if (one.values.data) expect(Array.from(values)).toEqual(one.values.data)
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect((await opened(good(), 'anything')).map(({ kind }) => kind)).toEqual(['model'])
  })
})
