// Unit tests run in Node: the core is pure, and the store is made from fakes. What needs a browser is a journey in e2e/.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  define: { __VERSION__: '"test"' },
  test: {
    include: ['{src,workers,cli,scripts}/**/*.test.{ts,tsx}'],
    setupFiles: ['scripts/seeded-properties.ts'],
    testTimeout: 60_000,
    // Left to itself it leaves one core free, which of two is half: the tests took seven minutes instead of four.
    maxWorkers: '100%',
  },
})
