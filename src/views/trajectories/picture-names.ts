// What the pictures are called in menus, on the page and in files.
import type { Picture } from '../../store/trajectories/trajectories-state.ts'

export const PICTURE_NAMES: Record<Picture, string> = {
  phate: 'PHATE of representations', inpca: 'InPCA of predictions', axes: 'InPCA, other axes', null: 'Null of the same runs', runs: 'Map of runs', through: 'PHATE through training',
}

/** On a phone. */
export const SHORT_NAMES: Record<Picture, string> = { phate: 'PHATE', inpca: 'InPCA', axes: 'Other axes', null: 'Null', runs: 'Runs', through: 'Through' }

/** Standing over the picture, where it is not what it seems. */
export const PICTURE_TITLES: Partial<Record<Picture, string>> = { null: 'Null: shuffled within classes' }
