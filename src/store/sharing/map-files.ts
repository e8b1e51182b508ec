// The map as a file of the visitor's: how large it would be, and saving it.
import { saveMap } from '../files.ts'
import type { Session } from '../session.ts'
import type { MapFilesRoom } from './rooms.ts'

export function roomOf(session: Session): MapFilesRoom {
  return { describe: () => Promise.reject(new Error('not there yet')), save: () => saveMap(session) }
}
