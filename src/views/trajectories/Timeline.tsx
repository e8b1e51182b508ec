// Under the map while training is looked at: what the clock says, how it runs, and how all runs stood at each moment.
export function Timeline() {
  return <section className="App-timeline" aria-label="Timeline" />
}
