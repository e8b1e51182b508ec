// What may be asked of a training worker, and what comes back.
import type { Dataset } from '../core/data/dataset.ts'
import type { Interim, Keep, NetworkSpec, TrainedNetwork } from '../core/network.ts'

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

/** How fast an engine trained the trial population (workers/trial.ts): multiply-adds of training a second, forward, backward and update. */
export interface Speed { multiplyAdds: number, milliseconds: number }

export interface TrainRequest {
  dataset: Dataset
  specs: NetworkSpec[]
  device: Device
  keep: Keep
  /** Networks among the specs that were begun elsewhere, and how they stood. */
  begun: { id: number, interim: Interim }[]
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

export interface TrainingListener {
  onFinished(network: TrainedNetwork): void
  onProgress(inFlight: NetworkProgress[]): void
  /** Now and then, how a network in flight stood at the end of an epoch: whoever takes over need not begin it anew. */
  onInterim(id: number, interim: Interim): void
}

export interface TrainingWorker {
  detectGpu(): Promise<GpuReport>
  /** Trains a tiny population and says how fast that went; milliseconds of work. */
  tryOut(device: Device): Promise<Speed>
  /**
   * Trains the networks and hands each over as it finishes. Rejects with an error named 'DeviceLost' when the GPU went away:
   * what was handed over before stands. Cancel by terminating the worker.
   */
  train(request: TrainRequest, onFinished: TrainingListener['onFinished'], onProgress: TrainingListener['onProgress'], onInterim: TrainingListener['onInterim']): Promise<void>
  /** Answered between slices of work: a sign of life. */
  beat(): boolean
}
