import { Component, type ReactNode } from 'react'

/** Where the editor cannot be loaded, a plain text area does: code must never be out of reach. */
export class Boundary extends Component<{ otherwise: ReactNode; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    return this.state.failed ? this.props.otherwise : this.props.children
  }
}
