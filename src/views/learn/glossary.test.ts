// Every term is one short sentence with a page of its own, and every term that the views use is explained.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { methodPage } from '../ui/method-pages.ts'
import { GLOSSARY } from './glossary.ts'

const entries = Object.entries(GLOSSARY)

describe('the glossary', () => {
  it.each(entries)('%s is one sentence of at most 160 characters', (_, { gloss }) => {
    expect(gloss.length).toBeLessThanOrEqual(160)
    expect(gloss).toMatch(/^[A-Z0-9][^.!?]*(\d\.\d[^.!?]*)*\.$/)
  })

  it.each(entries)('%s leads to a page that there is', (_, { page }) => expect(methodPage(page)).not.toBeNull())

  it('has every term that the views use', () => {
    const views = readdirSync('src/views', { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.tsx'))
    const used = views.flatMap(file => [...readFileSync(join('src/views', file), 'utf8').matchAll(/<Term name="([^"]+)"/g)].map(([, name]) => name))
    expect(used.filter(name => !(name in GLOSSARY))).toEqual([])
  })
})

describe('the words', () => {
  it('are each there once', () => {
    const words = entries.map(([, { term }]) => term)
    expect(new Set(words).size).toBe(words.length)
  })
})
