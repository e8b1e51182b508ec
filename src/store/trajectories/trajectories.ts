// The room of training runs as trajectories: keeps the worker's runs in step with the map, and makes the pictures that the panes show.
import type { Session } from '../session.ts'
import type { TrajectoriesRoom } from './trajectories-room.ts'

export function roomOf(_session: Session): TrajectoriesRoom {
  throw new Error('under way')
}
