import { useEffect, useId, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { TextInput } from '../kit/TextInput.tsx'
import { tooLong } from '../stores/names.ts'
import { keepVersion } from '../stores/own.ts'

/** Asks for the name of a version: the hour, unless somebody has a better one. */
export function KeepVersion({ onDone }: { onDone: () => void }) {
  const id = useId()
  const [usual] = useState(() => new Date().toLocaleString())
  const [name, setName] = useState(usual)
  const [good, setGood] = useState(true)
  const [failed, setFailed] = useState<string>()
  // The dialog gives the keyboard to its first button when it opens.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const field = document.getElementById(id) as HTMLInputElement | null
      field?.focus()
      field?.select()
    })
    return () => cancelAnimationFrame(frame)
  }, [id])
  const check = (text: string): string | undefined => {
    const wrong = text.trim() === '' ? 'A version needs a name.' : tooLong(text.trim(), name)
    setGood(!wrong)
    return wrong
  }
  return (
    <form
      style={{ display: 'grid', gap: 12 }}
      onSubmit={(event) => {
        event.preventDefault()
        if (good) void keepVersion(name.trim()).then((wrong) => (wrong ? setFailed(wrong) : onDone()))
      }}
    >
      <TextInput id={id} label="Name" value={name} check={check} onChange={setName} help="The drawing as it is now, beside the one that goes on. It is found under “Your drawings”." />
      {failed && <p role="alert" style={{ color: 'var(--bad)' }}>{failed}</p>}
      <div style={{ display: 'flex', justifyContent: 'flex-end', gap: 8 }}>
        <Button onClick={onDone}>Cancel</Button>
        <Button look="primary" type="submit" disabled={!good}>Keep</Button>
      </div>
    </form>
  )
}
