// The classes one by one, in the open network, the selected ones, or groups A and B: how well each is parted, and which two lie closest.
import { useMemo, useState } from 'react'
import { useAnswer } from '../../use-answer.ts'
import { useApp } from '../../use-app.ts'
import { Term } from '../../learn/Term.tsx'
import { decimal, integer } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { SET_COLOURS, useSets } from '../use-sets.ts'
import { ClassHeat } from './ClassHeat.tsx'
import type { Classes } from '../../../protocol/spectra.ts'
import type { ClassDistances, ClassRow, SampledSet } from './class-rows.ts'
import { alignmentOf, classDistances, classRows, sampledSets } from './class-rows.ts'
import { ClassStrips } from './ClassStrips.tsx'

export function ByClassPanels() {
  const networks = useApp(state => state.map?.networks)
  const names = useApp(state => state.map?.manifest.classNames) ?? NONE
  const ids = useMemo(() => networks?.map(row => row.id) ?? [], [networks])
  const sets = useSets(ids)
  const sampled = useMemo(() => sampledSets(sets, ids), [sets, ids])
  const asked = useMemo(() => sampled.length ? { ids: [...new Set(sampled.flatMap(set => set.ids))] } : null, [sampled])
  const { value: answer, whole, share, why } = useAnswer('classes', asked)
  // The last picture stays, faded, until there is one of what is selected now.
  const [last, keep] = useState<{ value: Classes, sampled: SampledSet[] } | null>(null)
  if (answer && whole && (last?.value !== answer || last.sampled !== sampled)) keep({ value: answer, sampled })
  const { value, sampled: drawn } = useMemo(() => answer ? { value: answer, sampled } : last ?? { value: null, sampled }, [answer, sampled, last])
  const rows = useMemo(() => value ? classRows(value, drawn, names) : [], [value, drawn, names])
  const heats = useMemo(() => value ? drawn.flatMap(set => classDistances(value, set) ?? []) : [], [value, drawn])
  if (why) return <Panel title="Class by class" help="separation" say={why} />
  if (!asked) return <Panel title="Class by class" help="separation" say="Click a dot, or select networks, to see which classes they hold apart." />
  const old = !whole
  const aside = share !== null ? `${integer(100 * share)} %` : sampling(sampled)
  if (!value || rows.length === 0) {
    return <Panel title="Class by class" help="separation" aside={aside} say={value && whole ? 'With one class alone there is nothing to part.' : 'The classes are being measured.'} />
  }
  const single = drawn.length === 1 && drawn[0].ids.length === 1
  return (
    <div className="ByClass" data-old={old || undefined}>
      <Panel title="Class by class" help="separation" aside={aside} say={stripSentence(rows, drawn, single)}>
        <ClassStrips rows={rows} single={single} label={`Silhouettes by class of ${drawn.map(set => set.name).join(' and ')}`} />
        <p className="Panel-note">Between: the share of a class’s scatter about the centre of all probes that its own centre accounts for.</p>
      </Panel>
      {heats.length > 0 && (
        <Panel title="Which classes lie close" help="separation" aside="mean distances" say={<HeatSentence heats={heats} names={names} />}>
          <div className={heats.length > 1 ? 'ClassHeats' : undefined}>
            {heats.map(heat => <ClassHeat key={heat.key} of={heat} names={names} ends={ends(heats)} titled={heats.length > 1} />)}
          </div>
          <p className="Panel-note">{`Shading from ${decimal(ends(heats)[0], 2)} (full) to ${decimal(ends(heats)[1], 2)} (empty) mean distances${heats[0].labels.length > 2 ? '; outlined: the closest two' : ''}.`}</p>
        </Panel>
      )}
      <Panel
        title={<><Term name="cka">CKA</Term> to the labels</>}
        help="separation"
        say={(
          <>
            {drawn.map((set, k) => <span key={set.key}>{k > 0 && '; '}{set.name}: <b style={drawn.length > 1 ? { color: SET_COLOURS[set.key].ink } : {}}>{decimal(alignmentOf(value, set), 3)}</b>{set.ids.length > 1 ? ' (median)' : ''}</span>)}.
            {' '}At 1 two probes would lie alike exactly when they share a class; at 0 all classes would have the same centre.
          </>
        )}
      />
    </div>
  )
}

const NONE: readonly string[] = []

function sampling(sets: readonly SampledSet[]): string | undefined {
  const cut = sets.filter(set => set.ids.length < set.of)
  return cut.length ? cut.map(set => `${integer(set.ids.length)} of ${set.name.includes('network') ? integer(set.of) : `${set.name}’s ${integer(set.of)}`}`).join(', ') : undefined
}

function stripSentence(rows: readonly ClassRow[], sets: readonly SampledSet[], single: boolean): string {
  const ordered = rows.map(row => ({ name: row.name, value: row.parts[0].middle })).sort((x, y) => y.value - x.value)
  const [best, worst] = [ordered[0], ordered.at(-1)!]
  const whose = sets.length > 1 ? `In ${sets[0].name}, ` : ''
  const what = `${whose}class ${best.name} stands most apart (silhouette ${decimal(best.value, 2)}), class ${worst.name} least (${decimal(worst.value, 2)}).`
  if (single || rows[0].parts.length < 2) return `${what[0].toUpperCase()}${what.slice(1)} Below 0 a probe is nearer to another class than to its own.`
  const wins = rows.filter(row => row.parts[0].middle > row.parts[1].middle).length
  const [ahead, count] = 2 * wins >= rows.length ? ['A', wins] : ['B', rows.length - wins]
  return `${what} By medians, ${ahead} parts ${count === rows.length ? 'every class' : `${integer(count)} of ${integer(rows.length)} classes`} better than ${ahead === 'A' ? 'B' : 'A'}.`
}

function HeatSentence({ heats, names }: { heats: readonly ClassDistances[], names: readonly string[] }) {
  const of = (label: number) => names[label] ?? String(label)
  return (
    <>
      {heats.map(({ key, name, labels, closest }, k) => closest && (
        <span key={key}>
          {k > 0 && ' '}{heats.length > 1 ? `${name}: ` : ''}<b>{of(labels[closest.a])} and {of(labels[closest.b])}</b> lie {labels.length > 2 ? 'closest, ' : ''}{decimal(closest.distance, 2)} {labels.length > 2 ? 'of the mean distance between probes' : 'mean distances apart'}{k < heats.length - 1 ? ';' : '.'}
        </span>
      ))}
    </>
  )
}

/** Ends of the shading: of all distances that are shown. */
function ends(heats: readonly ClassDistances[]): [number, number] {
  const values = heats.flatMap(heat => [...heat.distances]).filter(Number.isFinite)
  return [Math.min(...values), Math.max(...values)]
}
