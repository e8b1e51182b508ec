// What the terminal asks of a training thread, and what comes back.
import type { Dataset } from '../src/core/data/dataset.ts'
import type { Interim, Keep, NetworkActivations, NetworkSpec, TrainedNetwork } from '../src/core/network.ts'
import type { Portrait } from '../src/core/portrait/measures.ts'
import type { GeometrySettings } from '../src/core/settings.ts'

/** What a thread knows from its beginning. */
export interface Apprenticeship { dataset: Dataset, keep: Keep }

export type Task =
  /** `from`: goes on with a network that was put down at the end of an epoch. `test`: rows that it is tested on, in the place of the data set's. */
  | { kind: 'train', spec: NetworkSpec, from?: Interim | null, test?: Uint32Array }
  /** Labels of the probes; activations of a network that stays what it was. */
  | { kind: 'measure', activations: NetworkActivations, labels: Int32Array, settings: Pick<GeometrySettings, 'scale' | 'sigma'> }

/** `ready` comes once, before anything is asked; `under way` now and then, before a network is done. */
export type Report =
  | { kind: 'ready' }
  | { kind: 'under way', share: number }
  | { kind: 'trained', network: TrainedNetwork }
  | { kind: 'measured', portrait: Portrait }

export type Result = Exclude<Report, { kind: 'ready' | 'under way' }>
