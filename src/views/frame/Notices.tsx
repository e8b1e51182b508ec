// Notices of the session, under the controls of the map: said aloud as they come, dismissed one by one.
import { lazy, Suspense, useState } from 'react'
import { useApp } from '../use-app.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'

const FollowedNotice = lazy(async () => ({ default: (await import('../share/FollowedNotice.tsx')).FollowedNotice }))

export function Notices() {
  const notices = useApp(state => state.notices)
  const followed = useApp(state => state.followed !== null)
  const dismiss = useApp(state => state.dismiss)
  const takeNewer = useApp(state => state.takeNewer)
  const [later, setLater] = useState<typeof takeNewer>(null)
  return (
    <div className="Notices" role="status" aria-live="polite">
      <div className="Notices-list">
        {notices.map(({ id, tone, text }) => <Notice key={id} tone={tone} onDismiss={() => dismiss(id)}>{text}</Notice>)}
        {followed && <Suspense><FollowedNotice /></Suspense>}
        {takeNewer && takeNewer !== later && (
          <Notice tone="info" actions={<Button small onClick={takeNewer}>Reload</Button>} onDismiss={() => setLater(() => takeNewer)}>
            A newer Netfold is here. Reload when it suits you.
          </Notice>
        )}
      </div>
    </div>
  )
}
