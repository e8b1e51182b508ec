// One array of a brought file: its numbers, which stay in the worker until somebody looks at them.
import type { StoredTensor } from '../../formats/saved-model.ts'
import type { QuestionRow } from '../question-row.ts'
import type { AppState } from '../state.ts'

/** Of a brought model's key and the array's name in its file. */
export const tensor: QuestionRow<{ key: number, name: string }, StoredTensor> = {
  reads: (state, { key }) => [handleOf(state, key)],
  block: (state, { key }) => handleOf(state, key) === null ? 'This file is not open any more.' : null,
  answer: ({ store, services }, { key, name }) => services.importing.tensor(handleOf(store.getState(), key)!, name),
}

function handleOf({ imports }: Pick<AppState, 'imports'>, key: number): number | null {
  const opened = imports.find(one => one.key === key)?.opened
  return opened?.kind === 'model' ? opened.handle : null
}
