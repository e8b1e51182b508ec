// What the sheet of commands can do, by name: colours, panels, what lies under the map, undo, the tour, method pages, words.
import type { AppStore, DockTab, Palette, Tab } from '../../store/state.ts'
import type { GalleryEntry } from '../../store/sharing/rooms.ts'
import type { ExperimentName } from '../../store/experiments/experiments-state.ts'
import { EXPERIMENTS } from '../../store/experiments/experiments-state.ts'
import type { Measure } from '../../store/measures.ts'
import { measureAmong, measuresOf } from '../../store/measures.ts'
import type { Panes } from '../../store/trajectories/trajectories-state.ts'
import { FIRST_PANES } from '../../store/trajectories/trajectories-state.ts'
import { GLOSSARY } from './glossary.ts'
import type { PageEntry } from '../ui/method-contents.ts'

export interface Command {
  name: string
  /** Small, at the end of the line. */
  aside?: string | undefined
  /** Whether it is what the page shows now. */
  on?: boolean | undefined
  run(): void
}

const TABS: Record<Tab, string> = { selection: 'Selection', models: 'Models', network: 'Network', compare: 'Compare', entropy: 'Entropy', persistence: 'Persistence', separation: 'Classes', trajectories: 'Training', search: 'Search' }
const DOCKS: Record<DockTab, string> = { hyper: 'Hyper-parameters', table: 'Table', clusters: 'Clusters', diverged: 'Diverged' }
const PALETTES: readonly Palette[] = ['viridis', 'cividis', 'magma', 'diverging']

/** Ways to look at training. */
const TRAINING: readonly { name: string, aside: string, panes: Panes }[] = [
  { name: 'Show training beside the map (InPCA)', aside: 'two pictures', panes: { first: 'phate', second: 'inpca' } },
  { name: 'Show training alone (InPCA)', aside: 'one picture', panes: { first: 'inpca', second: null } },
  { name: 'Show training by two projections', aside: 'two pictures', panes: { first: 'inpca', second: 'axes' } },
  { name: 'Show training beside its null', aside: 'two pictures', panes: { first: 'inpca', second: 'null' } },
  { name: 'Show the runs’ own map beside training', aside: 'two pictures', panes: { first: 'inpca', second: 'runs' } },
  { name: 'Show PHATE through training', aside: 'two pictures', panes: { first: 'through', second: 'inpca' } },
  { name: 'Show the map alone', aside: 'one picture', panes: FIRST_PANES },
]
const QUESTIONS: Record<ExperimentName, string> = { optimisers: 'Do optimisers differ?', size: 'Does size matter?', corners: 'Do corners rejoin?', sloppy: 'Digits against sloppy data', search: 'Does the map find better settings?' }

const entriesOf = <K extends string>(names: Record<K, string>) => Object.entries(names) as [K, string][]

interface Doors {
  tour(): void
  sessions(): void
  gallery(): void
  /** Ready-made maps, and which of them is on screen. */
  maps: readonly GalleryEntry[]
  shown: string | null
  page(name: string): void
  pages: readonly PageEntry[]
  picture(format: 'png' | 'svg', paper: 'screen' | 'white'): void
}

