// What the large grading found, beneath what this browser finds: three tasks side by side. Nothing where this copy of the page has no such file.
import { useEffect, useState } from 'react'
import type { Experiments, ExperimentsRoom } from '../../store/experiments/experiments-state.ts'
import { Button } from '../ui/Button.tsx'
import { decimal, integer } from '../ui/format.ts'
import { MethodDialog } from '../ui/MethodDialog.tsx'
import { MethodSample } from './MethodSample.tsx'
import { RegretChart } from './RegretChart.tsx'
import { markOf, POINTS } from './search-methods.ts'

export function PublishedGrades({ room, published }: { room: ExperimentsRoom, published: Experiments['published'] }) {
  const [open, setOpen] = useState(false)
  useEffect(() => { void room.askPublished() }, [room])
  if (!published) return null
  const { repeats, tasks } = published
  const names = [...new Set(tasks.flatMap(({ methods }) => methods.map(({ name }) => name)))]
  return (
    <section className="PublishedGrades" aria-labelledby="published-grades">
      <header><h2 id="published-grades">On {integer(tasks.length)} tasks, with {integer(Math.max(...tasks.map(({ members }) => members)))} networks and {integer(repeats)} repeats each</h2></header>
      <div className="PublishedGrades-charts">
        {tasks.map(({ id, title, methods }) => (
          <div key={id}>
            <h3 className="LineChart-title">{title}</h3>
            <RegretChart
              height={170}
              lines={methods.map(({ name, regret }) => ({ name, regret, band: false }))}
              label={`${title}: median regret at the end: ${methods.map(({ name, regret }) => `${markOf(name).label} ${decimal(POINTS * regret.at(-1)!.median, 2)}`).join(', ')}.`}
            />
          </div>
        ))}
      </div>
      <ul className="LineChart-keys" aria-hidden>{names.map(name => <li key={name}><MethodSample name={name} />{markOf(name).label}</li>)}</ul>
      <Button small variant="quiet" onClick={() => setOpen(true)}>All methods and figures</Button>
      {open && <MethodDialog name="search" onClose={() => setOpen(false)} />}
    </section>
  )
}
