// All runs in a handful of paths: none is lost, gaps stay gaps, and those not chosen are grey and below.
import { expect, test } from 'vitest'
import type { RunPaint } from './run-colours.ts'
import { drawn, pointsOf } from './run-lines.ts'

const map = { starts: Uint32Array.of(0, 3, 5, 7) }
const paint: RunPaint = {
  title: '', palette: ['red', 'blue', 'grey'], lines: ['darkred', 'darkblue', 'grey'], rows: Uint8Array.of(0, 0, 0, 1, 1, 0, 0), runs: Uint8Array.of(0, 1, 0),
  key: { kind: 'names', names: [] },
}
const points = pointsOf(map, row => row, row => row === 1 ? NaN : 10 * row)

test('runs of one colour are one path, and a missing value is a gap', () => {
  const { lines, dots } = drawn(map, points, paint, null, 2)
  expect(lines).toEqual([
    { key: 'true darkred', d: 'M0.0 0.0M2.0 20.0M5.0 50.0L6.0 60.0', colour: 'darkred', strong: true },
    { key: 'true darkblue', d: 'M3.0 30.0L4.0 40.0', colour: 'darkblue', strong: true },
  ])
  expect(dots.map(dot => dot.colour)).toEqual(['red', 'blue'])
})

test('runs that are not chosen are grey lines without dots, drawn first', () => {
  const { lines, dots } = drawn(map, points, paint, new Set([1]), 2)
  expect(lines.map(({ colour, strong }) => [colour, strong])).toEqual([['var(--mark-dim)', false], ['darkblue', true]])
  expect(dots.map(dot => dot.colour)).toEqual(['blue'])
})

test('where every checkpoint has a colour of its own, paths are grey and dots are not', () => {
  const { lines, dots } = drawn(map, points, { ...paint, runs: null, rows: Uint8Array.of(0, 1, 1, 0, 1, 0, 1) }, null, 2)
  expect(lines.map(line => line.colour)).toEqual(['var(--mark-dim)'])
  expect(new Set(dots.map(dot => dot.colour))).toEqual(new Set(['red', 'blue']))
})