export function commandsOf(state: AppStore, { tour, sessions, gallery, maps, shown, page, pages, picture }: Doors): Command[] {
  const networks = state.map?.networks ?? []
  const { colour } = state
  const colourBy = (measure: Measure) => {
    const { kind, ...chosen } = measureAmong(networks, measure.key, state.derived)
    state.colourBy({ measure: chosen.key, log: kind === 'number' && 'log' in chosen && chosen.log, range: null })
  }
  return [
    ...measuresOf(networks, state.derived).map(measure => ({
      name: `Colour by ${measure.words}`,
      aside: measure.kind === 'category' ? `${measure.values.length} categories` : measure.log ? 'log scale' : undefined,
      on: colour.measure === measure.key,
      run: () => colourBy(measure),
    })),
    ...PALETTES.map(palette => ({ name: `Palette: ${palette}`, on: colour.palette === palette, run: () => state.colourBy({ palette }) })),
    ...entriesOf(TABS).map(([tab, label]) => ({ name: `Show ${label}`, aside: 'panel', on: state.tab === tab, run: () => state.setTab(tab) })),
    ...entriesOf(DOCKS).map(([dock, label]) => ({ name: `Show ${label}`, aside: 'under the map', on: state.dock === dock, run: () => state.setDock(dock) })),
    ...(state.map ? TRAINING.map(({ name, aside, panes }) => ({
      name, aside, on: state.panes.first === panes.first && state.panes.second === panes.second,
      run: () => {
        state.setPanes(panes)
        if (panes !== FIRST_PANES) state.setTab('trajectories')
      },
    })) : []),
    ...(state.trajectories.made ? [
      { name: 'Play training', aside: 'timeline', run: () => state.setClock({ playing: true }) },
      { name: 'Show all of training', aside: 'timeline', on: state.clock.at === null, run: () => state.setClock({ at: null, playing: false }) },
      { name: 'Walk through training by update', aside: 'timeline', on: state.clock.by === 'step', run: () => state.setClock({ by: 'step' }) },
      { name: 'Walk through training by progress', aside: 'timeline', on: state.clock.by === 'progress', run: () => state.setClock({ by: 'progress' }) },
      { name: 'Walk through training by accuracy', aside: 'timeline', on: state.clock.by === 'accuracy', run: () => state.setClock({ by: 'accuracy' }) },
    ] : []),
    ...(state.map ? [{
      name: 'Propose networks to train', aside: 'the map votes; nothing is trained yet',
      run: () => {
        state.setTab('search')
        void state.room('search').then(room => room?.propose())
      },
    }] : []),
    ...EXPERIMENTS.map(name => ({ name: `Experiment: ${QUESTIONS[name]}`, aside: 'trains what it needs', run: () => state.openExperiments(name) })),
    ...(state.selection.ids.size ? [
      { name: 'Clear the selection', aside: 'Esc', run: () => state.clearSelection() },
      { name: 'Save the selection as group A', run: () => state.setGroup('a') },
      { name: 'Save the selection as group B', run: () => state.setGroup('b') },
    ] : []),
    ...(state.history.undo ? [{ name: 'Undo', aside: 'Ctrl Z', run: () => state.undo() }] : []),
    ...(state.history.redo ? [{ name: 'Redo', aside: 'Ctrl Shift Z', run: () => state.redo() }] : []),
    ...(['system', 'light', 'dark'] as const).map(theme => ({ name: `Theme: ${theme === 'system' ? 'as the system' : theme}`, on: state.theme === theme, run: () => state.setTheme(theme) })),
    { name: 'Open my models from a link', aside: 'or drop files anywhere', run: () => { void state.openLink('', 'model') } },
    ...(state.map ? [
      { name: 'Save the map as a file', run: () => { void state.saveMap() } },
      { name: 'Save the map as a picture: PNG', aside: 'as on screen', run: () => picture('png', 'screen') },
      { name: 'Save the map as a picture: SVG', aside: 'as on screen', run: () => picture('svg', 'screen') },
      { name: 'Save the map as a figure: PNG', aside: 'on white paper', run: () => picture('png', 'white') },
      { name: 'Save the map as a figure: SVG', aside: 'on white paper', run: () => picture('svg', 'white') },
    ] : []),
    { name: 'Maps', aside: 'ready-made, to choose from', run: gallery },
    ...maps.map(({ name, title, networks }) => ({
      name: `Open map: ${title}`, aside: `${networks.toLocaleString('en-US')} networks`, on: name === shown, run: () => { void state.room('gallery').then(room => room?.open(name)) },
    })),
    { name: 'Sessions kept in this browser', aside: 'open, rename, save, delete', run: sessions },
    { name: 'Take the tour', aside: 'six steps', run: tour },
    ...pages.map(entry => ({ name: `Read: ${entry.title}`, aside: 'method page', run: () => page(entry.name) })),
    ...Object.values(GLOSSARY).map(word => ({ name: `Explain: ${word.term}`, aside: 'word', run: () => page(word.page) })),
  ]
}

/** Those whose names hold every word that was typed, at the beginning of a word; the ones that begin with it first. */
export function found(commands: readonly Command[], typed: string): Command[] {
  const wanted = words(typed)
  if (wanted.length === 0) return []
  const hits = commands.filter(command => wanted.every(word => words(command.name).some(own => own.startsWith(word))))
  const begins = (command: Command) => command.name.toLowerCase().startsWith(typed.trim().toLowerCase())
  return [...hits.filter(begins), ...hits.filter(hit => !begins(hit))]
}

const words = (text: string): string[] => text.toLowerCase().split(/[\s:,-]+/).filter(Boolean)
