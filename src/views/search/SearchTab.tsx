// The Search tab: the map is asked what to train next, once or batch after batch; what it proposed; how that fared; and what accuracy costs.
import '../panels/panels.css'
import './search.css'
import { emptyBlock } from '../../store/selectors.ts'
import { useApp } from '../use-app.ts'
import { AskPanel } from './AskPanel.tsx'
import { FaredPanel } from './FaredPanel.tsx'
import { FrontPanel } from './FrontPanel.tsx'
import { GradePanel } from './GradePanel.tsx'
import { LoopPanel } from './LoopPanel.tsx'
import { ProposalsPanel } from './ProposalsPanel.tsx'
import { useSearch, useSearchRoom } from './use-search.ts'

export function SearchTab() {
  const empty = useApp(state => emptyBlock(state.map))
  const search = useSearch()
  const act = useSearchRoom()
  if (empty) return <p className="Panel-empty">{empty}</p>
  return (
    <>
      <AskPanel search={search} act={act} />
      <LoopPanel search={search} act={act} />
      {search.shown.length > 0 && <ProposalsPanel search={search} act={act} />}
      <FaredPanel shown={search.shown} />
      <FrontPanel shown={search.shown} />
      <GradePanel />
    </>
  )
}
