// In the browser: trains the same networks in the real worker on the CPU and on WebGPU, and says how far apart they come out.
import { proxy, wrap } from 'comlink'
import { makeDataset } from '../../src/core/data/make.ts'
import type { DatasetSettings } from '../../src/core/data/dataset.ts'
import type { Keep, NetworkSpec, TrainedNetwork } from '../../src/core/network.ts'
import type { Device, GpuReport, InterimOf, NetworkProgress, TrainingWorker } from '../../src/protocol/training.ts'
import { furthest } from '../furthest.ts'

export interface Training {
  networks: TrainedNetwork[]
  progress: NetworkProgress[][]
  /** Signs of life that the worker gave while it trained, and the longest wait for one in milliseconds. */
  beats: number
  longestWait: number
  seconds: number
}

/** Largest absolute differences, over all networks. */
export interface Distance { weights: number, activations: number, probabilities: number, curve: number }

export interface TwinPage {
  detect: () => Promise<GpuReport>
  compare: (dataset: DatasetSettings, specs: NetworkSpec[]) => Promise<{ cpu: Training, webgpu: Training, distance: Distance }>
  /**
   * A network trained by a worker that is ended after its first word about how it stands, and then by another, against one worker's. It gets as many
   * epochs as take this machine some seconds.
   */
  takeOver: (dataset: DatasetSettings, spec: NetworkSpec, device: Device) => Promise<{ epochs: number, epochsBefore: number, divided: TrainedNetwork, whole: TrainedNetwork }>
}

const startWorker = () => {
  const worker = new Worker(new URL('../../workers/train.worker.ts', import.meta.url), { type: 'module' })
  return { worker, remote: wrap<TrainingWorker>(worker) }
}

async function train(device: Device, settings: DatasetSettings, specs: NetworkSpec[]): Promise<Training> {
  const { worker, remote } = startWorker()
  const result: Training = { networks: [], progress: [], beats: 0, longestWait: 0, seconds: 0 }
  let training = true
  const listen = async (): Promise<void> => {
    while (training) {
      const asked = performance.now()
      await remote.beat()
      result.beats++
      result.longestWait = Math.max(result.longestWait, performance.now() - asked)
      await new Promise(resolve => { setTimeout(resolve, 20) })
    }
  }
  const listening = listen()
  const began = performance.now()
  try {
    await remote.train({ dataset: makeDataset(settings, null), specs, device, keep: { checkpoints: 0, checkpointActivations: false, state: true }, begun: [] },
      proxy(networks => { result.networks.push(...networks) }), proxy(inFlight => { result.progress.push(inFlight) }), proxy(() => undefined))
  } finally {
    training = false
    result.seconds = (performance.now() - began) / 1000
    await listening
    worker.terminate()
  }
  result.networks.sort((a, b) => a.id - b.id)
  return result
}

const KEEP: Keep = { checkpoints: 20, checkpointActivations: true, state: true }

/** Trains one network; its first interim too, where `until` says that no more is wanted. */
async function trainAlone(settings: DatasetSettings, spec: NetworkSpec, device: Device, begun: InterimOf[], until: 'interim' | 'end'): Promise<{ network: TrainedNetwork | null, interim: InterimOf | null }> {
  const { worker, remote } = startWorker()
  const request = { dataset: makeDataset(settings, null), specs: [spec], device, keep: KEEP, begun }
  try {
    return await new Promise((resolve, reject) => {
      let network: TrainedNetwork | null = null
      remote.train(request, proxy(networks => { network = networks[0] }), proxy(() => undefined), proxy(interims => { if (until === 'interim') resolve({ network, interim: interims[0] }) }))
        .then(() => resolve({ network, interim: null }), reject)
    })
  } finally {
    worker.terminate()
  }
}

const page: TwinPage = {
  async detect() {
    const { worker, remote } = startWorker()
    const report = await remote.detectGpu()
    worker.terminate()
    return report
  },
  async takeOver(dataset, spec, device) {
    const lasting = (epochs: number): NetworkSpec => ({ ...spec, hyper: { ...spec.hyper, epochs } })
    // A worker says how a network stands when it has trained for seconds, and how many epochs that is only the machine knows.
    let epochs = 32
    let { interim } = await trainAlone(dataset, lasting(epochs), device, [], 'interim')
    while (!interim) ({ interim } = await trainAlone(dataset, lasting(epochs *= 2), device, [], 'interim'))
    const divided = await trainAlone(dataset, lasting(epochs), device, [interim], 'end')
    const whole = await trainAlone(dataset, lasting(epochs), device, [], 'end')
    return { epochs, epochsBefore: interim.interim.curve.length / 4 - 1, divided: divided.network!, whole: whole.network! }
  },
  async compare(dataset, specs) {
    const cpu = await train('cpu', dataset, specs)
    const webgpu = await train('webgpu', dataset, specs)
    const pairs = <T>(of: (network: TrainedNetwork) => T): (readonly [T, T])[] => cpu.networks.map((network, at) => [of(network), of(webgpu.networks[at])] as const)
    return {
      cpu, webgpu,
      distance: {
        weights: furthest(pairs(network => network.state?.weights)),
        activations: furthest(pairs(network => network.activations?.values)),
        probabilities: furthest(pairs(network => network.probabilities)),
        curve: furthest(pairs(network => network.curve)),
      },
    }
  },
}

Object.assign(globalThis, { twin: page })
