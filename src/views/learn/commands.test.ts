// Commands are found by the words in their names.
import { describe, expect, it } from 'vitest'
import { found } from './commands.ts'

const names = ['Colour by test accuracy', 'Colour by learning rate', 'Show Table', 'Read: PHATE', 'Undo']
const commands = names.map(name => ({ name, run: () => undefined }))
const search = (typed: string) => found(commands, typed).map(command => command.name)

describe('commands', () => {
  it('are found by beginnings of words, in any order and case', () => {
    expect(search('col')).toEqual(names.slice(0, 2))
    expect(search('rate COLOUR')).toEqual(['Colour by learning rate'])
    expect(search('phate')).toEqual(['Read: PHATE'])
    expect(search('ate')).toEqual([])
  })
  it('are none where nothing is typed', () => expect(search('  ')).toEqual([]))
  it('that begin with what is typed come first', () => expect(found([{ name: 'Read: table', run: () => undefined }, { name: 'Table', run: () => undefined }], 'table').map(({ name }) => name)).toEqual(['Table', 'Read: table']))
})
