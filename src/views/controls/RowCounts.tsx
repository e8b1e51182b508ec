// How many rows of a data set are for what.
import { integer } from '../ui/format.ts'

export function RowCounts({ train, test, probes }: { train: number, test: number, probes: number }) {
  return (
    <p className="LeftRail-counts">
      {integer(train)} train · {integer(test)} test, of these {integer(probes)} probes
    </p>
  )
}
