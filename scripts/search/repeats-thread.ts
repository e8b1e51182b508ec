// One thread of the grading: a repeat at a time.
import { parentPort, workerData } from 'node:worker_threads'
import type { Pool } from '../../src/core/search/pool.ts'
import { shelfOf } from '../../src/core/search/methods.ts'
import type { Answer, Question, TimedRan } from './repeats.ts'
import { runAll } from './repeats.ts'

const shelf = shelfOf((workerData as { pool: Pool }).pool)
parentPort!.on('message', ({ task, repeat }: Question) => parentPort!.postMessage({ repeat, ran: runAll(shelf, task, repeat) } satisfies Answer<TimedRan[]>))
