// The list of all method pages, and of all words that the page explains: name and one sentence each.
import { GLOSSARY } from '../learn/glossary.ts'
import { contents } from './method-contents.ts'

const GROUPS = contents()
const WORDS = Object.entries(GLOSSARY).sort(([, a], [, b]) => a.term.localeCompare(b.term))

export function MethodContents({ onPage }: { onPage: (name: string) => void }) {
  return (
    <div className="MethodContents">
      {GROUPS.map(group => (
        <section key={group.name}>
          <h2>{group.name}</h2>
          <ul>
            {group.pages.map(page => (
              <li key={page.name}>
                <button type="button" className="MethodPage-link" onClick={() => onPage(page.name)}>{page.title}</button>
                <span>{page.gloss}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <section>
        <h2>Words</h2>
        <ul>
          {WORDS.map(([name, { term, gloss, page }]) => (
            <li key={name}>
              <button type="button" className="MethodPage-link" onClick={() => onPage(page)}>{term}</button>
              <span>{gloss}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
