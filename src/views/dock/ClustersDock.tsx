// In the dock: the tree of the networks with its cut, and the clusters that the cut leaves, each explained.
import './ClustersDock.css'
import { useCallback, useEffect, useState } from 'react'
import type { Hierarchy } from '../../protocol/geometry.ts'
import type { MeasureKey } from '../../store/measures.ts'
import { FEWEST_CLUSTERS, MOST_CLUSTERS } from '../../store/clusters.ts'
import type { DragMode } from '../charts/use-drag.ts'
import { useSelected } from '../panels/use-selected.ts'
import { networksOf } from '../panels/words.ts'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { decimal, integer } from '../ui/format.ts'
import { MethodButton } from '../ui/MethodButton.tsx'
import { NumberBox } from '../ui/NumberBox.tsx'
import { Select } from '../ui/Select.tsx'
import { Term } from '../learn/Term.tsx'
import { useApp } from '../use-app.ts'
import { ClustersList } from './ClustersList.tsx'
import { ClustersTree } from './ClustersTree.tsx'
import { DockPicture } from './DockPicture.tsx'
import { DockAside, useRemembered } from './dock-memory.tsx'
import { useBox } from './use-box.ts'
import { useClusterColours, useClusters } from './use-clusters.ts'

const KEY: MeasureKey = 'derived:clusters'
const TREES = [
  { value: 'ward layout', label: 'Ward on the layout' },
  { value: 'average layout', label: 'Average on the layout' },
  { value: 'average distances', label: 'Average on the distances' },
] as const
type Tree = typeof TREES[number]['value']

/** The list stands beside the tree where there is room for both (px). */
const BESIDE = 560
const listWidth = (width: number) => width >= 860 ? 348 : 292

function Reading({ hierarchy: { ids, cophenetic, best }, of }: { hierarchy: Hierarchy, of: string }) {
  const order = best ? '' : ', with its leaves from left to right as on the map'
  if (cophenetic === null) return <>A <Term name="dendrogram">tree</Term> of {networksOf(ids.length)}{order}.</>
  return <>Heights of the <Term name="dendrogram">tree</Term> follow the {of} at <b><Term name="cophenetic">r</Term>&nbsp;=&nbsp;{decimal(cophenetic, 2)}</b>, n&nbsp;=&nbsp;{integer(ids.length)}{order}.</>
}

export function ClustersDock() {
  const { tree, clusters, answer, measures } = useClusters()
  const scale = useClusterColours(tree, clusters.length)
  const { ids } = useSelected()
  const groups = useApp(state => state.groups)
  const cut = useApp(state => state.cut)
  const setCut = useApp(state => state.setCut)
  const select = useApp(state => state.select)
  const setGroup = useApp(state => state.setGroup)
  const colouredBy = useApp(state => state.colour.measure)
  const colourBy = useApp(state => state.colourBy)
  const [pointed, setPointed] = useState<number | null>(null)
  const [root, setRoot] = useRemembered('tree on a root scale', true)
  const [before, setBefore] = useRemembered<MeasureKey>('colour before clusters', 'testAccuracy')
  const [box, { width, height }] = useBox()

  // Whoever opens the tree for the first time sees what it says of the map.
  useEffect(() => { if (cut.shown === null) setCut({ shown: true }) }, [cut.shown, setCut])
  const onCount = useCallback((count: number) => setCut({ count: Math.min(MOST_CLUSTERS, Math.max(FEWEST_CLUSTERS, Math.round(count))) }), [setCut])
  const onSelect = useCallback((some: readonly number[], mode: DragMode) => select(some, 'panel', mode), [select])
  const coloured = colouredBy === KEY
  const colour = (on: boolean) => {
    if (on) setBefore(colouredBy)
    colourBy({ measure: on ? KEY : before, log: false })
  }
  const beside = width >= BESIDE
  const treeWidth = beside ? width - listWidth(width) : width
  return (
    <div className="Clusters" ref={box} data-beside={beside || undefined}>
      <DockAside>
        <p role="status">{tree && !answer.whole ? answer.why ?? 'The tree is being made again.' : answer.value && <Reading hierarchy={answer.value} of={cut.of === 'layout' ? 'distances on the map' : 'distances between networks'} />}</p>
        <Button small variant="quiet" aria-pressed={root} title="Small merges are seen too" onClick={() => setRoot(!root)}>Root scale</Button>
        <span className="Clusters-method">
          <Select<Tree>
            quiet
            label="The tree"
            value={`${cut.method} ${cut.of}` as Tree}
            options={TREES}
            onChange={chosen => {
              const [method, of] = chosen.split(' ') as [typeof cut.method, typeof cut.of]
              setCut({ method, of })
            }}
          />
        </span>
        <DockPicture title="Tree of networks" chart=".Clusters" />
        <MethodButton page="clusters" of="the tree of networks" />
      </DockAside>
      {!tree || clusters.length === 0
        ? <p className="Panel-empty">{answer.why ?? `The tree of the networks is being made${answer.share ? `, ${integer(100 * answer.share)} %` : ''}.`}</p>
        : (
            <>
              <div data-old={!answer.whole || undefined} className="Clusters-tree">
                <ClustersTree
                  tree={tree}
                  clusters={clusters}
                  pointed={pointed !== null && pointed <= 2 * tree.count - 2 ? pointed : null}
                  onPoint={setPointed}
                  onCount={onCount}
                  onSelect={onSelect}
                  selected={ids}
                  groups={groups}
                  measures={measures}
                  scale={scale}
                  root={root}
                  width={treeWidth}
                  height={Math.max(130, beside ? height : Math.min(240, height * 0.6))}
                />
              </div>
              <div className="Clusters-side" style={beside ? { width: listWidth(width) } : undefined}>
                <div className="Clusters-tools">
                  <NumberBox narrow label="Number of clusters" value={clusters.length} step={1} min={FEWEST_CLUSTERS} max={tree.most} onCommit={onCount} />
                  <span>clusters</span>
                  <Check label="Names" checked={cut.shown === true} onChange={shown => setCut({ shown })} />
                  <Check label="Colours" checked={coloured} onChange={colour} />
                </div>
                <ClustersList
                  clusters={clusters}
                  all={tree.count}
                  measures={measures}
                  scale={scale}
                  pointed={pointed}
                  onPoint={setPointed}
                  onSelect={onSelect}
                  selected={ids}
                  groups={groups}
                  onHold={setGroup}
                />
              </div>
            </>
          )}
    </div>
  )
}
