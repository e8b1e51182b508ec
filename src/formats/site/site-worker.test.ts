// A copy of the page with another map is another page, and a browser that kept the first must be told so: by its name in the worker's list.
import { expect, it } from 'vitest'
import { crcOf } from './site-files.ts'
import { workerList, workerWithPage } from './site-worker.ts'

const list = (revision: string) => workerList([{ url: 'assets/index-abcdefgh.js', revision: null }, { url: 'index.html', revision }, { url: 'x/index.html', revision: 'kept' }])
const page = new TextEncoder().encode('<p>other</p>')

it('the page that the worker keeps is named anew by what it holds, and nothing else is changed', () => {
  expect(workerWithPage(`${list('old')}code("index.html")`, page)).toBe(`${list(crcOf(page))}code("index.html")`)
})

it('a worker that does not list the page once is refused', () => {
  for (const text of ['', 'code("index.html")', list('a') + list('b')]) expect(() => workerWithPage(text, page)).toThrow('sw.js should list index.html once')
})
