// The My models tab: what was brought, a card each.
export function ModelsTab() {
  return <p className="Panel-empty">Drop saved models anywhere on the page.</p>
}
