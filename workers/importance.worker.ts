// The importance worker: grows forests and shuffles their inputs. Wiring only; it is dismissed where its answer is not wanted any more.
import { expose } from 'comlink'
import { importance } from '../src/core/importance/importance.ts'
import type { ImportanceWorker } from '../src/protocol/importance.ts'
import { drive, throttled } from './drive.ts'

const api = {
  explain: ({ inputs, target }, onShare) => {
    const tell = throttled(onShare)
    return drive(importance(inputs, target), { onProgress: ({ share }) => tell(share) })
  },
  beat: () => true,
} satisfies ImportanceWorker

expose(api)
