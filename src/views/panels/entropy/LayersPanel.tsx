// Entropy layer by layer in one network, at the same σ and t: where a representation is spread out and where it is drawn together.
import { useMemo } from 'react'
import { entropiesAt, logSpectra } from '../../../core/entropy/kept-spectra.ts'
import { decimal, integer, titleOf } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { useAnswer } from '../../use-answer.ts'
import { useApp } from '../../use-app.ts'
import { settingAside } from './entropy-words.ts'
import type { Entropies } from './use-entropies.ts'

export function LayersPanel({ id, entropies: { shown } }: { id: number, entropies: Entropies }) {
  const row = useApp(state => state.map?.networks.find(found => found.id === id))
  const of = useMemo(() => shown && { id, scale: shown.scale }, [id, shown?.scale]) // eslint-disable-line react-hooks/exhaustive-deps -- only the scale of it is asked
  const { value, whole, why } = useAnswer('layerSpectra', of)
  const bits = useMemo(() => {
    const at = value && shown ? value.grid.indexOf(shown.sigma) : -1
    return value && shown && at >= 0 ? entropiesAt(logSpectra({ n: value.n, values: value.by[at] }), shown.t) : null
  }, [value, shown])
  const title = `Entropy by layer${row ? ` of ${titleOf(row)}` : ''}`
  if (why) return <Panel title={title} help="entropy" say={why} />
  if (!value || !bits || !shown) return <Panel title={title} help="entropy" say="The network is being made again for its inner layers." />
  const ceiling = Math.log2(value.n)
  const last = bits.length - 1
  const change = bits[last] - bits[0]
  return (
    <Panel
      title={title}
      help="entropy"
      aside={settingAside(shown)}
      say={last === 0
        ? <>Its only hidden layer has <b>{decimal(bits[0], 2)}</b> of {decimal(ceiling, 2)} bits.</>
        : <>From the first hidden layer to the last the entropy {Math.abs(change) < 0.05 ? 'hardly changes' : change < 0 ? 'falls' : 'rises'}: <b>{decimal(bits[0], 2)}</b> to <b>{decimal(bits[last], 2)}</b> of {decimal(ceiling, 2)} bits.</>}
    >
      <dl className="LayerBars" data-old={!whole || undefined}>
        {value.layers.map((layer, k) => (
          <div key={layer.name} className="LayerBars-row">
            <dt title={`${integer(layer.columns)} units`}>{layer.name}<small>{integer(layer.columns)}</small></dt>
            <dd className="LayerBars-track" aria-hidden><span style={{ width: `${100 * bits[k] / ceiling}%` }} /></dd>
            <dd className="LayerBars-value">{decimal(bits[k], 2)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
