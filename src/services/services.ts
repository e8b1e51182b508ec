// All counters under one roof: what the store is made from, and what its tests replace by fakes.
import { calledLater } from './called-later.ts'
import type { DataService } from './data.ts'
import { createData } from './data.ts'
import type { GeometryService } from './geometry.ts'
import { createGeometry } from './geometry.ts'
import type { ImportingService } from './importing.ts'
import { importingLater } from './importing-later.ts'
import type { LinkService } from './links.ts'
import { createLinks } from './links.ts'
import type { ImportanceService } from './importance.ts'
import type { MapsService } from './maps.ts'
import { createMaps } from './maps.ts'
import type { PageService } from './page.ts'
import { createPage } from './page.ts'
import type { RevisitService } from './revisit.ts'
import type { SearchService } from './search.ts'
import type { TopologyService } from './topology.ts'
import type { TrajectoryService } from './trajectories.ts'
import type { SpectraService } from './spectra.ts'
import type { TrainingService } from './training.ts'
import { createTraining } from './training.ts'
import type { SiteService } from './site.ts'
import type { VaultService } from './vault.ts'
import { createVault } from './vault.ts'

export interface Services {
  training: TrainingService
  geometry: GeometryService
  /** Another geometry session, for the second map; it starts no worker before it is asked. */
  beside: GeometryService
  maps: MapsService
  data: DataService
  vault: VaultService
  revisit: RevisitService
  spectra: SpectraService
  topology: TopologyService
  importance: ImportanceService
  search: SearchService
  /** Runs of the standing map. */
  trajectories: TrajectoryService
  /** Runs of an experiment's card. */
  experiment: TrajectoryService
  /** A geometry session for PHATE through training: its networks are checkpoints. */
  through: GeometryService
  importing: ImportingService
  links: LinkService
  site: SiteService
  page: PageService
  /** Milliseconds on a clock that only goes forward. */
  now(): number
  pause(milliseconds: number): Promise<void>
  /** Gives the visitor a file. */
  download(file: Blob, name: string): void
  /** Remembered between visits; absent storage is no fault. */
  remember: Remembering
  /** Of this tab alone, at once, and until it is closed. */
  tab: Remembering
}

export interface Remembering { get(key: string): string | null, set(key: string, value: string): void }

const remembering = (storage: () => Storage): Remembering => ({
  get(key) { try { return storage().getItem(`netfold.${key}`) } catch { return null } },
  set(key, value) { try { storage().setItem(`netfold.${key}`, value) } catch { /* private mode: not remembered */ } },
})

const trajectoriesLater = (): TrajectoryService => calledLater(async () => (await import('./trajectories.ts')).createTrajectories(), {
  open: true, add: true, remove: true, map: true, shepard: true, betweenRuns: true, factors: true, averages: true, ends: true, close: true,
})

export function createServices(): Services {
  return {
    training: createTraining(),
    geometry: createGeometry(),
    beside: createGeometry(),
    maps: createMaps(),
    data: createData(),
    vault: createVault(),
    revisit: calledLater(async () => (await import('./revisit.ts')).createRevisit(), { revisit: true, plane: true, study: true, portray: true }),
    spectra: calledLater(async () => (await import('./spectra.ts')).createSpectra(), { spectra: true, information: true, byClass: true }),
    topology: calledLater(async () => (await import('./topology.ts')).createTopology(), { shape: true, diagrams: true, matching: true }),
    importance: calledLater(async () => (await import('./importance.ts')).createImportance(), { explain: true }),
    search: calledLater(async () => (await import('./search.ts')).createSearch(), { propose: true, predict: true, distances: true, repeats: true, published: true }),
    trajectories: trajectoriesLater(),
    experiment: trajectoriesLater(),
    through: createGeometry(),
    importing: importingLater(),
    links: createLinks(),
    site: calledLater(async () => (await import('./site.ts')).createSite(), { files: true, address: true, pack: true }),
    page: createPage(),
    now: () => performance.now(),
    pause: milliseconds => new Promise(resolve => { window.setTimeout(resolve, milliseconds) }),
    download(file, name) {
      const link = document.createElement('a')
      link.href = URL.createObjectURL(file)
      link.download = name
      link.click()
      window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
    },
    remember: remembering(() => localStorage),
    tab: remembering(() => sessionStorage),
  }
}
