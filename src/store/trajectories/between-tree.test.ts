// A branch holds the runs that the tree says, and a place in the picture means the branch that is drawn there.
import { expect, test } from 'vitest'
import { leafOrderSteps } from '../../core/clusters/leaf-order.ts'
import { linkageSteps } from '../../core/clusters/linkage.ts'
import { condensedIndex } from '../../core/condensed.ts'
import { mulberry32 } from '../../core/random.ts'
import { runToEnd } from '../../core/steps.ts'
import { treeOf } from './between-tree.ts'

const n = 12
const random = mulberry32(5)
const places = Array.from({ length: n }, () => [random(), random()])
const distances = new Float64Array(n * (n - 1) / 2)
for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) distances[condensedIndex(i, j, n)] = Math.hypot(places[i][0] - places[j][0], places[i][1] - places[j][1])
const linkage = runToEnd(linkageSteps(distances, n, 'complete'))
const order = runToEnd(leafOrderSteps(linkage, distances))
const ids = Int32Array.from({ length: n }, (_, k) => 100 + 7 * k)
const tree = treeOf({ ids, merges: linkage.merges, order })!

test('the height of a branch is the largest distance between its runs', () => {
  expect(tree.branches).toHaveLength(n - 1)
  for (const { node, height } of tree.branches) {
    const runs = tree.idsOf(node).map(id => (id - 100) / 7)
    const most = Math.max(...runs.flatMap((one, at) => runs.slice(at + 1).map(other => distances[condensedIndex(one, other, n)])))
    expect(height).toBeCloseTo(most, 12)
  }
  expect(tree.idsOf(2 * n - 2)).toEqual(Array.from(order, leaf => ids[leaf]))
  expect(tree.top).toBeCloseTo(Math.max(...distances), 12)
})

test('a branch lies over its leaves, between the stems of its two parts', () => {
  for (const { node, at, height, children: [a, b] } of tree.branches) {
    expect(at).toBeGreaterThanOrEqual(tree.places.first[node])
    expect(at).toBeLessThanOrEqual(tree.places.last[node])
    expect(at).toBeGreaterThan(Math.min(a.at, b.at))
    expect(at).toBeLessThan(Math.max(a.at, b.at))
    expect(Math.max(a.height, b.height)).toBeLessThanOrEqual(height)
  }
})

test('a place means the largest branch that is no higher: at the bottom a run, at the top all', () => {
  for (let place = 0; place < n; place++) {
    expect(tree.nodeAt(place, -1)).toBe(order[place])
    expect(tree.nodeAt(place, tree.top)).toBe(2 * n - 2)
  }
  for (const { node, height, at } of tree.branches) expect(tree.heightOf(tree.nodeAt(at, height))).toBe(tree.heightOf(node))
})

test('one run has no tree', () => {
  expect(treeOf({ ids: Int32Array.of(4), merges: new Float64Array(0), order: Int32Array.of(0) })).toBeNull()
})
