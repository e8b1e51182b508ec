// The import worker: strangers' files are read and run here, and nowhere else in the page. Wiring only; readers are fetched when they are needed.
import { expose, transfer } from 'comlink'
import type { ImportWorker } from '../src/protocol/importing.ts'
import { buffersOfCards, buffersOfFirst, buffersOfRun } from './importing/buffers.ts'
import { ImportDesk } from './importing/desk.ts'

const desk = new ImportDesk(async () => (await import('./nn/run-backend.ts')).startRunBackend())

const api = {
  open: async (files, wanted) => {
    const cards = await desk.open(files, wanted)
    return transfer(cards, buffersOfCards(cards))
  },
  weigh: (handle, chains, probes) => desk.weigh(handle, chains, probes),
  run: async (handle, how, probes) => {
    const run = await desk.run(handle, how, probes)
    return transfer(run, buffersOfRun(run))
  },
  answers: async (handle, how, probes) => {
    const run = await desk.answers(handle, how, probes)
    return transfer(run, buffersOfRun(run))
  },
  first: async (handle, chain) => {
    const first = await desk.first(handle, chain)
    return transfer(first, buffersOfFirst(first))
  },
  cardWith: (handle, chain) => desk.cardWith(handle, chain),
  tensor: (handle, name) => desk.tensor(handle, name),
  close: handle => desk.close(handle),
  beat: () => true,
} satisfies ImportWorker

expose(api)
