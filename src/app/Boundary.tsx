import { Component, type ErrorInfo, type ReactNode } from 'react'
import { Button } from '../kit/Button.tsx'
import { saveFile } from '../stores/files.ts'
import styles from './Boundary.module.css'

/** Our own mistake must not take the drawing with it: what was drawn can be saved, and the page be tried again. */
export class Boundary extends Component<{ children: ReactNode }, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error(error, info.componentStack)
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    return (
      <main className={styles.page}>
        <h1>Something broke in Coldstart</h1>
        <p>The mistake is ours. Your drawing is still here: save it, then try again.</p>
        <pre>{error.message}</pre>
        <p className={styles.row}>
          <Button look="primary" onClick={() => this.setState({ error: undefined })}>Try again</Button>
          <Button onClick={saveFile}>Save the drawing to a file</Button>
        </p>
      </main>
    )
  }
}
