// The losses of networks in flight, a small picture each, all on one scale. Eight are shown, and the same eight until they are done; where they
// are done too soon to be read, those of a moment ago.
import './RunningNow.css'
import { useMemo } from 'react'
import type { NetworkProgress } from '../../protocol/training.ts'
import type { Recipe } from '../../core/recipe.ts'
import { networkAt } from '../../core/population.ts'
import { Sparkline } from '../charts/Sparkline.tsx'
import { integer, power, recipeName, roundly } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { useApp } from '../use-app.ts'
import { FAST, GLANCE, useGlance } from './use-glance.ts'

const MOST = 8

export function RunningNow() {
  const rate = useApp(state => state.training?.rate ?? 0)
  const fast = rate > FAST
  const inFlight = useGlance(useApp(state => state.training?.inFlight) ?? NONE, fast)
  const recipe = useApp(state => state.training?.recipe)
  const device = useApp(state => state.training?.device)
  const shown = inFlight.slice(0, MOST)
  const domain = useMemo((): readonly [number, number] => {
    const all = inFlight.flatMap(progress => progress.losses).filter(loss => loss > 0 && Number.isFinite(loss))
    return all.length ? [Math.min(0.1, ...all), Math.min(100, Math.max(2.5, ...all))] : [0.1, 2.5]
  }, [inFlight])
  const some = inFlight.length > MOST ? ` ${MOST} of the ${integer(inFlight.length)} in flight.` : ''
  const say = fast
    ? `About ${roundly(rate)} networks finish a second, too many to watch.${shown.length > 0 ? ` A glance every ${GLANCE / 1000} s at the training loss, log scale.` : ''}${some}`
    : shown.length === 0 ? 'The next networks show their loss in a moment.' : `Training loss so far, log scale, one scale for all.${some}`
  return (
    <Panel title="Running now" help="training" aside={device === 'webgpu' ? 'on WebGPU' : 'on the CPU'} say={say}>
      {(shown.length > 0 || !fast) && (
        <ul className="Running">
          {shown.map(progress => <Running key={progress.id} {...progress} recipe={recipe} domain={domain} />)}
        </ul>
      )}
    </Panel>
  )
}

interface Props extends NetworkProgress { recipe: Recipe | undefined, domain: readonly [number, number] }

function Running({ id, epoch, epochs, recipe, losses, domain }: Props) {
  const name = useMemo(() => {
    if (!recipe) return `#${id}`
    const { hyper } = networkAt(recipe, id)
    return `${recipeName(hyper)}, ${power(hyper.learningRate)}`
  }, [recipe, id])
  return (
    <li>
      <Sparkline values={losses} epochs={epochs} domain={domain} />
      <div className="Running-caption"><span>{name}</span><span>{integer(epoch)}/{integer(epochs)}</span></div>
    </li>
  )
}

const NONE: readonly NetworkProgress[] = []
