// Cards of quantised files say that they are.
import { expect, it } from 'vitest'
import { storedWords } from './stored-words.ts'

const of = (...kinds: string[]) => storedWords(kinds.map(dtype => ({ dtype: dtype as 'float32', shape: [3, 4] })))

it('says how weights are kept that are not kept as float32', () => {
  expect(of('float32', 'float32', 'int64')).toBeNull()
  expect(of('uint8', 'uint8')).toBe('quantised to 8 bits, 256 levels an array')
  expect(of('float32', 'uint8')).toBe('quantised to 8 bits, 256 levels an array (1 of 2 arrays)')
  expect(of('float16', 'float16')).toMatch(/^float16/)
  expect(of('bfloat16')).toMatch(/^bfloat16/)
  expect(storedWords([{ dtype: 'uint8', shape: [] }, { dtype: 'float32', shape: [3] }])).toBeNull()
})
