// Pairs of networks that predict alike and represent differently: where all pairs stand, and the most striking of them, which a click shows on the maps.
import { useCallback, useMemo, useState } from 'react'
import { alikePairs } from '../../../store/trajectories/between-alike.ts'
import type { Panes } from '../../../store/trajectories/trajectories-state.ts'
import { groupOf } from '../../../store/selection.ts'
import { networkOf } from '../../../store/selectors.ts'
import type { Dot, ScatterSide } from '../../charts/Scatter.tsx'
import { Scatter } from '../../charts/Scatter.tsx'
import type { ChooseMode } from '../../charts/use-drag.ts'
import { METRIC_NAMES } from '../../map/embedded.ts'
import { lookAt } from '../../map/look-at.ts'
import { useSeen } from '../../panels/use-seen.ts'
import { useSelected } from '../../panels/use-selected.ts'
import { Button } from '../../ui/Button.tsx'
import { decimal, fullName, integer, power, titleOf } from '../../ui/format.ts'
import { NumberBox } from '../../ui/NumberBox.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useAnswer } from '../../use-answer.ts'
import { useApp, useAppStore } from '../../use-app.ts'
import { alikeWords, distance } from './between-words.ts'
import { firstThreshold, MOST_DRAWN, sampleOf } from './alike-sample.ts'

const LISTED = 6
const EVERYONE = { ids: null }

