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

/** How fast an engine trained the trial population (workers/trial.ts). */
export interface Speed {
  /** Work of training a second, in the multiply-adds of core/training/work.ts: of one worker on the CPU, of the whole device on a GPU. */
  multiplyAdds: number
  /** What the trial took, from the first look at the engine to its answer. */
  milliseconds: number
}

export interface TrainRequest {
  /** Null: the one of this worker's last request. A data set is sent to a worker once. */
  dataset: Dataset | null
  specs: NetworkSpec[]
  device: Device
  keep: Keep
  /** Networks among the specs that were begun elsewhere, and how they stood. */
  begun: InterimOf[]
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

/** How a network in flight stood at the end of an epoch: whoever takes over need not begin it anew. */
export interface InterimOf { id: number, interim: Interim }

/** What an engine tells while it trains, network by network. */
export interface TrainingListener {
  onFinished(network: TrainedNetwork): void
  onProgress(inFlight: NetworkProgress[]): void
  /** Of a training that takes seconds, every two or so. */
  onInterim(id: number, interim: Interim): void
}

export interface TrainingWorker {
  detectGpu(): Promise<GpuReport>
  /** Trains a tiny population and says how fast that went; a tenth of a second of work, or a stack of networks on a GPU. */
  tryOut(device: Device): Promise<Speed>
  /**
   * Trains the networks and hands each over soon after it has finished: on the CPU in their order, so that the first one missing when this
   * rejects is the one at fault. Rejects with an error named 'DeviceLost' when the GPU went away. What was handed over before stands.
   * Messages cost the page more than what is in them, so several networks share one. Cancel by terminating the worker.
   */
  train(
    request: TrainRequest, onFinished: (networks: TrainedNetwork[]) => void, onProgress: TrainingListener['onProgress'], onInterim: (interims: InterimOf[]) => void,
  ): Promise<void>
  /** Answered between slices of work: a sign of life. */
  beat(): boolean
}
