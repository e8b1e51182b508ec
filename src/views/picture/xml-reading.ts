// A strict reader of the XML that pictures are written in, for tests: anything that is not well-formed throws.

export interface Read {
  name: string
  attributes: Map<string, string>
  children: Read[]
  /** Text right within it, and with that of its children. */
  text: string
  whole: string
}

const NAME = /[A-Za-z_][\w:.-]*/y
const NAMED = new Map([['amp', '&'], ['lt', '<'], ['gt', '>'], ['quot', '"'], ['apos', '\''], ['#39', '\'']])

const decoded = (text: string): string => text.replace(/&([^;]*);?/g, (whole, name: string) => {
  const letter = NAMED.get(name)
  if (letter === undefined || !whole.endsWith(';')) throw new Error(`${whole} is no entity.`)
  return letter
})

/** One element and what is in it; `names`: of all elements, each once. */
export function parsed(text: string): { root: Read, names: string[] } {
  let at = 0
  const names = new Set<string>()
  const expect = (token: string) => {
    if (!text.startsWith(token, at)) throw new Error(`${token} should stand at ${at}: ${text.slice(at, at + 40)}`)
    at += token.length
  }
  const name = (): string => {
    NAME.lastIndex = at
    const found = NAME.exec(text)?.[0]
    if (!found) throw new Error(`A name should stand at ${at}: ${text.slice(at, at + 40)}`)
    at += found.length
    return found
  }
  const space = () => { while (/\s/.test(text[at] ?? '')) at++ }
  const readElement = (): Read => {
    expect('<')
    const read: Read = { name: name(), attributes: new Map(), children: [], text: '', whole: '' }
    names.add(read.name)
    for (space(); text[at] !== '>' && text[at] !== '/'; space()) {
      const attribute = name()
      expect('="')
      const end = text.indexOf('"', at)
      const value = text.slice(at, end)
      if (end < 0 || value.includes('<') || read.attributes.has(attribute)) throw new Error(`${attribute} of ${read.name} is not well-formed.`)
      read.attributes.set(attribute, decoded(value))
      at = end + 1
    }
    if (text[at] === '/') {
      expect('/>')
      return read
    }
    expect('>')
    while (!text.startsWith('</', at)) {
      if (text[at] === '<') {
        const child = readElement()
        read.children.push(child)
        read.whole += child.whole
        continue
      }
      const end = text.indexOf('<', at)
      if (end < 0) throw new Error(`${read.name} is not closed.`)
      const words = decoded(text.slice(at, end))
      read.text += words
      read.whole += words
      at = end
    }
    expect(`</${read.name}`)
    expect('>')
    return read
  }
  const root = readElement()
  if (text.slice(at).trim() !== '') throw new Error('Something stands after the last element.')
  return { root, names: [...names] }
}
