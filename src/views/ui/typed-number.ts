// Numbers as people type them, and as they stand in a box: exactly, so that nothing is lost between showing and reading.

/** '3e-4', '1,257', '−0.5', ' .01 ' → number; null where it is none. */
export function readTyped(text: string): number | null {
  const plain = text.trim().replace(/[−–]/g, '-').replace(/(\d),(?=\d{3}(\D|$))/g, '$1').replace(/^(-?\d+),(\d+)$/, '$1.$2')
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain)) return null
  const value = Number(plain)
  return Number.isFinite(value) ? value : null
}

/** 0.0003 → '3e-4', 0.25 → '0.25', 2024 → '2024': as short as can be without loss beyond twelve digits. */
export function writeTyped(value: number): string {
  if (!Number.isFinite(value)) return ''
  const rounded = Number(value.toPrecision(12))
  const size = Math.abs(rounded)
  return size !== 0 && size < 0.01 ? rounded.toExponential().replace('e+', 'e') : String(rounded)
}
