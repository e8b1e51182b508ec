// What the page is built with is pinned, and nothing of it is known to be unsafe where a registry can be asked.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import about from '../package.json' with { type: 'json' }
import { audit, verdictOf } from './audit.ts'

interface Locked { version?: string, resolved?: string, integrity?: string, link?: boolean, dependencies?: Record<string, string>, devDependencies?: Record<string, string> }
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { lockfileVersion: number, packages: Record<string, Locked> }

describe('package-lock.json', () => {
  it('is in step with package.json', () => {
    expect(lock.packages[''].dependencies).toEqual(about.dependencies)
    expect(lock.packages[''].devDependencies).toEqual(about.devDependencies)
    for (const name of Object.keys({ ...about.dependencies, ...about.devDependencies })) expect(lock.packages[`node_modules/${name}`]?.version, name).toBeTruthy()
  })

  it('pins every package to one version, by what it holds, over an encrypted address of the registry', () => {
    const packages = Object.entries(lock.packages).filter(([path]) => path !== '')
    expect(packages.length).toBeGreaterThan(100)
    for (const [path, { version, resolved, integrity }] of packages) {
      expect(version, path).toMatch(/^\d+\.\d+\.\d+/)
      expect(integrity, path).toMatch(/^sha512-/)
      // A lock file may leave the address out: npm asks the registry then.
      if (resolved !== undefined) expect(resolved, path).toMatch(/^https:\/\/registry\.npmjs\.org\//)
    }
  })
})

describe('npm audit', () => {
  const counts = (change: Record<string, number>) => ({ info: 0, low: 0, moderate: 0, high: 0, critical: 0, total: 0, ...change })

  it('passes what is of less weight, and fails on high and critical by name', () => {
    expect(verdictOf(JSON.stringify({ vulnerabilities: { a: { severity: 'moderate' } }, metadata: { vulnerabilities: counts({ moderate: 1, total: 1 }) } }))).toMatchObject({ safe: true, findings: { moderate: 1 } })
    const bad = verdictOf(JSON.stringify({ vulnerabilities: { a: { severity: 'high' }, b: { severity: 'critical' } }, metadata: { vulnerabilities: counts({ high: 1, critical: 1, total: 2 }) } }))
    expect(bad.safe).toBe(false)
    expect(bad.sentence).toBe('npm audit knows of 1 high and 1 critical: a (high), b (critical).')
  })

  it('is no judge where no registry answers', () => {
    for (const text of ['', 'npm error', '{}', JSON.stringify({ message: '405 Method Not Allowed', error: {} })]) expect(verdictOf(text), text).toMatchObject({ safe: true, findings: null })
  })

  it('knows of nothing high or critical among the packages of the page', context => {
    const { safe, findings, sentence } = audit()
    if (!findings) context.skip(sentence)
    expect(safe, sentence).toBe(true)
  })
})
