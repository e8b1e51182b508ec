// A word on how something stands, or where a fact comes from. The word says it; the colour repeats it.
import type { ReactNode } from 'react'

export type Tone = 'ok' | 'warn' | 'bad' | 'plain'

export const Badge = ({ tone, title, children }: { tone: Tone, title?: string, children: ReactNode }) => <span className={`Badge Badge-${tone}`} title={title}>{children}</span>
