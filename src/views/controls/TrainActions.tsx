// The foot of the rail: how many networks will be trained, about how long that takes, and the two ways to do it.
import { Plus } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { trainBlock } from '../../store/selectors.ts'
import { loadEmbedAnew, loadEstimate } from '../later.ts'
import { useApp } from '../use-app.ts'
import { Button } from '../ui/Button.tsx'
import { integer } from '../ui/format.ts'

const EmbedAnew = lazy(async () => ({ default: (await loadEmbedAnew()).EmbedAnew }))
const Estimate = lazy(async () => ({ default: (await loadEstimate()).Estimate }))

/** `primary`: filled, where the top bar's button is out of sight. */
export function TrainActions({ primary, onTrain }: { primary: boolean, onTrain?: () => void }) {
  const count = useApp(state => state.recipe.count)
  const measured = useApp(({ engines }) => engines.cpu !== null || engines.webgpu !== null)
  const here = useApp(state => trainBlock(state).here)
  const anew = useApp(state => trainBlock(state).anew)
  const trainMore = useApp(state => state.trainMore)
  const trainNew = useApp(state => state.trainNew)
  const start = (train: () => Promise<void>) => () => {
    onTrain?.()
    void train()
  }
  return (
    <footer className="TrainActions">
      <Suspense><EmbedAnew {...(onTrain && { onStart: onTrain })} /></Suspense>
      <p className="TrainActions-estimate">
        <b>{integer(count)} {count === 1 ? 'network' : 'networks'}</b>
        {measured && <Suspense><Estimate /></Suspense>}
      </p>
      <div className="TrainActions-buttons">
        <Button data-tour="train" variant={primary ? 'primary' : 'plain'} icon={<Plus size={16} aria-hidden />} reason={here} onClick={start(trainMore)}>Train more here</Button>
        <Button reason={anew} aria-label="Train as a new map" title="Forget this map, train these networks and make a map of them alone" onClick={start(trainNew)}>As a new map</Button>
      </div>
      {here !== null && <p className="TrainActions-reason">{here}</p>}
    </footer>
  )
}
