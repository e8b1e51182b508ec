// Notices of the session, under the controls of the map: said aloud as they come, dismissed one by one.
import { useApp } from '../use-app.ts'
import { Notice } from '../ui/Notice.tsx'

export function Notices() {
  const notices = useApp(state => state.notices)
  const dismiss = useApp(state => state.dismiss)
  return (
    <div className="Notices" role="status" aria-live="polite">
      <div className="Notices-list">{notices.map(({ id, tone, text }) => <Notice key={id} tone={tone} onDismiss={() => dismiss(id)}>{text}</Notice>)}</div>
    </div>
  )
}
