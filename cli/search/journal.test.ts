// A search's journal: what it keeps it gives back to the bit, and a line stands in it whole or not at all.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import type { NetworkSpec, TrainedNetwork } from '../../src/core/network.ts'
import { Journal } from './journal.ts'

const folder = mkdtempSync(join(tmpdir(), 'netfold-journal-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string): string => join(folder, name)

const spec = (id: number): NetworkSpec => ({ id, hyper: { epochs: 3 }, weightSeed: id, orderSeed: 7 } as unknown as NetworkSpec)
/** Numbers that JSON has not, and arrays of every kind. */
const network = (id: number): TrainedNetwork => ({
  id, row: { outcome: { divergedAt: null, testAccuracy: 0.1 + 0.2, testLoss: NaN, trainLoss: -Infinity } },
  activations: { values: Float32Array.of(1 / 3, -0, NaN) }, state: { steps: Int32Array.of(-1, 2), rows: Uint32Array.of(2 ** 32 - 1), means: new Float64Array(0) },
} as unknown as TrainedNetwork)

it('gives back what it was given, to whoever opens it again, and knows a network by all that names it', () => {
  const journal = Journal.open(at('one.jsonl'), () => ({ search: { seed: 1 } }))
  journal.add(spec(1), network(1))
  const again = Journal.open(at('one.jsonl'), before => before!)
  expect([again.size, again.head]).toEqual([1, { search: { seed: 1 } }])
  expect(again.find(spec(1))).toEqual(network(1))
  for (const other of [spec(2), { ...spec(1), orderSeed: 8 }, { ...spec(1), hyper: { epochs: 2 } as NetworkSpec['hyper'] }]) expect(again.find(other)).toBeNull()
})

it('leaves nothing behind where no network was trained', () => {
  Journal.open(at('none.jsonl'), () => ({}))
  expect(() => readFileSync(at('none.jsonl'))).toThrow('ENOENT')
})

it('takes off a line that was not written to its end, the first as well', () => {
  const whole = readFileSync(at('one.jsonl'), 'utf8')
  const [head] = whole.split('\n')
  for (const [kept, text] of [['', head.slice(0, 60)], [`${head}\n`, whole.slice(0, -1)], [whole, `${whole}{"spec":`]]) {
    writeFileSync(at('cut.jsonl'), text)
    const journal = Journal.open(at('cut.jsonl'), () => ({ search: { seed: 1 } }))
    expect(readFileSync(at('cut.jsonl'), 'utf8')).toBe(kept)
    if (!journal.find(spec(1))) journal.add(spec(1), network(1))
    expect(readFileSync(at('cut.jsonl'), 'utf8')).toBe(whole)
  }
})

it.each(['Dear journal', '{"journal":"another"}\n', '{}\n', '{"journal":"netfold search","version":1}\n{"spec":{},"network":{}}\n'])('refuses %j and leaves it as it is', text => {
  writeFileSync(at('strange.jsonl'), text)
  expect(() => Journal.open(at('strange.jsonl'), () => ({}))).toThrow('is not the journal of a search')
  expect(readFileSync(at('strange.jsonl'), 'utf8')).toBe(text)
})

it('says in what another search differs', () => {
  expect(() => Journal.open(at('one.jsonl'), () => ({ search: { seed: 2, batch: 4 }, keep: [1] }))).toThrow('differs in: search.seed, search.batch, keep; name another')
})
