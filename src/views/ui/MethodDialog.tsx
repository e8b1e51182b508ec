// A method page to read beside the picture it explains.
import './MethodDialog.css'
import type { ReactNode } from 'react'
import { Fragment, createElement, useEffect, useState } from 'react'
import { Dialog } from './Dialog.tsx'
import type { Block } from './markdown.ts'
import { blocksOf, spansOf } from './markdown.ts'
import { methodPage } from './method-pages.ts'

export function MethodDialog({ name, onClose }: { name: string, onClose: () => void }) {
  const [shown, setShown] = useState(name)
  const [page, setPage] = useState<{ name: string, blocks: Block[] } | null>(null)
  useEffect(() => {
    let wanted = true
    methodPage(shown)?.()
      .then(source => blocksOf(source), (): Block[] => [{ kind: 'paragraph', text: 'This page could not be fetched. Are you offline? Close it and try again.' }])
      .then(blocks => { if (wanted) setPage({ name: shown, blocks }) })
    return () => { wanted = false }
  }, [shown])
  const [first, ...rest] = page?.name === shown ? page.blocks : []
  const title = first?.kind === 'heading' ? first.text : 'How it works'
  const body = first?.kind === 'heading' ? rest : first ? [first, ...rest] : []
  return (
    <Dialog title={title} onClose={onClose} wide>
      <article className="MethodDialog">{body.map((block, at) => <Fragment key={at}>{drawBlock(block, setShown)}</Fragment>)}</article>
    </Dialog>
  )
}

function drawBlock(block: Block, show: (name: string) => void): ReactNode {
  const inline = (text: string) => drawSpans(text, show)
  switch (block.kind) {
    case 'heading': return createElement(`h${Math.min(4, Math.max(2, block.level))}`, null, inline(block.text))
    case 'paragraph': return <p>{inline(block.text)}</p>
    case 'quote': return <blockquote>{inline(block.text)}</blockquote>
    case 'code': return <pre tabIndex={0}><code>{block.text}</code></pre>
    case 'list': return createElement(block.ordered ? 'ol' : 'ul', null, block.items.map((item, at) => <li key={at}>{inline(item)}</li>))
    case 'table': return (
      <div className="MethodDialog-table" tabIndex={0}>
        <table>
          <thead><tr>{block.head.map((cell, at) => <th key={at}>{inline(cell)}</th>)}</tr></thead>
          <tbody>{block.rows.map((row, at) => <tr key={at}>{row.map((cell, column) => <td key={column}>{inline(cell)}</td>)}</tr>)}</tbody>
        </table>
      </div>
    )
  }
}

function drawSpans(text: string, show: (name: string) => void): ReactNode {
  return spansOf(text).map((span, at) => {
    switch (span.kind) {
      case 'text': return span.text
      case 'code': return <code key={at}>{span.text}</code>
      case 'strong': return <strong key={at}>{drawSpans(span.text, show)}</strong>
      case 'emphasis': return <em key={at}>{drawSpans(span.text, show)}</em>
      case 'link':
        if (/^https?:/.test(span.to)) return <a key={at} href={span.to} target="_blank" rel="noreferrer">{span.text}</a>
        if (span.to.endsWith('.md') && methodPage(span.to)) return <button key={at} type="button" className="MethodDialog-link" onClick={() => show(span.to)}>{span.text}</button>
        return span.text
    }
  })
}
