// What may be asked of a training worker, and what comes back.
import type { Dataset } from '../core/data/dataset.ts'
import type { NetworkSpec, TrainedNetwork } from '../core/network.ts'

export type Device = 'cpu' | 'webgpu'

/** What the worker found when it looked for a GPU. */
export interface GpuReport {
  available: boolean
  /** A software adapter: right, but slower than the CPU; never chosen by itself. */
  fallback: boolean
  /** Vendor and architecture as the browser tells them, or '' . */
  name: string
  /** Why there is none, in words; null where there is one. */
  why: string | null
}

export interface TrainRequest {
  dataset: Dataset
  specs: NetworkSpec[]
  device: Device
  /** Send the trained weights too. */
  weights: boolean
}

/** Where one network in flight stands. */
export interface NetworkProgress {
  id: number
  /** Epochs done, of how many. */
  epoch: number
  epochs: number
  testAccuracy: number
  /** Training loss after each epoch so far, from epoch 0 (untrained). */
  losses: readonly number[]
}

export interface TrainingWorker {
  detectGpu(): Promise<GpuReport>
  /**
   * Trains the networks and hands each over as it finishes. Rejects with an error named 'DeviceLost' when the GPU went away:
   * what was handed over before stands. Cancel by terminating the worker.
   */
  train(request: TrainRequest, onFinished: (network: TrainedNetwork) => void, onProgress: (inFlight: NetworkProgress[]) => void): Promise<void>
  /** Answered between slices of work: a sign of life. */
  beat(): boolean
}