export function AlikePanel() {
  const [ref, seen] = useSeen<HTMLDivElement>()
  const map = useApp(state => state.map)
  const metric = useApp(state => state.map?.manifest.geometry.metric ?? 'diffusion')
  const select = useApp(state => state.select)
  const setGroup = useApp(state => state.setGroup)
  const setTab = useApp(state => state.setTab)
  const setPanes = useApp(state => state.setPanes)
  const panes = useApp(state => state.panes)
  const store = useAppStore()
  const { ids, groups } = useSelected()
  const [wanted, setWanted] = useState<number | null>(null)
  const [whole, setWhole] = useState(false)
  const answer = useAnswer('alikeRuns', seen ? EVERYONE : null)
  const threshold = useMemo(() => wanted ?? firstThreshold(map?.networks.map(row => row.outcome.testAccuracy) ?? []), [wanted, map])
  const found = useMemo(() => {
    if (!answer.value || !map) return null
    const good = new Set(map.networks.filter(row => row.outcome.testAccuracy >= threshold).map(row => row.id))
    return alikePairs(answer.value, id => good.has(id), LISTED)
  }, [answer.value, map, threshold])
  const shown = useMemo(() => found ? sampleOf(found, pair => ids.has(pair.a) && ids.has(pair.b), whole) : [], [found, ids, whole])
  const dots = useMemo(() => {
    const best = new Set(found?.top)
    return shown.map((k): Dot => {
      const pair = found!.pairs[k]
      const group = groupOf(groups, pair.a)
      return {
        id: k, x: pair.predict, y: pair.represent, shape: 'circle', fill: best.has(k) ? 'var(--ink-1)' : 'var(--mark-dim)', order: best.has(k) ? 1 : 0,
        selected: ids.has(pair.a) && ids.has(pair.b), group: group === groupOf(groups, pair.b) ? group : null, label: `#${pair.a} and #${pair.b}`,
      }
    })
  }, [found, shown, ids, groups])
  const both = useCallback((k: number) => {
    const { a, b } = found!.pairs[k]
    select([a, b], 'panel')
    lookAt([a, b])
  }, [found, select])
  const box = useCallback((chosen: number[], mode: ChooseMode) => {
    const all = chosen.flatMap(k => [found!.pairs[k].a, found!.pairs[k].b])
    const { ids: standing } = store.getState().selection
    select(all, 'panel', mode !== 'toggle' ? mode : all.every(id => standing.has(id)) ? 'remove' : 'add')
  }, [found, select, store])
  const across = useMemo((): ScatterSide => {
    const values = found?.pairs.map(pair => pair.predict) ?? []
    return { name: 'distance of predictions', domain: [least(values), most(values)], log: true, format: power }
  }, [found])
  const up = useMemo((): ScatterSide => {
    const values = found?.pairs.map(pair => pair.represent) ?? []
    return { name: `distance of representations (${METRIC_NAMES[metric]})`, domain: [0, most(values)], log: false, format: power }
  }, [found, metric])
  const compare = (a: number, b: number) => {
    setGroup('a', [a])
    setGroup('b', [b])
    setTab('compare')
  }
  const top = found?.top.flatMap(k => {
    const pair = found.pairs[k]
    const [one, other] = [networkOf(map, pair.a), networkOf(map, pair.b)]
    return one && other ? [{ k, pair, one, other }] : []
  }) ?? []
  const selecting = dots.some(dot => dot.selected)
  return (
    <div ref={ref}>
      <Panel
        title="Alike here, apart there"
        help="between-runs"
        aside={answer.value && found ? `${integer(shown.length)} of ${integer(answer.value.all)} pairs` : answer.share !== null ? `${Math.round(100 * answer.share)} %` : undefined}
        say={found ? <>{alikeWords(found, threshold)}{top.length > 0 && <> Most strikingly <b>{titleOf(top[0].one)}</b> and <b>{titleOf(top[0].other)}</b>.</>}</> : answer.why ?? 'Distances of representations and of predictions are on their way.'}
      >
        {found && found.pairs.length > 0 && (
          <>
            <Scatter
              dots={dots}
              selecting={selecting}
              across={across}
              up={up}
              label="Distance of predictions against distance of representations, a mark a pair of networks"
              onPick={both}
              onBox={box}
              radius={1.9}
              edged={false}
              height={210}
            />
            {(shown.length < found.pairs.length || whole) && (
              <div className="Between-row">
                <span className="Panel-note">{shown.length === found.pairs.length ? 'All pairs are drawn.' : 'An even sample of the pairs is drawn, and all that are listed or selected.'}</span>
                <Button small variant="quiet" onClick={() => setWhole(!whole)}>{whole ? 'Show a sample' : found.pairs.length > MOST_DRAWN ? `Show ${integer(MOST_DRAWN)}` : 'Show all'}</Button>
              </div>
            )}
            {!sideBySide(panes) && (
              <div className="Between-row">
                <span className="Panel-note">A pair is best seen on the map of representations and the one of predictions at once.</span>
                <Button small variant="quiet" onClick={() => setPanes({ first: 'phate', second: 'inpca' })}>Show both</Button>
              </div>
            )}
            <label className="Between-threshold">
              <span>Both with a test accuracy of at least</span>
              <NumberBox narrow label="Least test accuracy of both" value={threshold} min={0} max={1} step={0.05} onCommit={value => setWanted(Math.min(1, Math.max(0, value)))} />
            </label>
            {top.length > 0 && (
              <table className="Rows Between-pairs">
                <thead><tr><th className="Rows-wide">pair</th><th className="Rows-figure">predict</th><th className="Rows-figure">represent</th><th><span className="visually-hidden">more</span></th></tr></thead>
                <tbody>
                  {top.map(({ k, pair, one, other }) => (
                    <tr key={k} aria-selected={ids.size === 2 && ids.has(pair.a) && ids.has(pair.b)}>
                      <td className="Rows-wide">
                        <button type="button" className="Rows-link" title={`${fullName(one)} and ${fullName(other)}: select both and look at them`} onClick={() => both(k)}>
                          {titleOf(one)} and {titleOf(other)}
                        </button>
                      </td>
                      <td className="Rows-figure">{distance(pair.predict)}</td>
                      <td className="Rows-figure">{decimal(pair.represent, 2)}</td>
                      <td><Button small variant="quiet" title="Hold them as groups A and B, side by side" onClick={() => compare(pair.a, pair.b)}>Compare</Button></td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </>
        )}
      </Panel>
    </div>
  )
}

const sideBySide = ({ first, second }: Panes): boolean => (first === 'phate' && second === 'inpca') || (first === 'inpca' && second === 'phate')

const most = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value), 0) || 1
const least = (values: readonly number[]): number => values.length > 0 ? values.reduce((least, value) => Math.min(least, value)) : 0.1
