export function roomOf(file: string): string | null
export function fault(from: string, to: string): string | null
export function wayBack(from: string, goal: string): string[] | null
