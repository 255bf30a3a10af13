import { Check, Copy } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '../../kit/Button.tsx'
import { ChoiceInput, FlagInput } from '../../kit/ChoiceInput.tsx'
import { useDrawing } from '../../stores/drawing.ts'
import { type EmbedOptions, PLAIN_EMBED } from './address.ts'
import { embedAddress, embedSnippet, SANDBOX } from './snippet.ts'
import styles from './EmbedShare.module.css'

const VIEW_OPTIONS = [{ value: 'canvas', label: 'Canvas' }, { value: 'split', label: 'Canvas and run' }] as const
const THEME_OPTIONS = [
  { value: 'system', label: 'As the reader’s system' }, { value: 'light', label: 'Light' }, { value: 'dark', label: 'Dark' }, { value: 'contrast', label: 'High contrast' },
] as const

/** HTML for another page, and what a reader will see there. */
export function EmbedShare({ link }: { link: string }) {
  // The preview is a page of its own: it is there only for who wants to see it.
  const [open, setOpen] = useState(false)
  return (
    <details className={styles.embed} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Embed in a page</summary>
      {open && link && <Snippet link={link} />}
    </details>
  )
}

function Snippet({ link }: { link: string }) {
  const name = useDrawing((drawing) => drawing.name)
  const [options, setOptions] = useState<EmbedOptions>(PLAIN_EMBED)
  const [copied, setCopied] = useState('')
  const id = useId()
  const choose = (change: Partial<EmbedOptions>) => setOptions({ ...options, ...change })
  const address = embedAddress(link, options)
  const snippet = embedSnippet(address, name)
  return (
    <>
      <div className={styles.options}>
        <ChoiceInput id={`${id}-view`} label="Shows" value={options.view} options={VIEW_OPTIONS} onChange={(view) => choose({ view })} />
        <ChoiceInput id={`${id}-theme`} label="Theme" value={options.theme} options={THEME_OPTIONS} onChange={(theme) => choose({ theme })} />
        <FlagInput id={`${id}-play`} label="Runs at once" value={options.play} onChange={(play) => choose({ play })} />
        <FlagInput id={`${id}-controls`} label="Controls" value={options.controls} onChange={(controls) => choose({ controls })} />
      </div>
      <textarea className={styles.snippet} readOnly rows={3} aria-label="HTML of the embed" value={snippet} onFocus={(event) => event.target.select()} />
      <div>
        <Button icon={copied === snippet ? <Check size={15} /> : <Copy size={15} />} onClick={() => void navigator.clipboard.writeText(snippet).then(() => setCopied(snippet))}>
          {copied === snippet ? 'Copied' : 'Copy HTML'}
        </Button>
      </div>
      {/* With a key, because a frame whose address differs in its fragment only is not loaded again. */}
      <iframe key={address} className={styles.preview} src={address} title="Preview of the embed" sandbox={SANDBOX} />
    </>
  )
}
