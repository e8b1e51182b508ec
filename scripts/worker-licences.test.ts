// Licences of what workers bundle: the right package by its module's path, and its text.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { licenceOf, packageOf } from './worker-licences.ts'

const root = join(import.meta.dirname, '..')

test.each([
  ['/a/node_modules/idb/build/index.js', '/a/node_modules/idb'],
  ['/a/node_modules/@tensorflow/tfjs-core/dist/index.js', '/a/node_modules/@tensorflow/tfjs-core'],
  ['/a/node_modules/outer/node_modules/@inner/one/index.js', '/a/node_modules/outer/node_modules/@inner/one'],
  ['\0/a/node_modules/long/src/long.js?commonjs-proxy', '/a/node_modules/long'],
  ['C:\\a\\node_modules\\fflate\\esm\\browser.js', 'C:/a/node_modules/fflate'],
  ['/a/workers/train.worker.ts', null],
])('%j is of %s', (module, folder) => {
  expect(packageOf(module)).toBe(folder)
})

test('a package is named with its version and licence, and the licence is written out where it brings one', () => {
  const idb = licenceOf(join(root, 'node_modules/idb'))
  expect(idb).toMatch(/^## idb - 8\.\d+\.\d+ \(ISC\)\n\nISC License/)
  expect(idb).toContain('Permission to use, copy, modify')
  expect(licenceOf(join(root, 'node_modules/@tensorflow/tfjs-core'))).toMatch(/^## @tensorflow\/tfjs-core - 4\.22\.0 \(Apache-2\.0\)\n$/)
})
