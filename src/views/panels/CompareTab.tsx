// The Compare tab: two groups or two networks side by side in every measure.
import './panels.css'
import { useApp } from '../use-app.ts'
import { BetweenPanel } from './compare/BetweenPanel.tsx'
import { Distributions } from './compare/Distributions.tsx'
import { EffectTable } from './compare/EffectTable.tsx'
import { GroupsHead } from './compare/GroupsHead.tsx'
import { MatchedPanel } from './compare/MatchedPanel.tsx'
import { PairTable } from './compare/PairTable.tsx'
import { useRepresentatives } from './compare/representatives.ts'
import type { Sides } from './compare/compared.ts'
import { TangledTrees } from './compare/TangledTrees.tsx'
import { useSides } from './compare/use-sides.ts'

export function CompareTab() {
  const hasMap = useApp(state => state.map !== null)
  const { networks, sides, measures } = useSides()
  if (!hasMap) return <p className="Panel-empty">There is no map yet.</p>
  const [a, b] = [sides.a.length, sides.b.length]
  const pair = a === 1 && b === 1
  return (
    <>
      <GroupsHead sides={sides} />
      {a > 0 && b > 0 && (
        <>
          {pair ? <PairTable a={sides.a[0]} b={sides.b[0]} networks={networks} measures={measures} /> : <EffectTable sides={sides} measures={measures} />}
          {!pair && <Distributions networks={networks} sides={sides} measures={measures} />}
          <BetweenPanel sides={sides} />
          <OneOfEach sides={sides} />
        </>
      )}
    </>
  )
}

/** What only two networks can show. */
function OneOfEach({ sides }: { sides: Sides }) {
  const between = useRepresentatives(sides)
  return between && (
    <>
      <MatchedPanel between={between} />
      <TangledTrees between={between} />
    </>
  )
}
