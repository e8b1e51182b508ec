// The room of experiments: trains what a card needs beside the map on screen, measures it, and states what came of it.
import type { Session } from '../session.ts'
import type { ExperimentsRoom } from './experiments-state.ts'

export function roomOf(_session: Session): ExperimentsRoom {
  throw new Error('under way')
}
