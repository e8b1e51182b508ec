// A helper of the geometry worker: one question, one answer, until it is sent home.
import type { Question } from './geometry/pairs-helper.ts'
import { PairsHelper } from './geometry/pairs-helper.ts'

const helper = new PairsHelper()

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  const answer = helper.answer(data)
  if (answer) postMessage(answer)
})
