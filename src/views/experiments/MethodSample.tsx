// A piece of a method's line, beside its name.
import { markOf } from './search-methods.ts'

export function MethodSample({ name }: { name: string }) {
  const { colour, dash } = markOf(name)
  return <svg className="MethodSample" width={22} height={8} aria-hidden><line x1={0} x2={22} y1={4} y2={4} stroke={colour} strokeWidth={2} strokeDasharray={dash} /></svg>
}
