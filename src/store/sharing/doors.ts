// Where each room is fetched from.
import type { Session } from '../session.ts'
import type { Rooms } from './rooms.ts'

type Doors = { [Name in keyof Rooms]: () => Promise<{ roomOf(session: Session): Rooms[Name] }> }

export const DOORS: Doors = {
  links: () => import('./links.ts'),
  mapFiles: () => import('./map-files.ts'),
  site: () => import('./site.ts'),
  gallery: () => import('./gallery.ts'),
  sessions: () => import('./sessions.ts'),
  exports: () => import('./exports.ts'),
  trajectories: () => import('../trajectories/trajectories.ts'),
  experiments: () => import('../experiments/experiments.ts'),
  search: () => import('../search/search.ts'),
}
