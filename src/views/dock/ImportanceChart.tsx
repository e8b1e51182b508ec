// Which hyper-parameters explain accuracy, and which the place on the map.
import type { NetworkRow } from '../../core/network.ts'
import type { MeasureKey } from '../../store/measures.ts'

export function ImportanceChart({ rows }: { rows: readonly NetworkRow[], onPick: (key: MeasureKey, by: number) => void }) {
  return <p className="Panel-empty">{rows.length}</p>
}
