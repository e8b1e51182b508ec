// How one layer of the open network sees the probes: its own map of them. Here the layer is chosen that the panels below show too.
import './Inside.css'
import { useMemo, useState } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import { ClassKeys } from '../charts/ClassKeys.tsx'
import { ProbeMap } from '../charts/ProbeMap.tsx'
import { decimal, integer } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { Select } from '../ui/Select.tsx'
import { useAnswer } from '../use-answer.ts'
import { broughtOf } from '../../store/selectors.ts'
import { useApp } from '../use-app.ts'
import { worthOutlining } from './inside.ts'
import { useProbeAnswers, useProbes, useStudy } from './use-inside.ts'

interface Props { row: NetworkRow, layer: string | null, onLayer: (layer: string | null) => void }

type As = 'pictures' | 'dots'
const AS: readonly { value: As, label: string }[] = [{ value: 'pictures', label: 'Pictures' }, { value: 'dots', label: 'Dots' }]

export function ProbeMapPanel({ row, layer, onLayer }: Props) {
  const study = useStudy(row, layer)
  const runs = useApp(state => row.hyper !== null || broughtOf(state, row.id) !== null)
  const made = useAnswer('revisited', runs ? row.id : null)
  const probes = useProbes()
  const told = useProbeAnswers(row, probes)
  const digits = useApp(state => state.map?.manifest.dataset?.id === 'digits')
  const [as, setAs] = useState<As>('pictures')
  const { value } = study
  const layers = made.value?.layers ?? null
  const options = useMemo(() => layers?.map(({ name, columns }, place) => ({ value: place === layers.length - 1 ? '' : name, label: `${name}, ${integer(columns)} units` })) ?? [], [layers])
  const wordsOf = useMemo(() => told && probes && ((probe: number) => {
    const { answer, probability } = told.answers[probe]
    return `answered ${probes.names[answer]} (${decimal(probability, 2)})`
  }), [told, probes])
  const outlined = told !== null && value !== null && worthOutlining(told.wrong, value.n)
  const title = digits ? 'How it sees the digits' : 'How it sees the probes'
  if (study.why && !value) return <Panel title={title} help="network" say={study.why} />
  const say = value ? sentence(value.scale > 0, layer, digits, told ? told.wrong.size : null, value.n, outlined) : 'The probes are being laid out.'
  return (
    <Panel title={title} help="network" aside={value ? <span title={`PHATE of the activations, stress ${decimal(value.stress, 3)}`}>{integer(value.n)} probes, t {value.t}</span> : undefined} say={say}>
      <div className="Inside-row">
        {options.length > 1 && <Select label="Hidden layer" value={layer ?? ''} options={options} onChange={chosen => onLayer(chosen === '' ? null : chosen)} />}
        {made.why && runs && <span className="Panel-aside Inside-why" title={made.why}>last hidden layer only</span>}
        {probes?.images && <Segmented label="Probes as" options={AS} value={as} onChange={setAs} />}
      </div>
      <div className={study.whole ? undefined : 'Inside-faded'}>
        {value
          ? <ProbeMap places={value.places} labels={probes?.labels ?? null} names={probes?.names ?? NONE} images={probes?.images ?? null} wrong={outlined ? told?.wrong : null} nearest={value.nearest} wordsOf={wordsOf ?? undefined} dots={as === 'dots'} />
          : <div className="Inside-place" style={{ height: 240 }} />}
      </div>
      {probes && (!probes.images || as === 'dots') && <ClassKeys names={probes.names} />}
      {made.why && runs && <p className="Panel-note">{made.why}</p>}
    </Panel>
  )
}

const NONE: readonly string[] = []

function sentence(alive: boolean, layer: string | null, digits: boolean, wrong: number | null, n: number, outlined: boolean): string {
  const which = layer ?? 'its last hidden layer'
  if (!alive) return `Nothing passes: all ${integer(n)} probes look the same to ${which}.`
  const what = digits ? 'Close images' : 'Close probes'
  const errors = wrong === null ? '' : wrong === 0 ? ' All are answered rightly.' : ` ${integer(wrong)} of ${integer(n)} ${wrong === 1 ? 'is' : 'are'} answered wrongly${outlined ? ', outlined in red' : ''}.`
  return `${what} look alike to ${which}.${errors}`
}
