// What the open network's first layer looks for: its weights as pictures, or as lines in the plane.
import { useMemo, useState } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import { planeFrame } from '../../core/training/plane.ts'
import { layersOf } from '../../core/training/architecture.ts'
import { firstLayer, firstLayerOf } from '../charts/unit-pictures.ts'
import { UnitLines } from '../charts/UnitLines.tsx'
import { UnitPictures } from '../charts/UnitPictures.tsx'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { integer, power } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { useAnswer } from '../use-answer.ts'
import { pointsOf } from './plane-words.ts'

/** Units shown until more are asked for. */
const FEW = 60

export function FirstLayerPanel({ row }: { row: NetworkRow }) {
  const { value: data } = useAnswer('data', 'map')
  const made = useAnswer('revisited', row.id)
  const [all, setAll] = useState(false)
  const [common, setCommon] = useState(true)
  const layer = useMemo(() => {
    if (!data || !made.value) return null
    const { state, first } = made.value
    return first ? firstLayerOf(first, data.image) : state && row.hyper ? firstLayer(layersOf(row.hyper, data)[0], state.weights, data.image) : null
  }, [data, made.value, row])
  const flat = useMemo(() => data?.features === 2 && made.value?.state ? { ...planeFrame(data), points: pointsOf(data, made.value.predicted) } : null, [data, made.value])
  const shown = useMemo(() => layer && (all ? layer.units : layer.units.slice(0, FEW)), [layer, all])
  if (made.why) return null // said where the layers are chosen
  const title = 'First-layer weights'
  if (made.value && data && !layer) return null // a first layer of another shape
  if (!layer || !shown) return <Panel title={title} help="network" say={row.hyper ? 'The network is being made again.' : 'The file is being run.'} />
  const { units: [strongest], units, conv } = layer
  const what = conv ? 'filter' : 'unit'
  const weakest = units[units.length - 1]
  const say = flat
    ? `Each line is where a ${what}’s argument is 0; the stroke points to the side where it grows, and strong lines belong to long weights (${power(weakest.norm)} to ${power(strongest.norm)}).`
    : `A picture a ${what}, strongest first: lengths from ${power(strongest.norm)} down to ${power(weakest.norm)}.`
  return (
    <Panel title={title} help="network" aside={`${integer(units.length)} ${what}s`} say={say}>
      {flat
        ? <UnitLines units={shown} across={flat.across} up={flat.up} points={flat.points} label={`${shown.length} units of the first layer as lines in the plane`} />
        : <UnitPictures units={shown} across={layer.across} down={layer.down} reach={common ? layer.reach : null} label={`Weights of ${shown.length} ${what}s of the first layer`} />}
      {!flat && <Check label="One scale for all" checked={common} onChange={setCommon} />}
      {units.length > FEW && <Button small onClick={() => setAll(!all)}>{all ? `Show the ${FEW} strongest` : `Show all ${integer(units.length)}`}</Button>}
    </Panel>
  )
}
