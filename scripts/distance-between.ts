// How far two places of a map lie apart.
export const distance = ([a, b]: readonly [number, number], [c, d]: readonly [number, number]): number => Math.hypot(a - c, b - d)
