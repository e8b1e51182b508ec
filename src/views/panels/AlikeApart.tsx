// Pairs of networks on both maps: who is alike in one way and apart in the other. There only while there is a second map.
import './AlikeApart.css'
import { useCallback, useMemo } from 'react'
import type { Metric } from '../../core/settings.ts'
import type { Alike } from '../../protocol/geometry.ts'
import { groupOf } from '../../store/selection.ts'
import { networkOf } from '../../store/selectors.ts'
import type { Groups } from '../../store/state.ts'
import type { Dot, ScatterSide } from '../charts/Scatter.tsx'
import { Scatter } from '../charts/Scatter.tsx'
import type { ChooseMode } from '../charts/use-drag.ts'
import { METRIC_NAMES } from '../map/embedded.ts'
import { Button } from '../ui/Button.tsx'
import { decimal, integer, power, titleOf } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { useAnswer } from '../use-answer.ts'
import { useApp, useAppStore } from '../use-app.ts'
import type { Pair } from './alike-apart.ts'
import { agreement, oddest, pairsOf } from './alike-apart.ts'
import { useSelected } from './use-selected.ts'
import { rhoOf } from './words.ts'

/** Of a selection of at most so many, every pair is drawn; of a larger one, those of its pairs that are in the sample. */
const EVERY_PAIR = 60

const EVERYONE = { ids: null }

export function AlikeApart() {
  const map = useApp(state => state.map)
  const first = useApp(state => state.map?.manifest.geometry.metric)
  const second = useApp(state => state.second?.made?.settings.metric)
  const select = useApp(state => state.select)
  const store = useAppStore()
  const { ids, groups } = useSelected()
  const few = useMemo(() => ids.size > 1 && ids.size <= EVERY_PAIR ? { ids: [...ids].sort((a, b) => a - b) } : null, [ids])
  const everyone = useAnswer('alike', second ? EVERYONE : null)
  const theirs = useAnswer('alike', second ? few : null)
  const all = useMemo(() => everyone.value ? pairsOf(everyone.value) : [], [everyone.value])
  const chosen = useMemo(() => few ? theirs.value ? pairsOf(theirs.value) : [] : all.filter(pair => ids.has(pair.a) && ids.has(pair.b)), [few, theirs.value, all, ids])
  const drawn = useMemo(() => draw(all, chosen, { ids, groups }), [all, chosen, ids, groups])
  const pick = useCallback((k: number) => select([drawn.pairs[k].a, drawn.pairs[k].b], 'panel'), [drawn, select])
  const box = useCallback((found: number[], mode: ChooseMode) => {
    const both = found.flatMap(k => [drawn.pairs[k].a, drawn.pairs[k].b])
    const { ids: standing } = store.getState().selection
    // A pair is in where both of it are.
    select(both, 'panel', mode !== 'toggle' ? mode : both.every(id => standing.has(id)) ? 'remove' : 'add')
  }, [drawn, select, store])
  const across = useMemo(() => side(second, drawn.pairs.map(pair => pair.second)), [second, drawn])
  const up = useMemo(() => side(first, drawn.pairs.map(pair => pair.first)), [first, drawn])
  if (!map || !first || !second) return null
  const odd = oddest(chosen.length > 1 ? chosen : all)
  const [one, other] = odd ? [networkOf(map, odd.a), networkOf(map, odd.b)] : []
  return (
    <Panel
      title="Alike here, apart there"
      help="manifold"
      aside={everyone.value && asideOf(everyone.value)}
      say={everyone.value
        ? <>Each mark is a pair of networks. The two distances agree by Spearman <b>{rhoOf(agreement(everyone.value))} pairs</b>.</>
        : everyone.why ?? 'Distances on both maps are on their way.'}
    >
      {drawn.pairs.length > 0 && (
        <Scatter
          dots={drawn.dots}
          selecting={chosen.length > 0}
          across={across}
          up={up}
          label={`Distance by ${METRIC_NAMES[first]} against distance by ${METRIC_NAMES[second]}`}
          onPick={pick}
          onBox={box}
          radius={1.8}
        />
      )}
      {one && other && odd && (
        <p className="Panel-note AlikeApart-odd">
          Oddest pair{chosen.length > 1 ? ' of the selected' : ''}: {titleOf(one)} and {titleOf(other)}, {decimal(odd.first, 2)} and {decimal(odd.second, 2)} apart.
          <Button small variant="quiet" onClick={() => select([one.id, other.id], 'panel')}>Select both</Button>
        </p>
      )}
    </Panel>
  )
}

const asideOf = ({ a, all }: Alike): string => a.length < all ? `${integer(a.length)} of ${integer(all)} pairs` : `${integer(all)} pairs`

function side(metric: Metric | undefined, values: readonly number[]): ScatterSide {
  return { name: metric ? `${METRIC_NAMES[metric]} distance` : '', domain: [0, values.reduce((most, value) => Math.max(most, value), 0)], log: false, format: power }
}

/** A pair is in a group when both of it are. A mark's id is its place among `pairs`: those of the sample first, then the selected ones that the sample lacks. */
function draw(all: readonly Pair[], chosen: readonly Pair[], { ids, groups }: { ids: ReadonlySet<number>, groups: Groups }): { pairs: Pair[], dots: Dot[] } {
  const inSample = new Set(all.map(pair => `${pair.a} ${pair.b}`))
  const pairs = [...all, ...chosen.filter(pair => !inSample.has(`${pair.a} ${pair.b}`))]
  const dots = pairs.map((pair, id): Dot => ({
    id, x: pair.second, y: pair.first, shape: 'circle', fill: 'var(--mark-dim)', order: 0, selected: ids.has(pair.a) && ids.has(pair.b),
    group: groupOf(groups, pair.a) === groupOf(groups, pair.b) ? groupOf(groups, pair.a) : null, label: `#${pair.a} and #${pair.b}`,
  }))
  return { pairs, dots }
}
