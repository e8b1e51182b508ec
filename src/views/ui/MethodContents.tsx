// The list of all method pages: name and one sentence each.
import { contents } from './method-contents.ts'

const GROUPS = contents()

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
    </div>
  )
}
