// Method pages must come out whole: nothing of what was written may be lost.
import { describe, expect, it } from 'vitest'
import { blocksOf, spansOf } from './markdown.ts'

describe('blocksOf', () => {
  it('tells headings, paragraphs, lists, tables, quotes and code apart', () => {
    const page = ['# PHATE', '', 'First line', 'and second.', '- one', '  goes on', '- two', '', '1. first', '', '| a | b |', '| --- | --- |', '| 1 | x \\| y |', '', '> said', '', '```', '# not a heading', '```', '', '    K = exp(-d)'].join('\n')
    expect(blocksOf(page)).toEqual([
      { kind: 'heading', level: 1, text: 'PHATE' },
      { kind: 'paragraph', text: 'First line and second.' },
      { kind: 'list', ordered: false, items: ['one goes on', 'two'] },
      { kind: 'list', ordered: true, items: ['first'] },
      { kind: 'table', head: ['a', 'b'], rows: [['1', 'x | y']] },
      { kind: 'quote', text: 'said' },
      { kind: 'code', text: '# not a heading' },
      { kind: 'code', text: 'K = exp(-d)' },
    ])
  })
  it('ends on anything, closed or not', () => {
    expect(blocksOf('')).toEqual([])
    expect(blocksOf('```\nopen')).toEqual([{ kind: 'code', text: 'open' }])
    expect(blocksOf('| no table |')).toEqual([{ kind: 'paragraph', text: '| no table |' }])
  })
})

describe('spansOf', () => {
  it('finds code, emphasis and links', () => {
    expect(spansOf('a `b*c*` **d** *e* [f](g.md).')).toEqual([
      { kind: 'text', text: 'a ' }, { kind: 'code', text: 'b*c*' }, { kind: 'text', text: ' ' }, { kind: 'strong', text: 'd' }, { kind: 'text', text: ' ' },
      { kind: 'emphasis', text: 'e' }, { kind: 'text', text: ' ' }, { kind: 'link', text: 'f', to: 'g.md' }, { kind: 'text', text: '.' },
    ])
  })
  it('leaves a product alone', () => expect(spansOf('n * d * 2')).toEqual([{ kind: 'text', text: 'n * d * 2' }]))
})
