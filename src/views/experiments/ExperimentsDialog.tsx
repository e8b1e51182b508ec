// The experiments: all of them as cards, or one card in front. Nothing trains before somebody presses.
import './experiments.css'
import { useEffect, useState } from 'react'
import type { ExperimentsRoom } from '../../store/experiments/experiments-state.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { useApp } from '../use-app.ts'
import { ExperimentCard } from './ExperimentCard.tsx'
import { ExperimentList } from './ExperimentList.tsx'
import { CARDS } from './experiment-words.ts'

export function ExperimentsDialog() {
  const room = useRoom()
  const experiments = useApp(state => state.experiments)
  const close = useApp(state => state.closeExperiments)
  if (!experiments?.open) return null
  const { shown } = experiments
  return (
    <Dialog title={shown ? CARDS[shown].question : 'Experiments'} onClose={close} wide>
      {room && (shown ? <ExperimentCard key={shown} name={shown} room={room} experiments={experiments} /> : <ExperimentList room={room} experiments={experiments} />)}
    </Dialog>
  )
}

function useRoom(): ExperimentsRoom | null {
  const enter = useApp(state => state.room)
  const [room, setRoom] = useState<ExperimentsRoom | null>(null)
  useEffect(() => {
    let here = true
    void enter('experiments').then(found => { if (here) setRoom(found) })
    return () => { here = false }
  }, [enter])
  return room
}
