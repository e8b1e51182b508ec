// If a part of the page does not load (no network, a new version on the server) or cannot be shown, the rest of the page stands, and says so in its place.
import type { ReactNode } from 'react'
import { Component } from 'react'
import { Notice } from '../ui/Notice.tsx'

interface Props {
  /** Its place is over the page, not in it. */
  over?: boolean
  /** Puts away what asked for the part. */
  onDismiss?: () => void
  children: ReactNode
}

export class PartBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override render() {
    const { over, onDismiss, children } = this.props
    if (!this.state.failed) return children
    const dismiss = onDismiss && (() => {
      onDismiss()
      this.setState({ failed: false })
    })
    return (
      <div className={over ? 'PartFault PartFault-over' : 'PartFault'} role="alert">
        <Notice tone="danger" onDismiss={dismiss}>A part of the page could not be fetched. The rest works; reload the page to have it whole.</Notice>
      </div>
    )
  }
}
