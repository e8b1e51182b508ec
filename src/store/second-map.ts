// The second map: the same networks by another distance or in another layout, in a geometry session of its own.
import type { GeometrySettings } from '../core/settings.ts'
import type { Session } from './session.ts'

/** Makes it with these settings; what stood is shown until the new one is there. */
export async function embedBeside({ store }: Session, change: Partial<GeometrySettings>): Promise<void> {
  const { second, geometry } = store.getState()
  store.setState({ second: { made: null, share: null, fault: null, ...second, settings: { ...second?.settings ?? geometry, ...change } } })
}
