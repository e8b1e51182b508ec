// What a representation says of the labels: how much less entropy a class has than as many probes taken anywhere.
import { useMemo } from 'react'
import { mutualInformation } from '../../../core/entropy/mutual-information.ts'
import { Term } from '../../learn/Term.tsx'
import { decimal, titleOf } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { useAnswer } from '../../use-answer.ts'
import { useApp } from '../../use-app.ts'
import { Dumbbells } from './Dumbbells.tsx'
import { settingAside } from './entropy-words.ts'
import type { Entropies } from './use-entropies.ts'

export function InformationPanel({ id, entropies: { shown } }: { id: number, entropies: Entropies }) {
  const row = useApp(state => state.map?.networks.find(found => found.id === id))
  const names = useApp(state => state.map?.manifest.classNames)
  const of = useMemo(() => shown && { id, scale: shown.scale }, [id, shown?.scale]) // eslint-disable-line react-hooks/exhaustive-deps -- only the scale of it is asked
  const { value, whole, why } = useAnswer('information', of)
  const found = useMemo(() => {
    const at = value && shown ? value.grid.indexOf(shown.sigma) : -1
    return value && shown && at >= 0 ? mutualInformation(value.by[at], shown.t) : null
  }, [value, shown])
  const title = 'What it says of the labels'
  if (why) return <Panel title={title} help="entropy" say={why} />
  if (!found || !shown) return <Panel title={title} help="entropy" say="The entropies of the classes are on their way." />
  const rows = found.classes.map(({ label, own, subsets }) => ({ key: label, name: names?.[label] ?? String(label), own, other: subsets }))
  return (
    <Panel
      title={title}
      help="entropy"
      aside={settingAside(shown)}
      say={(
        <>
          <b>{decimal(found.information, 2)}</b> bits of <Term name="mutualInformation">DSMI</Term> in {row ? titleOf(row) : 'it'}: {found.information > 0.005
            ? 'by so much less are the probes of a class spread out than as many drawn at random.'
            : 'the probes of a class are spread out no less than as many drawn at random.'}
        </>
      )}
    >
      <div className="EntropyPicture" data-old={!whole || undefined}><Dumbbells rows={rows} own="a class" other="as many probes at random" name="spectral entropy, bits" /></div>
    </Panel>
  )
}
