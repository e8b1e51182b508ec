// The Training tab: what the pictures of training are made of, what their axes hold, how far the runs have come, and what was brushed.
export function TrajectoriesTab() {
  return <p className="Panel-empty">Nothing yet.</p>
}
