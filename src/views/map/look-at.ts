// From a panel to the map: bring these networks into view. Where one looks is the map's own, and no part of the notebook.

const maps = new Set<(ids: readonly number[]) => void>()

/** Every map on the page flies there. */
export const lookAt = (ids: readonly number[]): void => maps.forEach(show => show(ids))

/** Returns how to stop. */
export function listenToLooks(show: (ids: readonly number[]) => void): () => void {
  maps.add(show)
  return () => { maps.delete(show) }
}
