// biome-ignore-all lint/suspicious/noArrayIndexKey: a word is its place.
import { type Block, type Inline, parseMarkdown } from './markdown.ts'
import styles from './Markdown.module.css'

/** Text as Markdown. It may come from anybody: it becomes elements one by one, never HTML. */
export function Markdown({ text }: { text: string }) {
  return <div className={styles.markdown}>{parseMarkdown(text).map((block, at) => <Part key={at} block={block} />)}</div>
}

function Part({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading': return <p className={styles.heading} data-level={block.level}><Line inside={block.inside} /></p>
    case 'paragraph': return <p><Line inside={block.inside} /></p>
    case 'quote': return <blockquote><Line inside={block.inside} /></blockquote>
    case 'code': return <pre><code>{block.text}</code></pre>
    case 'rule': return <hr />
    case 'list': {
      const items = block.items.map(({ done, inside }, at) => (
        <li key={at} data-box={done === undefined ? undefined : done}>
          {done !== undefined && <span role="img" aria-label={done ? 'done' : 'open'}>{done ? '☑' : '☐'}</span>}
          <Line inside={inside} />
        </li>
      ))
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>
    }
  }
}

function Line({ inside }: { inside: readonly Inline[] }) {
  return inside.map((one, at) => <Word key={at} one={one} />)
}

function Word({ one }: { one: Inline }) {
  switch (one.kind) {
    case 'text': return one.text
    case 'break': return <br />
    case 'code': return <code>{one.text}</code>
    case 'strong': return <strong><Line inside={one.inside} /></strong>
    case 'em': return <em><Line inside={one.inside} /></em>
    case 'del': return <del><Line inside={one.inside} /></del>
    case 'link': return <a href={one.href} target="_blank" rel="noopener noreferrer nofollow"><Line inside={one.inside} /></a>
  }
}
