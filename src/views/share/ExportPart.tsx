// What every export carries, and what leaves in other formats.
export function ExportPart() {
  return <footer className="ShareDialog-foot" />
}
