// If the map cannot be drawn (no WebGL, a part of the page that did not load), the rest of the page stands, and says what happened.
import type { ReactNode } from 'react'
import { Component } from 'react'
import { Notice } from '../ui/Notice.tsx'

interface State { fault: string | null }

export class MapBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { fault: null }

  static getDerivedStateFromError(error: unknown): State {
    return { fault: error instanceof Error ? error.message : String(error) }
  }

  override render() {
    const { fault } = this.state
    return fault === null ? this.props.children : (
      <div className="MapPending">
        <div className="MapPending-fault">
          <Notice tone="danger">
            The map could not be drawn: {fault} The panels and training still work. Reload the page, or open it in a browser with WebGL 2.
          </Notice>
        </div>
      </div>
    )
  }
}
