// The little Markdown that our method pages are written in, as blocks and spans. Pure.

export type Block =
  | { kind: 'heading', level: number, text: string }
  | { kind: 'paragraph' | 'quote' | 'code', text: string }
  | { kind: 'list', ordered: boolean, items: string[] }
  | { kind: 'table', head: string[], rows: string[][] }

export type Span = { kind: 'text' | 'code' | 'strong' | 'emphasis', text: string } | { kind: 'link', text: string, to: string }

const HEADING = /^(#{1,6})\s+(.*)$/
const ITEM = /^\s{0,3}(?:[-*]|(\d+)\.)\s+(.*)$/
const RULE = /^\s*\|?\s*:?-{2,}/
const starts = (line: string): boolean => line.trim() === '' || HEADING.test(line) || ITEM.test(line) || /^(```|\||>|\s{4,}\S)/.test(line)

const cells = (line: string): string[] => line.trim().replace(/^\||\|$/g, '').split(/(?<!\\)\|/).map(cell => cell.trim().replaceAll('\\|', '|'))

export function blocksOf(source: string): Block[] {
  const lines = source.split(/\r?\n/)
  const blocks: Block[] = []
  let at = 0
  /** Takes lines while they belong; always at least one, so that the walk ends. */
  const take = (belongs: (line: string) => boolean): string[] => {
    const from = at++
    while (at < lines.length && belongs(lines[at])) at++
    return lines.slice(from, at)
  }
  while (at < lines.length) {
    const line = lines[at]
    const heading = HEADING.exec(line)
    const item = ITEM.exec(line)
    if (line.trim() === '') at++
    else if (heading) {
      at++
      blocks.push({ kind: 'heading', level: heading[1].length, text: heading[2] })
    } else if (line.startsWith('```')) {
      const [, ...text] = take(next => !next.startsWith('```'))
      at++
      blocks.push({ kind: 'code', text: text.join('\n') })
    } else if (line.startsWith('    ')) {
      blocks.push({ kind: 'code', text: take(next => next.startsWith('    ')).map(text => text.slice(4)).join('\n') })
    } else if (line.startsWith('|') && RULE.test(lines[at + 1] ?? '')) {
      const [head, , ...rows] = take(next => next.startsWith('|'))
      blocks.push({ kind: 'table', head: cells(head), rows: rows.map(cells) })
    } else if (line.startsWith('>')) {
      blocks.push({ kind: 'quote', text: take(next => next.startsWith('>')).map(text => text.replace(/^>\s?/, '')).join(' ') })
    } else if (item) {
      const items: string[] = []
      for (const text of take(next => ITEM.test(next) || (next.trim() !== '' && /^\s/.test(next)))) {
        const next = ITEM.exec(text)
        if (next) items.push(next[2])
        else items[items.length - 1] += ` ${text.trim().replace(/^[-*]\s+/, '· ')}`
      }
      blocks.push({ kind: 'list', ordered: item[1] !== undefined, items })
    } else {
      blocks.push({ kind: 'paragraph', text: take(next => !starts(next)).map(text => text.trim()).join(' ') })
    }
  }
  return blocks
}

const SPAN = /`([^`]+)`|\*\*(.+?)\*\*|(?<![\w*])\*([^\s*][^*]*)\*|\[([^\]]+)\]\(([^)\s]+)\)/g

export function spansOf(text: string): Span[] {
  const spans: Span[] = []
  let from = 0
  for (const match of text.matchAll(SPAN)) {
    if (match.index > from) spans.push({ kind: 'text', text: text.slice(from, match.index) })
    const [, code, strong, emphasis, label, to] = match
    if (code !== undefined) spans.push({ kind: 'code', text: code })
    else if (strong !== undefined) spans.push({ kind: 'strong', text: strong })
    else if (emphasis !== undefined) spans.push({ kind: 'emphasis', text: emphasis })
    else spans.push({ kind: 'link', text: label, to })
    from = match.index + match[0].length
  }
  if (from < text.length) spans.push({ kind: 'text', text: text.slice(from) })
  return spans
}
