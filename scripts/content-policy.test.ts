// The page must have nothing in it that its own policy would stop, and the policy must allow nothing that is not needed.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CONTENT_POLICY, standsInPage } from './content-policy.ts'

describe('the policy', () => {
  it('lets nothing run that stands in the page or is made from text', () => {
    const said = CONTENT_POLICY.join('; ')
    for (const word of ['\'unsafe-inline\'', '\'unsafe-eval\'', '\'unsafe-hashes\'', ' * ', ' http: ', ' data: https']) expect(said).not.toContain(word)
    expect(CONTENT_POLICY[0]).toBe('default-src \'self\'')
    expect(said).toContain('script-src \'self\' \'wasm-unsafe-eval\';')
    expect(said).toContain('style-src \'self\';')
  })
})

describe('what stands in a page', () => {
  it('is found: scripts, styles, attributes of both', () => {
    expect(standsInPage('<script>a()</script><script type="module">b()</script><style>c</style><p style="d" onclick="e()">x</p>')).toHaveLength(5)
    expect(standsInPage('<script src="./a.js"></script><script type="module" crossorigin src="./b.js"></script><link rel="stylesheet" href="./c.css"><p title="one">x</p>')).toEqual([])
  })
  it('is nothing, in ours', () => expect(standsInPage(readFileSync('index.html', 'utf8'))).toEqual([]))
})
