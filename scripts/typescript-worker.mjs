// Node starts worker threads without tsx's loader: this one registers it, then loads the TypeScript module that it was started for.
import { workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
await import(workerData.module)
