import { useEffect, useRef } from 'react'
import type { Remark } from '../../contract/dialect/judge.ts'
import { useView } from '../../stores/view.ts'
import { declarations } from './declarations.ts'
import { monaco, typescript } from './monaco.ts'
import styles from './CodePane.module.css'
import type { Mark } from './thrown.ts'

interface EditorProps {
  /** Names the text: another path is another text, with its own undo and cursor. */
  path: string
  text: string
  label: string
  readOnly: boolean
  /** Lines that threw in the run, up to the camera's instant. */
  marks: readonly Mark[]
  /** Of another language than the path says, and what its own checker found. */
  language?: string
  remarks?: readonly Remark[]
  onChange: (text: string) => void
}

let ready = false
function prepare(): void {
  if (ready) return
  ready = true
  for (const defaults of [typescript.javascriptDefaults, typescript.typescriptDefaults]) {
    defaults.setCompilerOptions({
      target: typescript.ScriptTarget.ESNext, module: typescript.ModuleKind.ESNext, moduleResolution: typescript.ModuleResolutionKind.NodeJs,
      allowJs: true, checkJs: true, allowNonTsExtensions: true, strict: false, noImplicitAny: false, lib: ['esnext', 'dom'],
    })
    // A name that a module outside the shelf would have is the sandbox's to refuse, with AWS's error.
    defaults.setDiagnosticsOptions({ noSemanticValidation: false, noSyntaxValidation: false, diagnosticCodesToIgnore: [2307, 7016, 7006, 2580, 80001, 80005, 7043, 7044, 7045, 7046, 7047, 7050] })
    defaults.addExtraLib(declarations, 'file:///coldstart.d.ts')
    defaults.setEagerModelSync(true)
  }
  monaco.editor.defineTheme('coldstart-light', { base: 'vs', inherit: true, rules: [], colors: { 'editor.background': '#ffffff', 'editorLineNumber.foreground': '#606c82' } })
  monaco.editor.defineTheme('coldstart-dark', { base: 'vs-dark', inherit: true, rules: [], colors: { 'editor.background': '#11151c', 'editorLineNumber.foreground': '#7f8ba2' } })
}

const modelAt = (path: string, text: string, language = path.endsWith('.ts') ? 'typescript' : 'javascript') => {
  const uri = monaco.Uri.parse(`file:///${path}`)
  return monaco.editor.getModel(uri) ?? monaco.editor.createModel(text, language, uri)
}

export function Editor({ path, text, label, readOnly, marks, language, remarks, onChange }: EditorProps) {
  const place = useRef<HTMLDivElement>(null)
  const editor = useRef<ReturnType<typeof monaco.editor.create>>(undefined)
  const change = useRef(onChange)
  change.current = onChange
  /** What was typed here and may not have come round yet: the last of them is what the page holds, or will. */
  const told = useRef<string[]>([])
  const theme = useView((view) => view.theme)

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; what changes later is told below.
  useEffect(() => {
    prepare()
    const made = monaco.editor.create(place.current!, {
      automaticLayout: true, minimap: { enabled: false }, fontSize: 13, fontFamily: 'var(--mono)', lineNumbersMinChars: 3, scrollBeyondLastLine: false,
      tabSize: 2, renderLineHighlight: 'line', fixedOverflowWidgets: true, padding: { top: 8, bottom: 8 }, stickyScroll: { enabled: false }, ariaLabel: label,
    })
    editor.current = made
    const listening = made.onDidChangeModelContent((event) => {
      if (event.isFlush) return
      told.current.push(made.getValue())
      change.current(made.getValue())
    })
    made.focus()
    return () => {
      listening.dispose()
      made.dispose()
    }
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another path is another text; the same text that changed is told below.
  useEffect(() => {
    const model = modelAt(path, text, language)
    told.current = []
    editor.current?.setModel(model)
  }, [path])

  // What changed elsewhere (undo, a starter) comes in. What was typed here comes back later than it was typed: it must
  // not take away what was typed since.
  useEffect(() => {
    const model = editor.current?.getModel()
    const own = told.current.indexOf(text)
    if (own >= 0) told.current.splice(0, own)
    else if (model && model.getValue() !== text) model.setValue(text)
  }, [text])

  useEffect(() => editor.current?.updateOptions({ readOnly, ariaLabel: label }), [readOnly, label])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page's own attribute follows the theme.
  useEffect(() => {
    const dark = document.documentElement.dataset.theme !== 'light'
    monaco.editor.setTheme(dark ? 'coldstart-dark' : 'coldstart-light')
  }, [theme])

  const marked = marks.map(({ line, says, times }) => `${line} ${says} ${times}`).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the marks are told by their words; the list is made anew each time.
  useEffect(() => {
    const model = editor.current?.getModel()
    // Code that was changed since may be shorter than where it failed.
    const there = model ? marks.filter(({ line }) => line <= model.getLineCount()) : []
    const shown = editor.current?.createDecorationsCollection(there.map(({ line, says, times }) => ({
      range: new monaco.Range(line, 1, line, model!.getLineMaxColumn(line)),
      options: { isWholeLine: true, className: styles.threw!, after: { content: `  ${times} × ${says}`, inlineClassName: styles.says! }, showIfCollapsed: true, hoverMessage: { value: `${says}, ${times} times so far in this run` } },
    })))
    return () => shown?.clear()
  }, [marked, path])

  useEffect(() => {
    const model = editor.current?.getModel()
    if (model && remarks) monaco.editor.setModelMarkers(model, 'remarks', remarks.map((one) => ({ startLineNumber: one.line, startColumn: one.column, endLineNumber: one.endLine, endColumn: one.endColumn, message: one.text, severity: one.level === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning })))
  }, [remarks])

  return <div ref={place} className={styles.editor} data-testid="editor" />
}

/** Lays the text out anew, as the language's own formatter does. */
export const format = (): void => void monaco.editor.getEditors()[0]?.getAction('editor.action.formatDocument')?.run()
