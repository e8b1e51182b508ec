// A helper of the terminal: one question, one answer, until it is sent home.
import type { MessagePort } from 'node:worker_threads'
import { workerData } from 'node:worker_threads'
import type { Question } from '../workers/geometry/pairs-helper.ts'
import { PairsHelper } from '../workers/geometry/pairs-helper.ts'

const { port } = workerData as { port: MessagePort }
const helper = new PairsHelper()

port.on('message', (question: Question) => {
  const answer = helper.answer(question)
  if (answer) port.postMessage(answer)
})
