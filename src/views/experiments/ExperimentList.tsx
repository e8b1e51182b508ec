// All experiments as cards: what each asks, what it would train, and what came of it in this session. A card is one button.
import { useId } from 'react'
import type { ExperimentName, Experiments, ExperimentsRoom } from '../../store/experiments/experiments-state.ts'
import { EXPERIMENTS } from '../../store/experiments/experiments-state.ts'
import { useApp } from '../use-app.ts'
import { CARDS, standing } from './experiment-words.ts'
import { useEstimate } from './use-estimate.ts'

export function ExperimentList({ room, experiments }: { room: ExperimentsRoom, experiments: Experiments }) {
  return (
    <>
      <p className="Experiments-lead">Each trains what it needs beside the map on screen, in your browser, and answers in a sentence: a number and what the null gives. What does not hold is said. Answers stay until the page is loaded anew.</p>
      <ul className="Experiments" aria-label="Experiments">
        {EXPERIMENTS.map(name => <Card key={name} name={name} room={room} experiments={experiments} />)}
      </ul>
    </>
  )
}

function Card({ name, room, experiments: { runs, pool } }: { name: ExperimentName, room: ExperimentsRoom, experiments: Experiments }) {
  const id = useId()
  const open = useApp(state => state.openExperiments)
  const estimate = useEstimate(room, name, pool)
  const run = runs[name]
  const { question, about } = CARDS[name]
  return (
    <li>
      <button type="button" className="ExperimentStub" aria-labelledby={`${id}-name`} aria-describedby={`${id}-about ${id}-facts`} onClick={() => open(name)}>
        <b id={`${id}-name`}>{question}</b>
        <span id={`${id}-about`} className="ExperimentStub-about">{about}</span>
        <span id={`${id}-facts`} className="ExperimentStub-facts">{run ? standing(run) : estimate}</span>
      </button>
    </li>
  )
}
