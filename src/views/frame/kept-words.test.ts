// What the browser keeps, in a line: nothing is said before it is known, nor of nothing.
import { describe, expect, it } from 'vitest'
import { keptLine } from './kept-words.ts'

describe('what is kept', () => {
  it('is counted where it is kept', () => {
    expect(keptLine({ state: 'kept', why: null, networks: 230, session: null, sessions: 0 })).toBe('Kept in this browser: 230 networks')
    expect(keptLine({ state: 'kept', why: null, networks: 1, session: null, sessions: 0 })).toBe('Kept in this browser: 1 network')
  })

  it('is said of past sessions where none is on screen', () => {
    expect(keptLine({ state: 'kept', why: null, networks: 0, session: null, sessions: 1 })).toBe('1 past session')
    expect(keptLine({ state: 'kept', why: null, networks: 0, session: null, sessions: 3 })).toBe('3 past sessions')
    expect(keptLine({ state: 'kept', why: null, networks: 5, session: null, sessions: 3 })).toBe('Kept in this browser: 5 networks')
  })

  it('is not spoken of while nobody knows, or nothing is there', () => {
    expect(keptLine({ state: 'looking', why: null, networks: 0, session: null, sessions: 0 })).toBeNull()
    expect(keptLine({ state: 'kept', why: null, networks: 0, session: null, sessions: 0 })).toBeNull()
  })

  it('is said to be in memory only, even of nothing: what comes will not be kept either', () => {
    expect(keptLine({ state: 'memory', why: 'The browser denies storage.', networks: 0, session: null, sessions: 0 })).toBe('Kept in memory only')
  })
})
