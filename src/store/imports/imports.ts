// What visitors do with files of their own. Fetched when the first is dropped.
import type { Session } from '../session.ts'
import type { AppActions } from '../state.ts'

export type ImportActions = Pick<AppActions, 'openFiles' | 'setImport' | 'removeImports' | 'mapOfImports' | 'joinTable' | 'openLink' | 'agreeToLink' | 'dismissLink' | 'setDraft' | 'acceptDraft' | 'dismissDraft'>

const actions = new WeakMap<Session, ImportActions>()

/** One set of actions a session. */
export function importsOf(session: Session): ImportActions {
  const standing = actions.get(session) ?? begin(session)
  actions.set(session, standing)
  return standing
}

function begin(_session: Session): ImportActions {
  throw new Error('not yet')
}
