// The tokens that the canvas needs, as numbers: WebGL cannot read CSS. Read again when the page changes its theme.
import { useSyncExternalStore } from 'react'

/** Red, green, blue, opacity, 0 to 255. */
export type Rgba = readonly [number, number, number, number]

export interface MapPalette {
  theme: 'light' | 'dark'
  canvas: Rgba
  markEdge: Rgba
  markDim: Rgba
  selected: Rgba
  groupB: Rgba
  ink: Rgba
  accent: Rgba
  focus: Rgba
}

/** #rgb, #rrggbb, #rrggbbaa, rgb(…) and rgba(…) with numbers; anything else is black. */
export function parseColour(text: string): Rgba {
  const hex = /^#([0-9a-f]{3,8})$/i.exec(text.trim())?.[1]
  if (hex) {
    const full = hex.length <= 4 ? [...hex].map(digit => digit + digit).join('') : hex
    const [red, green, blue, opacity] = [0, 2, 4, 6].map(at => Number.parseInt(full.slice(at, at + 2) || 'ff', 16))
    return [red, green, blue, opacity]
  }
  const parts = /^rgba?\(([^)]*)\)$/i.exec(text.trim())?.[1].split(/[\s,/]+/).filter(Boolean) ?? []
  const [red = 0, green = 0, blue = 0] = parts.slice(0, 3).map(Number)
  const opacity = parts[3]?.endsWith('%') ? Number.parseFloat(parts[3]) / 100 : Number(parts[3] ?? 1)
  return [red, green, blue, Math.round(opacity * 255)]
}

function read(): MapPalette {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => parseColour(style.getPropertyValue(name))
  return {
    theme: style.colorScheme === 'dark' ? 'dark' : 'light',
    canvas: token('--canvas'), markEdge: token('--mark-edge'), markDim: token('--mark-dim'), selected: token('--sel-a-mark'), groupB: token('--sel-b-mark'),
    ink: token('--ink-1'), accent: token('--accent'), focus: token('--focus'),
  }
}

let current: MapPalette | null = null

function subscribe(changed: () => void): () => void {
  const renew = () => {
    const next = read()
    if (JSON.stringify(next) === JSON.stringify(current)) return
    current = next
    changed()
  }
  // Style sheets may have come after the first reading.
  renew()
  const observer = new MutationObserver(renew)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] })
  const system = matchMedia('(prefers-color-scheme: dark)')
  system.addEventListener('change', renew)
  return () => {
    observer.disconnect()
    system.removeEventListener('change', renew)
  }
}

export const useMapPalette = (): MapPalette => useSyncExternalStore(subscribe, () => current ??= read())
