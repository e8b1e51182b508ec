// What an address asks of an embedded page, and the lines that embed it.
import { describe, expect, it } from 'vitest'
import { embedFrom } from './embed-panels.ts'
import { embedSnippet } from './embed-snippet.ts'

describe('?embed', () => {
  it('is the map alone, or with panels in the order in which the page has them', () => {
    expect(embedFrom('')).toBeNull()
    expect(embedFrom('?map=x')).toBeNull()
    expect(embedFrom('?embed')).toEqual({ map: true, side: [], dock: [], theme: null })
    expect(embedFrom('?embed=hyper,network,selection')).toEqual({ map: true, side: ['selection', 'network'], dock: ['hyper'], theme: null })
    expect(embedFrom('?embed=nomap,table')).toEqual({ map: false, side: [], dock: ['table'], theme: null })
  })
  it('is never nothing, and passes over what it does not know', () => {
    expect(embedFrom('?embed=nomap')).toMatchObject({ map: true })
    expect(embedFrom('?embed=__proto__,constructor,models,NETWORK, table ,<script>')).toEqual({ map: true, side: ['network'], dock: ['table'], theme: null })
    expect(embedFrom(`?embed=${'network,'.repeat(1e5)}`)).toMatchObject({ side: ['network'] })
  })
  it('may have one of the two palettes', () => {
    expect(embedFrom('?embed&theme=dark')).toMatchObject({ theme: 'dark' })
    expect(embedFrom('?embed&theme=url(x)')).toMatchObject({ theme: null })
  })
})

describe('the lines for another page', () => {
  it('ask for what is seen, and keep the view in the hash', () => {
    expect(embedSnippet('https://a.example/n/?embed=network&theme=dark#1.abc_-', [], 'T').address).toBe('https://a.example/n/?embed#1.abc_-')
    const { address, snippet } = embedSnippet('https://a.example/n/', ['network', 'hyper'], 'T')
    expect(address).toBe('https://a.example/n/?embed=network,hyper')
    expect(snippet).toMatch(/^<iframe src="https:\/\/a\.example\/n\/\?embed=network,hyper" title="T" [^>]*loading="lazy"[^>]*><\/iframe>$/)
    expect(snippet).toMatch(/ sandbox="[^"]*allow-scripts allow-same-origin[^"]*"/)
  })
  it('have a stranger’s title as text', () => {
    const { snippet } = embedSnippet('https://a.example/', [], '"><script>alert(1)</script>')
    expect(snippet.match(/</g)).toHaveLength(2)
    expect(snippet).toContain('title="&quot;&gt;&lt;script&gt;')
  })
})
