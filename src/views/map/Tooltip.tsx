// What a dot is, beside it. It explains; it changes nothing.
import type { NetworkRow } from '../../core/network.ts'
import type { Measure } from '../../store/measures.ts'
import { measureOf } from '../../store/measures.ts'
import { Glyph } from '../charts/Glyph.tsx'
import { decimal, integer, kindOf, measured, optimiserName, power, titleOf } from '../ui/format.ts'
import { useBeside } from './use-beside.ts'
import type { Point, Size } from './view.ts'

interface Props {
  network: NetworkRow
  fill: string
  /** The measure that the map is coloured by. */
  measure: Measure
  landed: boolean
  at: Point
  frame: Size
}

export function Tooltip({ network, fill, measure, landed, at, frame }: Props) {
  const ref = useBeside(at, frame)
  return (
    <div ref={ref} className="Tooltip" role="tooltip">
      <p className="Tooltip-title"><Glyph row={network} fill={fill} />{[titleOf(network), kindOf(network)].filter(Boolean).join(' · ')}</p>
      <dl>
        {factsOf(network, measure).map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
      </dl>
      {landed && <p className="Tooltip-note">placed, not yet embedded</p>}
    </div>
  )
}

/** The same for those who hear the page, of the network that the arrow keys have come to. */
export function CursorWords({ network, measure }: Pick<Props, 'network' | 'measure'>) {
  return <>{`Network ${network.id}, ${network.brought?.name ?? kindOf(network)}, ${factsOf(network, measure).map(fact => fact.join(' ')).join(', ')}`}</>
}

const ALWAYS = new Set<string>(['testAccuracy', 'learningRate', 'optimiser', 'epochs', 'family', 'activation', 'width', 'depth'])

/** Columns of a network trained elsewhere that its tooltip has room for. */
const MOST_BROUGHT = 4

/** The rows that stand in every tooltip, and the coloured measure where it is another. */
function factsOf(network: NetworkRow, measure: Measure): [string, string][] {
  const { hyper, outcome } = network
  const facts: [string, string][] = []
  if (hyper || Number.isFinite(outcome.testAccuracy)) facts.push([measureOf('testAccuracy').words, decimal(outcome.testAccuracy, 4)])
  if (hyper) facts.push(['learning rate', `${power(hyper.learningRate)} · ${optimiserName(hyper.optimiser)}`], ['epochs', integer(hyper.epochs)])
  for (const [name, value] of Object.entries(network.brought?.values ?? {}).slice(0, MOST_BROUGHT)) {
    if (measure.key !== `column:${name}`) facts.push([name, typeof value === 'number' ? power(value) : String(value ?? '–')])
  }
  if (!ALWAYS.has(measure.key)) facts.push([measure.words, measured(measure, measure.read(network))])
  return facts
}
