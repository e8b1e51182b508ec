// All method pages by what they are about, each with its title and one sentence, as the pages themselves say them.
import { stem } from './method-pages.ts'

export interface PageEntry { name: string, title: string, gloss: string }

const ABOUT = import.meta.glob<{ title: string, gloss: string }>(['../../../docs/methods/*.md', '../../../docs/{kept,weights,map-format,saved-models,own-data,terminal,offline,safety}.md'], { query: '?about', import: 'default', eager: true })

const GROUPS: readonly (readonly [name: string, pages: readonly string[]])[] = [
  ['The map', ['reading', 'manifold', 'phate', 'trust', 'smoothness', 'clusters', 'inpca', 'experiments', 'between-runs', 'trajectories']],
  ['A network’s representation', ['network', 'entropy', 'persistence', 'separation']],
  ['Networks and their recipes', ['training', 'data', 'statistics', 'importance', 'sampling', 'search']],
  ['How it is computed', ['linear-algebra', 'gpu-pairs', 'gpu-training']],
  ['Files and storage', ['saved-models', 'own-data', 'kept', 'weights', 'map-format', 'terminal']],
  ['The page itself', ['offline', 'safety']],
]

/** A page that no group names stands in a last one: none can be forgotten. */
export function contents(): { name: string, pages: PageEntry[] }[] {
  const entries = new Map(Object.entries(ABOUT).map(([path, about]) => [stem(path), { name: stem(path), ...about }]))
  const groups = GROUPS.map(([name, pages]) => ({ name, pages: pages.flatMap(page => entries.get(page) ?? []) }))
  const named = new Set(GROUPS.flatMap(([, pages]) => pages))
  const rest = [...entries.values()].filter(entry => !named.has(entry.name)).sort((a, b) => a.title.localeCompare(b.title))
  return [...groups, { name: 'More', pages: rest }].filter(group => group.pages.length > 0)
}
