// A colour as a browser computes it, in the two attributes that every reader of SVG knows: six digits and an opacity. Pure.

export interface Ink { colour: string, opacity: number }

const CLEAR: Ink = { colour: 'none', opacity: 0 }

/** rgb(…), rgba(…), color(srgb …), #rrggbb, #rrggbbaa; `none`, what is transparent, and what is none of these draw nothing. */
export function inkOf(text: string): Ink {
  const hex = /^#([0-9a-f]{6})([0-9a-f]{2})?$/i.exec(text.trim())
  if (hex) return ink(`#${hex[1].toLowerCase()}`, hex[2] ? Number.parseInt(hex[2], 16) / 255 : 1)
  const found = /^(rgba?|color)\(\s*(srgb\s)?([^)]*)\)$/.exec(text.trim())
  if (!found) return CLEAR
  const [red, green, blue, opacity = 1] = found[3].split(/[\s,/]+/).filter(Boolean).map(part => part.endsWith('%') ? Number.parseFloat(part) / 100 : Number(part))
  const most = found[2] ? 1 : 255
  return ink(hexOf([red, green, blue].map(part => 255 * part / most)), opacity)
}

const ink = (colour: string, opacity: number): Ink => opacity > 0 ? { colour, opacity } : CLEAR

/** Three channels, 0 to 255, as six digits. */
export const hexOf = (channels: readonly number[]): string =>
  `#${channels.slice(0, 3).map(part => Math.min(255, Math.max(0, Math.round(part))).toString(16).padStart(2, '0')).join('')}`
