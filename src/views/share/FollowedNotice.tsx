// A link was followed whose networks are trained from their seeds: the offer to do so here, and afterwards how they compare with the sender's.
import { ownDataWords } from '../../core/data/dataset.ts'
import { estimatedSeconds } from '../../store/estimate.ts'
import type { AppState, Followed } from '../../store/state.ts'
import { Button } from '../ui/Button.tsx'
import { integer, roughTime } from '../ui/format.ts'
import { Notice } from '../ui/Notice.tsx'
import { useApp } from '../use-app.ts'

export function FollowedNotice() {
  const followed = useApp(state => state.followed)
  const room = useApp(state => state.room)
  const seconds = useApp(secondsOf)
  const absent = useApp(absentOf)
  const training = useApp(state => state.training !== null)
  if (!followed || followed.phase === 'training') return null
  const dismiss = () => { void room('links').then(links => links?.dismiss()) }
  if (followed.verdict) return <Notice tone={followed.verdict.same ? 'info' : 'warn'} onDismiss={dismiss}>{followed.verdict.words}</Notice>
  const { networks, base } = followed
  const train = () => { void room('links').then(links => links?.trainAgain()) }
  const reason = absent ? `Drop the data set ${absent} here first.` : training ? 'Training is under way.' : null
  return (
    <Notice
      tone="info"
      actions={<Button small reason={reason} onClick={train}>Train them here{seconds === null ? '' : ` · about ${roughTime(seconds)}`}</Button>}
      onDismiss={dismiss}
    >
      This link’s {base === null ? '' : 'other '}{integer(networks)} {networks === 1 ? 'network is' : 'networks are'} trained from {networks === 1 ? 'its seed' : 'their seeds'}: the same ones as the sender’s.
      {absent ? ` They need the data set ${absent}, which a link cannot carry: drop it here first.` : ''}
    </Notice>
  )
}

const dataOf = ({ followed, map }: Pick<AppState, 'followed' | 'map'>): Followed['dataset'] => followed && (followed.base === null ? followed.dataset : map?.manifest.dataset ?? null)

/** Null while nobody can tell. */
function secondsOf(state: AppState): number | null {
  const dataset = dataOf(state)
  if (!state.followed || !dataset) return null
  let sum = 0
  for (const { recipe, count } of state.followed.runs) {
    const seconds = estimatedSeconds({ ...state, recipe: { ...recipe, count }, faults: {}, dataset, datasetFaults: {} })
    if (seconds === null) return null
    sum += seconds
  }
  return Math.round(sum)
}

/** The data set that is needed and is not here, in words. */
function absentOf(state: AppState): string | null {
  const data = dataOf(state)
  const own = data?.id === 'own' ? data.own : null
  return own && !state.ownData?.some(({ own: { hash } }) => hash === own.hash) ? ownDataWords(own) : null
}
