/** The dialect as a language of the editor: the colours of JavaScript, words of our own. */
import { conf, language } from 'monaco-editor/languages/definitions/javascript/javascript'
import type { EdgeRuntime } from '../../../contract/edge.ts'
import { monaco } from '../monaco.ts'
import { membersOf, pathBefore, shapeOf } from './shapes.ts'

export const DIALECT = 'cloudfront-function'
let known = false
let runtime: EdgeRuntime = 'cloudfront-js-2.0'

/** Which of the two is edited at present. */
export function speak(version: EdgeRuntime): void {
  runtime = version
  if (known) return
  known = true
  monaco.languages.register({ id: DIALECT })
  monaco.languages.setMonarchTokensProvider(DIALECT, language)
  monaco.languages.setLanguageConfiguration(DIALECT, conf)
  monaco.languages.registerCompletionItemProvider(DIALECT, {
    triggerCharacters: ['.'],
    provideCompletionItems(model, { lineNumber, column }) {
      const path = pathBefore(model.getLineContent(lineNumber).slice(0, column - 1))
      const { startColumn, endColumn } = model.getWordUntilPosition({ lineNumber, column })
      const range = { startLineNumber: lineNumber, endLineNumber: lineNumber, startColumn, endColumn }
      return {
        suggestions: (path === undefined ? [] : membersOf(path, runtime)).map(([label, { type, says }]) => ({
          label, insertText: label, detail: type, documentation: says, range, kind: type.includes('=>') ? monaco.languages.CompletionItemKind.Method : monaco.languages.CompletionItemKind.Property,
        })),
      }
    },
  })
  monaco.languages.registerHoverProvider(DIALECT, {
    provideHover(model, { lineNumber, column }) {
      const word = model.getWordAtPosition({ lineNumber, column })
      if (!word) return null
      const before = pathBefore(model.getLineContent(lineNumber).slice(0, word.startColumn - 1))
      const shape = before && shapeOf([...before, word.word], runtime)
      return shape ? { contents: [{ value: `**${word.word}**: ${shape.type}` }, { value: shape.says }] } : null
    },
  })
}
