import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Inline, parseInline, parseMarkdown, safeAddress } from './markdown.ts'

const kinds = (text: string) => parseMarkdown(text).map((block) => block.kind)
const html = (inside: readonly Inline[]): string => inside.map((one) => {
  switch (one.kind) {
    case 'text': return one.text
    case 'break': return '|'
    case 'code': return `<code>${one.text}</code>`
    case 'link': return `<a ${one.href}>${html(one.inside)}</a>`
    default: return `<${one.kind}>${html(one.inside)}</${one.kind}>`
  }
}).join('')
const line = (text: string) => html(parseInline(text))

test('blocks: headings, paragraphs, lists, quotes, code, rules', () => {
  expect(kinds('# Orders\nTwo lines\nof words\n\n- a\n- b\n1. c\n\n> said\n\n---\n```\ncode\n```')).toEqual(['heading', 'paragraph', 'list', 'list', 'quote', 'rule', 'code'])
  expect(parseMarkdown('- [x] done\n- [ ] open')[0]).toMatchObject({ kind: 'list', items: [{ done: true }, { done: false }] })
})

test('words: strong, emphasis, struck, code, links, and lines that end where they ended', () => {
  expect(line('**a** *b* __c__ _d_ ~~e~~ `f*g*`')).toBe('<strong>a</strong> <em>b</em> <strong>c</strong> <em>d</em> <del>e</del> <code>f*g*</code>')
  expect(line('**a *b* c**')).toBe('<strong>a <em>b</em> c</strong>')
  expect(line('one\ntwo')).toBe('one|two')
  expect(line('[AWS](https://docs.aws.amazon.com/lambda/)')).toBe('<a https://docs.aws.amazon.com/lambda/>AWS</a>')
  expect(line('see https://example.com/a_b_c.')).toBe('see <a https://example.com/a_b_c>https://example.com/a_b_c</a>.')
})

test('names and sums are left alone', () => {
  expect(line('order_id_2 and 3 * 4 * 5')).toBe('order_id_2 and 3 * 4 * 5')
  expect(line('an *unclosed star and **two')).toBe('an *unclosed star and **two')
  expect(line('\\*not\\* emphasis')).toBe('*not* emphasis')
})

test('only addresses of pages and mailboxes are links; all else stays text', () => {
  for (const bad of ['javascript:alert(1)', 'JavaScript:alert(1)', ' javascript:x', 'java\tscript:x', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd', '//evil.example', '/local', 'https://', 'blob:https://a/b']) {
    expect(safeAddress(bad), bad).toBeUndefined()
    expect(line(`[x](${bad.trim()})`), bad).not.toContain('<a ')
  }
  expect(safeAddress('mailto:a@example.com')).toBe('mailto:a@example.com')
})

test('HTML is text', () => {
  expect(line('<img src=x onerror=alert(1)>')).toBe('<img src=x onerror=alert(1)>')
})

test('whatever is typed is read in full', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('*', '_', '[', ']', '(', ')', '`', '~', '\n', ' ', 'a', '#', '>', '-', '\\', 'https://a.b') }), (text) => {
    parseMarkdown(text)
  }))
})

/** How many letters are cut out to be looked at: that is where its time goes. */
function looked(text: string): number {
  const { slice } = String.prototype
  let letters = 0
  String.prototype.slice = function (this: string, from, to) {
    const part = slice.call(this, from, to)
    letters += part.length
    return part
  }
  try {
    parseMarkdown(text)
  } finally {
    String.prototype.slice = slice
  }
  return letters
}

test.each(['*', '[a](', '**a ', '_a ', '`a ', '[a](b) ', '**a** ', '*a_a ', 'https://a.b '])('a longer text is no more work by the letter, whatever is typed: %s', (mean) => {
  const [short, middle, long] = [3_600, 6_000, 8_400].map((letters) => looked(`x ${mean.repeat(letters / mean.length)}`))
  expect(short).toBeGreaterThan(0)
  expect(long! - middle!).toBeLessThan((middle! - short!) * 1.05)
})
