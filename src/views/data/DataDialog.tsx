// A data set that was dropped, before anything is trained on it: what it holds, ten samples, which column is the label, how much of it is used.
import './data.css'
import { useId, useMemo } from 'react'
import { LEAST_ROWS, mostRows } from '../../core/data/own.ts'
import { shapeWords } from '../../formats/data/data-draft.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { integer } from '../ui/format.ts'
import { NumberBox } from '../ui/NumberBox.tsx'
import { Select } from '../ui/Select.tsx'
import { useApp } from '../use-app.ts'
import { classCounts, columnOptions, formatWords, MOST_LISTED } from './data-words.ts'
import { Samples } from './Samples.tsx'

const NONE = ''

export function DataDialog() {
  const drafted = useApp(state => state.draft)
  const setDraft = useApp(state => state.setDraft)
  const accept = useApp(state => state.acceptDraft)
  const dismiss = useApp(state => state.dismissDraft)
  const training = useApp(state => state.training !== null)
  const titleId = useId()
  const draft = drafted?.draft ?? null
  const counts = useMemo(() => draft && classCounts(draft), [draft])
  const columns = useMemo(() => draft && columnOptions(draft), [draft])
  if (!drafted || !draft || !counts || !columns) return null
  const { title, rows, shape, labels, classNames, label, warnings } = draft
  const most = mostRows(rows, shape)
  const wrongRows = labels !== null && drafted.fault !== null
  return (
    <Dialog title="A data set of your own" onClose={dismiss}>
      <div className="DataDialog">
        <p className="DataDialog-facts">
          <span><b>{drafted.name}</b></span>
          <span>{formatWords(draft)}</span>
          <span><b>{integer(rows)}</b> {rows === 1 ? 'row' : 'rows'}</span>
          {labels && <span><b>{shapeWords(shape)}</b></span>}
          {labels && <span><b>{classNames.length}</b> classes</span>}
        </p>
        <div className="DataDialog-fields">
          {columns.length > 0 && (
            <Field label="Label" fault={labels === null ? drafted.fault : null} hint="Which column is to be learnt. The others are what it is learnt from.">
              <Select
                value={label === null ? NONE : String(label)}
                options={label === null ? [{ value: NONE, label: 'Choose a column' }, ...columns] : columns}
                onChange={value => { if (value !== NONE) setDraft({ label: Number(value) }) }}
              />
            </Field>
          )}
          <Field label="Rows used" fault={wrongRows ? drafted.fault : null} hint={most < rows ? `Of ${integer(rows)}; at most ${integer(most)} at once.` : drafted.rows < rows ? `Of ${integer(rows)}; every class in proportion.` : 'All of them.'}>
            <NumberBox value={drafted.rows} step={100} min={LEAST_ROWS} max={most} onCommit={value => setDraft({ rows: value })} />
          </Field>
          <div className="Field">
            <label className="Field-label" htmlFor={titleId}>Title</label>
            <div className="Field-control">
              <input
                id={titleId}
                key={title}
                className="DataDialog-title"
                type="text"
                maxLength={60}
                autoComplete="off"
                spellCheck={false}
                defaultValue={title}
                onBlur={event => { if (event.target.value.trim() !== title) setDraft({ title: event.target.value }) }}
              />
            </div>
          </div>
        </div>
        {labels && (
          <section>
            <h2 className="DataDialog-heading">Ten samples</h2>
            <Samples draft={draft} />
          </section>
        )}
        {labels && (
          <section>
            <h2 className="DataDialog-heading">Rows of each class</h2>
            <ul className="DataDialog-classes">
              {classNames.slice(0, MOST_LISTED).map((name, at) => <li key={name}><b>{name}</b> {integer(counts[at])}</li>)}
              {classNames.length > MOST_LISTED && <li>and {integer(classNames.length - MOST_LISTED)} more</li>}
            </ul>
          </section>
        )}
        {warnings.length > 0 && labels && <ul className="DataDialog-warnings" aria-label="To know">{warnings.map(text => <li key={text}>{text}</li>)}</ul>}
        <div className="DataDialog-foot">
          <p>Three in ten rows test the networks. Nothing leaves your browser.</p>
          <Button onClick={dismiss}>Cancel</Button>
          <Button variant="primary" reason={training ? 'Training is under way.' : drafted.fault} onClick={() => { void accept() }}>Use this data set</Button>
        </div>
      </div>
    </Dialog>
  )
}
