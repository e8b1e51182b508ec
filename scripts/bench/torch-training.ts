// PyTorch beside ours: hands it the same rows and the same case, and reads how long it took.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Dataset } from '../../src/core/data/dataset.ts'
import type { Hyperparameters } from '../../src/core/network.ts'
import { mulberry32, shuffled } from '../../src/core/random.ts'

export interface Anchored { job: string, count: number, seconds: number, accuracy: number }

/** The first Python here that has PyTorch, and which PyTorch that is; null where there is none. */
export function pythonWithTorch(): { program: string, version: string } | null {
  for (const program of ['python3', '/usr/bin/python3']) {
    try {
      return { program, version: execFileSync(program, ['-c', 'import torch; print(torch.__version__)'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() }
    } catch {
      // not this one
    }
  }
  return null
}

/** Jobs as the script takes them: `one:8`, `stacked:64`. */
export function trainWithTorch(program: string, dataset: Dataset, hyper: Hyperparameters, threads: number, jobs: readonly string[]): Anchored[] {
  const folder = mkdtempSync(join(tmpdir(), 'netfold-torch-'))
  try {
    const file = join(folder, 'case.bin')
    writeFileSync(file, caseBytes(dataset, hyper))
    const script = fileURLToPath(new URL('./torch_training.py', import.meta.url))
    return JSON.parse(execFileSync(program, [script, file, String(threads), ...jobs], { encoding: 'utf8' })) as Anchored[]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What torch_training.py reads; training rows in a random order, once for all epochs. */
function caseBytes({ inputs, labels, features, classes, train, test }: Dataset, { width, batchSize, epochs, learningRate }: Hyperparameters): Buffer {
  const mixed = Uint32Array.from(shuffled(train.length, mulberry32(1)), place => train[place])
  const parts = [mixed, test].flatMap(rows => [
    Float32Array.from({ length: rows.length * features }, (_, k) => inputs[rows[Math.floor(k / features)] * features + k % features]),
    Int32Array.from(rows, row => labels[row]),
  ])
  const head = Int32Array.of(features, classes, train.length, test.length, width, batchSize, epochs, Math.round(learningRate * 1e6))
  return Buffer.concat([head, ...parts].map(part => Buffer.from(part.buffer)))
}
