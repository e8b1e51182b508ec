// The layers of a saved network; ticked are those whose activations the map compares.
import { Check } from 'lucide-react'
import type { ModelCard } from '../../formats/model-card.ts'
import type { GeometrySettings } from '../../core/settings.ts'
import { integer } from '../ui/format.ts'

/** Rows shown; what lies between the first and the last of a deep network is counted. */
const MOST = 40

export function Layers({ network: { layers, inputShape }, used }: { network: ModelCard['network'], used: GeometrySettings['layer'] }) {
  if (layers.length === 0) return null
  const last = layers.length - 1
  const ticked = (place: number) => place < last && (used === 'all' || place === (used === 'first' ? 0 : last - 1))
  const [head, tail] = layers.length > MOST ? [MOST - 10, 10] : [layers.length, 0]
  const rows = layers.map((layer, place) => ({ layer, place }))
  const row = ({ layer: { name, kind, output, parameters }, place }: (typeof rows)[number]) => (
    <tr key={place}>
      <td className="CardRows-tick">{ticked(place) && <Check size={14} strokeWidth={2} aria-label="compared on the map" />}</td>
      <td className="CardRows-name" title={name}>{name}</td>
      <td className="CardRows-soft">{kind}</td>
      <td className="CardRows-figure">{output.join('×')}</td>
      <td className="CardRows-figure">{integer(parameters)}</td>
    </tr>
  )
  return (
    <table className="CardRows">
      <caption className="visually-hidden">Layers{inputShape && `, of an input of ${inputShape.join(' × ')}`}</caption>
      <thead><tr><th className="CardRows-tick"><span className="visually-hidden">compared</span></th><th>layer</th><th>kind</th><th className="CardRows-figure">out</th><th className="CardRows-figure">param.</th></tr></thead>
      <tbody>
        {rows.slice(0, head).map(row)}
        {tail > 0 && <tr><td /><td colSpan={4} className="CardRows-soft">{integer(layers.length - head - tail)} layers more</td></tr>}
        {tail > 0 && rows.slice(-tail).map(row)}
      </tbody>
    </table>
  )
}
