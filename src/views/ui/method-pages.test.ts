// Every "?" in the code has its page.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { methodPage } from './method-pages.ts'

const views = readdirSync('src/views', { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.tsx'))

describe('method pages', () => {
  it('are there for every "?" that names one', () => {
    const named = views.flatMap(file => [...readFileSync(join('src/views', file), 'utf8').matchAll(/(?:<MethodButton page|\bhelp)="([^"]+)"/g)].map(([, page]) => ({ file, page })))
    expect(named.length).toBeGreaterThan(10)
    expect(named.filter(({ page }) => !methodPage(page))).toEqual([])
  })
})
