// What may be asked of the room that makes trajectories (doors.ts).
export interface TrajectoriesRoom {
  /** Trains the networks again whose predictions on the way are not at hand, and makes the pictures that are shown. */
  make(): Promise<void>
  stop(): void
  /** Rows of the made map; their runs become the selection. */
  brush(rows: Iterable<number>, how?: 'replace' | 'add' | 'remove'): void
}
