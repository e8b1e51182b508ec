// One thread of the grading of fronts: a repeat at a time.
import { parentPort, workerData } from 'node:worker_threads'
import type { DataSize } from '../../src/core/data/size.ts'
import { shelfOf } from '../../src/core/search/methods.ts'
import type { Pool } from '../../src/core/search/pool.ts'
import { runFronts } from './fronts.ts'
import type { Question } from './repeats.ts'

const { pool, size } = workerData as { pool: Pool, size: DataSize }
const shelf = shelfOf(pool)
parentPort!.on('message', ({ task, repeat }: Question) => parentPort!.postMessage({ repeat, ran: runFronts({ shelf, size }, task, repeat) }))
