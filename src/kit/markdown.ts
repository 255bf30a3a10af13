/**
 * The part of Markdown that notes need, as a tree: headings, lists, quotes, code, bold, italic, struck, links. Text only
 * ever becomes text: there is no way from here to HTML, and an address that is not http, https or mailto is no link.
 */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'em' | 'del'; readonly inside: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly inside: readonly Inline[] }
  | { readonly kind: 'break' }

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly inside: readonly Inline[] }
  | { readonly kind: 'paragraph' | 'quote'; readonly inside: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly { readonly done?: boolean; readonly inside: readonly Inline[] }[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'rule' }

const ITEM = /^\s{0,8}(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/
const FENCE = /^\s{0,3}```/

export function parseMarkdown(text: string): Block[] {
  const lines = text.split(/\r\n?|\n/)
  const blocks: Block[] = []
  let at = 0
  while (at < lines.length) {
    const line = lines[at]!
    const heading = /^(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line)
    if (line.trim() === '') at++
    else if (FENCE.test(line)) {
      const code: string[] = []
      // An unclosed fence runs to the end: half a note is read as it is being typed.
      for (at++; at < lines.length && !FENCE.test(lines[at]!); at++) code.push(lines[at]!)
      at++
      blocks.push({ kind: 'code', text: code.join('\n') })
    } else if (heading) {
      at++
      blocks.push({ kind: 'heading', level: Math.min(3, heading[1]!.length) as 1 | 2 | 3, inside: parseInline(heading[2]!) })
    } else if (/^\s{0,3}([-*_])(?:\s*\1){2,}\s*$/.test(line)) {
      at++
      blocks.push({ kind: 'rule' })
    } else if (ITEM.test(line)) {
      const ordered = ITEM.exec(line)![1] !== undefined
      const items: { done?: boolean; inside: readonly Inline[] }[] = []
      for (let item = ITEM.exec(line); item && (item[1] !== undefined) === ordered; item = at < lines.length ? ITEM.exec(lines[at]!) : null) {
        at++
        const box = ordered ? null : /^\[([ xX])\]\s+(.*)$/.exec(item[2]!)
        items.push(box ? { done: box[1] !== ' ', inside: parseInline(box[2]!) } : { inside: parseInline(item[2]!) })
      }
      blocks.push({ kind: 'list', ordered, items })
    } else {
      const quote = /^\s{0,3}>/.test(line)
      const part: string[] = []
      for (; at < lines.length && continues(lines[at]!, quote, part.length === 0); at++) part.push(quote ? lines[at]!.replace(/^\s{0,3}>\s?/, '') : lines[at]!)
      blocks.push({ kind: quote ? 'quote' : 'paragraph', inside: parseInline(part.join('\n')) })
    }
  }
  return blocks
}

function continues(line: string, quote: boolean, first: boolean): boolean {
  if (line.trim() === '') return false
  if (quote) return /^\s{0,3}>/.test(line)
  return first || !(FENCE.test(line) || /^#{1,6}\s/.test(line) || ITEM.test(line) || /^\s{0,3}>/.test(line))
}

/** Deeper than this nobody writes; beyond it marks are shown as they are. */
const DEEPEST = 6
const MARKS = [
  { mark: '**', kind: 'strong' }, { mark: '__', kind: 'strong' }, { mark: '~~', kind: 'del' }, { mark: '*', kind: 'em' }, { mark: '_', kind: 'em' },
] as const

export function parseInline(text: string, depth = 0): Inline[] {
  const found: Inline[] = []
  let plain = ''
  const put = (one: Inline): void => {
    if (plain !== '') found.push({ kind: 'text', text: plain })
    plain = ''
    found.push(one)
  }
  for (let at = 0; at < text.length;) {
    const [one, length] = (depth < DEEPEST ? special(text, at, depth) : undefined) ?? [undefined, 1]
    if (one) put(one)
    else if (text[at] === '\\' && /[\\`*_~[\]()#+.!>-]/.test(text[at + 1] ?? '')) plain += text[++at]!
    else plain += text[at]
    at += length
  }
  if (plain !== '') found.push({ kind: 'text', text: plain })
  return found
}

/** What begins here, and how many characters it takes. */
function special(text: string, at: number, depth: number): [Inline, number] | undefined {
  const letter = text[at]!
  if (letter === '\n') return [{ kind: 'break' }, 1]
  if (letter === '`') {
    const end = near(text, '`', at + 1)
    return end > at + 1 ? [{ kind: 'code', text: text.slice(at + 1, end) }, end + 1 - at] : undefined
  }
  if (letter === '[') return link(text, at, depth)
  if (letter === 'h' && (at === 0 || /[\s(]/.test(text[at - 1]!))) {
    // As in prose: what ends the sentence does not belong to the address.
    const bare = /^https?:\/\/[^\s<>]{1,2000}/.exec(text.slice(at, at + 2_010))?.[0].replace(/[.,;:!?)\]]+$/, '')
    const href = bare && safeAddress(bare)
    return href ? [{ kind: 'link', href, inside: [{ kind: 'text', text: bare }] }, bare.length] : undefined
  }
  for (const { mark, kind } of MARKS) {
    if (!text.startsWith(mark, at)) continue
    // snake_case is a name, not emphasis.
    if (mark.startsWith('_') && /\w/.test(text[at - 1] ?? '')) continue
    const from = at + mark.length
    if (/\s/.test(text[from] ?? ' ')) continue
    let end = near(text, mark, from + 1)
    // Of three stars that close, the last two belong to the outer mark.
    while (end > 0 && (/\s/.test(text[end - 1]!) || (mark.startsWith('_') && /\w/.test(text[end + mark.length] ?? '')) || (mark.length === 1 && text[end + 1] === mark))) end = near(text, mark, end + (text[end + 1] === mark ? 2 : 1), from)
    if (end > 0) return [{ kind, inside: parseInline(text.slice(from, end), depth + 1) }, end + mark.length - at]
  }
  return undefined
}

/** Marks that belong together stand this near; what lies further apart are two stars in a text. It also bounds the work. */
const WINDOW = 600
function near(text: string, mark: string, at: number, from = at): number {
  const found = text.slice(at, from + WINDOW).indexOf(mark)
  return found < 0 ? -1 : found + at
}

function link(text: string, at: number, depth: number): [Inline, number] | undefined {
  const match = /^\[([^\][]{1,500})\]\(\s*<?([^\s()<>]{1,2000})>?\s*\)/.exec(text.slice(at, at + 2_600))
  if (!match) return undefined
  const href = safeAddress(match[2]!)
  const inside = parseInline(match[1]!, depth + 1)
  // An address that leads nowhere safe leaves its words, and what it was, to be read.
  return href ? [{ kind: 'link', href, inside }, match[0].length] : [{ kind: 'text', text: match[0] }, match[0].length]
}

/** The address when it leads to a page or a mailbox; nothing that runs, nothing of this machine. */
export function safeAddress(text: string): string | undefined {
  if (!/^(https?:\/\/|mailto:)/i.test(text) || /[\u0000-\u0020\u007F]/.test(text)) return undefined
  try {
    const { protocol, href } = new URL(text)
    return ['http:', 'https:', 'mailto:'].includes(protocol) ? href : undefined
  } catch {
    return undefined
  }
}
