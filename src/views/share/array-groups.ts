// The arrays that can be saved, as a short list: a folder's columns are one line. Pure.
import type { ExportedArray } from '../../store/sharing/rooms.ts'

export interface ArrayGroup {
  /** ids, or hyper/ for all of its columns. */
  label: string
  arrays: readonly ExportedArray[]
  /** [1000, 2] float64; 14 × [1000]; … */
  shape: string
  /** Null where nobody knows before it is fetched. */
  bytes: number | null
  words: string
  usual: boolean
}

export function arrayGroups(arrays: readonly ExportedArray[]): ArrayGroup[] {
  const groups = new Map<string, ExportedArray[]>()
  for (const array of arrays) {
    const folder = /^([^/]+)\//.exec(array.name)?.[1]
    const key = folder ? `${folder}/` : array.name
    groups.set(key, [...groups.get(key) ?? [], array])
  }
  return Array.from(groups, ([label, members]): ArrayGroup => ({
    label: label.endsWith('/') && members.length === 1 ? members[0].name : label,
    arrays: members,
    shape: members.length === 1 ? shapeWords(members[0]) : `${members.length} arrays`,
    bytes: members.reduce<number | null>((sum, { bytes }) => sum === null || bytes === null ? null : sum + bytes, 0),
    words: members.length === 1 ? members[0].words : `${members.map(({ name }) => name.slice(label.length)).join(', ')}.`,
    usual: members.every(({ usual }) => usual),
  }))
}

function shapeWords({ shape, dtype, count }: ExportedArray): string {
  const one = `[${shape.join(', ')}] ${dtype}`
  return count === 1 ? one : count === null ? `one a network, ${one}` : `${count} × ${one}`
}

/** Whether there is an array for each network, so that those of the selection can be taken alone. */
export const isPerNetwork = ({ count }: ExportedArray): boolean => count !== 1
