// A data set on its way in: which column is its label, how much of it is used, and that it becomes the data set of the form.
import { LEAST_ROWS, mostRows, usualRows } from '../../core/data/own.ts'
import type { DataDraft } from '../../formats/data/data-draft.ts'
import { FormatError } from '../../formats/format-error.ts'
import { withLabel } from '../../formats/data/label.ts'
import { sourceOf } from '../../formats/data/source-of.ts'
import { sentenceOf } from '../run-context.ts'
import type { Session } from '../session.ts'
import type { DraftedData } from './imported.ts'

/** What the visitor is asked about a data set that was read from this file. */
export function draftedData(name: string, draft: DataDraft): DraftedData {
  const rows = usualRows(draft.rows, draft.shape)
  return { name, draft, rows, fault: faultOf(draft, rows) }
}

function faultOf(draft: DataDraft, rows: number): string | null {
  if (!draft.labels) return draft.columns.length === 0 ? `${draft.title} has no labels: drop them too.` : 'Choose the column that is the label.'
  if (draft.rows < LEAST_ROWS) return `${draft.rows} rows are left; ${LEAST_ROWS} at least are needed to train and to test on.`
  const most = mostRows(draft.rows, draft.shape)
  return Number.isInteger(rows) && rows >= LEAST_ROWS && rows <= most ? null : `Rows: ${rows} is outside ${LEAST_ROWS} to ${most}.`
}

export function setDraft({ store }: Session, change: { label?: number, rows?: number, title?: string }): void {
  const { draft: standing } = store.getState()
  if (!standing) return
  let { draft, rows } = standing
  try {
    if (change.label !== undefined) {
      const whole = rows === usualRows(draft.rows, draft.shape)
      draft = withLabel(draft, change.label)
      if (whole || rows > draft.rows) rows = usualRows(draft.rows, draft.shape)
    }
    if (change.title !== undefined) draft = { ...draft, title: change.title.trim().slice(0, 60) || draft.title }
    if (change.rows !== undefined) rows = change.rows
    store.setState({ draft: { ...standing, draft, rows, fault: faultOf(draft, rows) } })
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    // The column stays chosen, so that the sentence stands beside what it speaks of.
    store.setState({ draft: { ...standing, draft: { ...draft, label: change.label ?? draft.label, labels: null, classNames: [] }, fault: error.message } })
  }
}

/** The draft becomes the data set of the form, and is kept for later visits where the browser gives room. */
export async function acceptDraft({ store, services, notify }: Session): Promise<void> {
  const { draft: standing } = store.getState()
  const source = standing && sourceOf(standing.draft)
  if (!standing || !source || standing.fault) return
  try {
    const { own, look, kept } = await services.data.hold(source, standing.rows)
    store.setState(({ ownData, draft }) => ({
      draft: draft === standing ? null : draft,
      ownData: [{ own, look }, ...(ownData ?? []).filter(held => held.own.hash !== own.hash)],
    }))
    store.getState().setDataset({ id: 'own', own })
    if (!kept) notify('warn', `${own.title} is held until this page is closed: the browser gives it no room to be kept. Drop it again at the next visit.`)
  } catch (error) {
    notify('danger', `${standing.draft.title} could not be taken: ${sentenceOf(error)}`)
  }
}

/** The form turns to the digits where it had chosen it; a map that was made from it says from now on that it is not here. */
export async function forgetData({ store, services, notify }: Session, hash: string): Promise<void> {
  const { training, dataset } = store.getState()
  if (training) return notify('warn', 'Stop the training first: it may be learning from these data.')
  await services.data.drop(hash)
  store.setState(({ ownData }) => ({ ownData: ownData?.filter(({ own }) => own.hash !== hash) ?? null }))
  if (dataset.id === 'own' && dataset.own?.hash === hash) store.getState().setDataset({ id: 'digits', own: undefined })
}

export function dismissDraft({ store }: Session): void {
  store.setState({ draft: null })
}
