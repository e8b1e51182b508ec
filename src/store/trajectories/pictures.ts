// The pictures of the runs that the trajectories worker holds: the map of their checkpoints, its null, PHATE through training.
import type { InpcaMap, InpcaRequest } from '../../protocol/trajectories.ts'
import { aborted } from '../../services/spawn.ts'
import type { Session } from '../session.ts'
import type { AppState, MapView } from '../state.ts'
import type { Company } from './company.ts'
import { Through } from './through.ts'
import type { RunSource, Trajectories } from './trajectories-state.ts'
import { shows } from './wishes.ts'

/** Axes of a map. */
const DIMS = 10

/**
 * Up to so many checkpoints the axes are made from all of them; of more from so many along the runs, and the others are placed. On 5,000 made ones the first six axes
 * from 2,000 correlate by .999 with those from all; from 1,000 the third to the sixth change places. 7,100 of 200 probes take 6.4 s of processor time with 2,000, 4.0 s with 1,000.
 */
const LANDMARKS = 2000

const NO_LAYERS = 'Nobody kept the last layer at checkpoints, and these networks cannot be trained again here: train new ones that keep “Hidden layer at checkpoints”.'
const NO_NULL = 'The null shuffles examples within their true classes, and the classes of these probes are not known: bring a bundle with labels.'
const NOBODY = 'None of these networks kept predictions on its way, and none can be trained again here: train networks with checkpoints, or drop a bundle with checkpoints/<id>.'

const nothing = (): Record<'made' | 'shuffled' | 'through', string> => ({ made: '', shuffled: '', through: '' })

export class Pictures {
  /** What the standing pictures are of. */
  private of = nothing()
  private versions = 0
  private readonly through: Through
  /** PHATE through training is under way: that takes longest. */
  laying = false

  constructor(private readonly session: Session, private readonly tell: (change: Partial<Trajectories>) => void) {
    this.through = new Through(session)
  }

  forget(): void {
    this.of = nothing()
    this.through.close()
  }

  /** What of it stands is not made again. */
  async make(company: Company, map: MapView, state: AppState, source: RunSource, signal: AbortSignal): Promise<void> {
    const { runs } = state
    if (company.size === 0) {
      this.of = nothing()
      return this.tell({ made: null, shuffled: null, through: null, brushed: new Set(), fault: source.again > 0 ? null : company.why ?? NOBODY })
    }
    const of = `${company.key} ${runs.weights}`
    const request = { dims: DIMS, weights: runs.weights, most: LANDMARKS }
    if (this.of.made !== of) {
      const made = await this.inpca('Placing every checkpoint', { ...request, shuffled: false }, signal)
      this.of.made = of
      this.tell({ made: { version: ++this.versions, probes: runs.probes, map: { ...made, notes: [...made.notes, ...leftOut(map, source)] } }, brushed: new Set() })
    }
    if (shows(state, 'null') && company.labelled && this.of.shuffled !== of) {
      const shuffled = await this.inpca('Shuffling within classes', { ...request, shuffled: true }, signal)
      this.of.shuffled = of
      this.tell({ shuffled })
    }
    if (shows(state, 'null') && !company.labelled) this.tell({ shuffled: null, fault: NO_NULL })
    if (!shows(state, 'through')) return
    this.laying = true
    await this.throughTraining(company, map, state, source, signal).finally(() => { this.laying = false })
  }

  private async inpca(words: string, request: InpcaRequest, signal: AbortSignal): Promise<InpcaMap> {
    this.tell({ work: { words, share: 0 } })
    const made = await this.session.services.trajectories.map(signal, request, share => { if (!signal.aborted) this.tell({ work: { words, share } }) })
    if (signal.aborted) throw aborted()
    return made
  }

  private async throughTraining(company: Company, map: MapView, { runs: { dimensions } }: AppState, source: RunSource, signal: AbortSignal): Promise<void> {
    const words = 'PHATE through training'
    const layered = await company.layers(map, signal)
    if (layered.length === 0) {
      return this.tell({ through: null, fault: source.again > 0 ? null : NO_LAYERS })
    }
    const key = `${map.series} ${layered.map(({ row: { id }, hidden }) => `${id}:${hidden.steps.join('-')}`).join()}`
    const of = `${key} ${dimensions} ${JSON.stringify(map.manifest.geometry)}`
    if (this.of.through === of) return
    this.tell({ work: { words, share: 0 } })
    const through = await this.through.make(map, layered, dimensions, key, share => { if (!signal.aborted) this.tell({ work: { words, share } }) }, signal)
    this.of.through = of
    this.tell({ through })
  }
}

/** Who is not among the runs, in sentences. */
function leftOut({ diverged, networks }: MapView, { ready, again }: RunSource): string[] {
  const never = networks.length - ready - again
  return [
    ...diverged.length > 0 ? [`${diverged.length} ${diverged.length === 1 ? 'network that diverged is' : 'networks that diverged are'} left out.`] : [],
    ...again > 0 ? [`${again} of ${networks.length} networks are left out until they are trained again.`] : [],
    ...never > 0 ? [`${never} of ${networks.length} networks are left out: their predictions on the way are nowhere to be had.`] : [],
  ]
}
