import { ESLint } from 'eslint'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { fault, roomOf, wayBack } from './arrows.js'

const at = (path: string): string => resolve(import.meta.dirname, '..', path)

test.each([
  ['src/core/eigen.ts', 'src/core'],
  ['src/main.tsx', 'src'],
  ['workers/nn/step.ts', 'workers'],
  ['cli/commands/map.ts', 'cli'],
  ['e2e/visitor.ts', null],
])('%s lies in %s', (path, room) => expect(roomOf(at(path))).toBe(room))

test.each([
  ['src/views/App.tsx', 'src/store/state.ts', true],
  ['src/views/App.tsx', 'src/services/services.ts', false],
  ['src/core/eigen.ts', 'src/formats/npy.ts', false],
  ['src/services/training.ts', 'workers/drive.ts', false],
  ['workers/drive.ts', 'src/core/steps.ts', true],
  ['workers/drive.ts', 'src/store/store.ts', false],
  ['cli/commands/map.ts', 'workers/geometry/session.ts', true],
  ['cli/commands/map.ts', 'src/formats/bundle.ts', true],
  ['cli/commands/map.ts', 'src/store/store.ts', false],
  ['cli/commands/map.ts', 'scripts/make-maps.ts', false],
  ['src/main.tsx', 'src/services/services.ts', true],
  ['scripts/make-maps.ts', 'workers/geometry/session.ts', true],
])('%s → %s may be: %s', (from, to, may) => expect(fault(at(from), at(to)) === null).toBe(may))

test('a way back is found where there is one', () => {
  expect(wayBack(at('src/store/store.ts'), at('src/core/network.ts'))).not.toBeNull()
  expect(wayBack(at('src/core/network.ts'), at('src/store/store.ts'))).toBeNull()
})

test('ESLint reports an arrow that points up', async () => {
  const [result] = await new ESLint({ cwd: at('.') }).lintText('import \'../store/store.ts\'\n', { filePath: at('src/core/eigen.ts') })
  expect(result.messages.map(message => message.ruleId)).toContain('house/arrows')
})

test.each([
  ['the tensor library', 'import \'@tensorflow/tfjs-core\'\n', 'no-restricted-imports'],
  ['the disk', 'import \'node:fs\'\n', 'no-restricted-imports'],
  ['eval', 'eval(\'1\')\n', 'no-eval'],
  ['a function made of text', 'export const run = new Function(\'return 1\')\n', 'no-new-func'],
])('ESLint keeps %s out of the readers of files', async (_what, text, rule) => {
  const [result] = await new ESLint({ cwd: at('.') }).lintText(text, { filePath: at('src/formats/npy.ts') })
  expect(result.messages.map(message => message.ruleId)).toContain(rule)
})

test('readers of files compile without a page, a network and timers', () => {
  const fence = JSON.parse(readFileSync(at('src/formats/tsconfig.json'), 'utf8').replace(/^\s*\/\/.*$/gm, '')) as { compilerOptions: { lib: string[], types: string[] } }
  expect(fence.compilerOptions).toEqual({ lib: ['ES2023'], types: [] })
  expect(readFileSync(at('package.json'), 'utf8')).toContain('node scripts/check.mjs')
  expect(readFileSync(at('scripts/check.mjs'), 'utf8')).toContain('\'src/formats\'')
  const platform = readFileSync(at('src/formats/platform.d.ts'), 'utf8')
  expect([...platform.matchAll(/^declare (?:class|function) (\w+)/gm)].map(([, name]) => name)).toEqual(['TextDecoder', 'TextEncoder', 'URLSearchParams', 'URL', 'atob'])
})
