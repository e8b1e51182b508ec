// A large map piece by piece: the head first, and each heavier piece when somebody asks for it. The file stays where it is.
import type { NetworkActivations } from '../core/network.ts'
import { FormatError } from './format-error.ts'
import { readMap, readMapHead } from './map.ts'
import type { MapDetail, MapFile, MapHead } from './map-file.ts'
import type { ReadBytes } from './zip-excerpt.ts'
import { excerptOf } from './zip-excerpt.ts'

/** Which members belong together. `kept`: everything that was kept of training, and diagrams. */
export type MapPiece = 'head' | 'detail' | 'activations' | 'kept'

const HEAD = /^(manifest\.json|networks\.json|ids\.npy|embedding\.npy|part\.json)$/
const PIECES: Record<MapPiece, RegExp> = {
  head: HEAD,
  detail: /^(distance|curves|curve_offsets|confusion)\.npy$|^measures\//,
  activations: /^activations\//,
  kept: /^(checkpoints|steps|hidden|train_checkpoints|weights|first|second|probabilities|diagrams)\//,
}

/** A map's head, and what else its file has. */
export interface BegunMap { head: MapHead, has: Record<Exclude<MapPiece, 'head'>, boolean> }

/** Null for a file that must be read as a whole. */
export async function beginMap(size: number, read: ReadBytes): Promise<BegunMap | null> {
  const found = await excerptOf(size, read, name => HEAD.test(name))
  if (!found) return null
  const has = (piece: MapPiece): boolean => found.names.some(name => PIECES[piece].test(name))
  return { head: readMapHead(found.bytes), has: { detail: has('detail'), activations: has('activations'), kept: has('kept') } }
}

/** One piece, checked against the head of the same file as if all were read. */
async function piece(size: number, read: ReadBytes, which: MapPiece): Promise<MapFile> {
  const found = await excerptOf(size, read, name => HEAD.test(name) || PIECES[which].test(name))
  if (!found) throw new FormatError('The file is another one than it was: open it again.')
  return readMap(found.bytes)
}

export const detailOf = async (size: number, read: ReadBytes): Promise<MapDetail | null> => (await piece(size, read, 'detail')).detail

export const activationsOf = async (size: number, read: ReadBytes): Promise<NetworkActivations[] | null> => (await piece(size, read, 'activations')).activations

export type KeptOfMap = Pick<MapFile, 'checkpoints' | 'states' | 'probabilities' | 'diagrams'>

export async function keptOf(size: number, read: ReadBytes): Promise<KeptOfMap> {
  const { checkpoints = null, states = null, probabilities = null, diagrams = null } = await piece(size, read, 'kept')
  return { checkpoints, states, probabilities, diagrams }
}
