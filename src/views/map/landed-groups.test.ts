// Marks of brought networks: what stands beside them, and who shares one.
import { expect, test } from 'vitest'
import type { NetworkRow } from '../../core/network.ts'
import type { Imported } from '../../store/imports/imported.ts'
import { labelOf, landedGroups } from './landed-groups.ts'

const row = (id: number) => ({ id, outcome: { testAccuracy: 0.9722 } }) as NetworkRow
const file = (key: number, name: string, offMap: boolean) => ({ key, name, ids: [key], landed: { id: key, residual: 0.021, offMap, nearest: [] } }) as unknown as Imported

test('a residual is told of who was put between the others, not of who the map was made with', () => {
  const networks = [row(1), row(2)]
  const imports = [file(1, 'a.onnx', true), file(2, 'b.onnx', false)]
  const told = (laid: number[]) => landedGroups(imports, networks, [0, 0, 1, 1], new Set(laid)).map(({ facts, offMap }) => [facts, offMap])
  expect(told([1, 2])).toEqual([['0.9722, residual 0.021', true], ['0.9722, residual 0.021', false]])
  expect(told([])).toEqual([['0.9722', false], ['0.9722', false]])
})

test('networks at one place share a mark', () => {
  const [both, ...others] = landedGroups([file(1, 'a.onnx', false), file(2, 'b.onnx', false)], [row(1), row(2), row(3)], [0, 0, 0, 0, 1, 1], new Set([1, 2]))
  expect([labelOf(both), others]).toEqual(['a.onnx and 1 more', []])
})

test('networks that landed at an earlier visit are marked by the names that they came with', () => {
  const old = (id: number, name: string) => ({ ...row(id), brought: { name, values: {} } }) as NetworkRow
  const networks = [row(1), old(1_000_000, 'old.onnx'), old(1_000_001, 'new.onnx')]
  const found = landedGroups([file(1_000_001, 'new.onnx', false)], networks, [0, 0, 1, 1, 2, 0], new Set([1, 1_000_000, 1_000_001]))
  expect(found.map(({ name, facts }) => [name, facts])).toEqual([['old.onnx', '0.9722'], ['new.onnx', '0.9722, residual 0.021']])
  expect(landedGroups([], networks, [0, 0, 1, 1, 2, 0], new Set([1]))).toEqual([])
})
