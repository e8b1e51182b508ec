// The search worker: regressions over the networks of a map, and votes among them. Wiring only; it is dismissed where its answer is not wanted any more.
import { expose } from 'comlink'
import { predictOn, proposeOn } from '../src/core/search/on-map.ts'
import type { SearchWorker } from '../src/protocol/search.ts'

expose({ propose: proposeOn, predict: predictOn, beat: () => true } satisfies SearchWorker)
