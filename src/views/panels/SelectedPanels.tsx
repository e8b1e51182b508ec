// What the Selection tab says where something is selected: how many and what they share, above the charts; one by one, below them.
import { Enriched } from './Enriched.tsx'
import { SelectedNetworks } from './SelectedNetworks.tsx'
import { SelectionSummary } from './SelectionSummary.tsx'

/** `passing`: while networks come in, the summary alone. */
export function SelectedHead({ passing = false }: { passing?: boolean }) {
  return (
    <>
      <SelectionSummary />
      {!passing && <Enriched />}
    </>
  )
}

export function SelectedFoot() {
  return <SelectedNetworks />
}
