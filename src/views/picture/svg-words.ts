// What is written into an SVG: text that stays text whatever it says, numbers that stay short, attributes that are there only if they say something.

/** Characters that XML 1.0 has no way to write; a lone half of a surrogate pair is none either. */
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Any text between tags. */
export const content = (text: string): string => text.replace(UNWRITABLE, '\ufffd').replace(/[&<>]/g, letter => ENTITIES.get(letter)!)

/** Numbers of a path, or any, at most three decimals long. */
export const shortened = (text: string): string => text.replace(/-?\d+\.\d{4,}(e-?\d+)?/g, number => short(Number(number)))

const ENTITIES = new Map([['&', '&amp;'], ['<', '&lt;'], ['>', '&gt;'], ['"', '&quot;'], ['\'', '&#39;']])

/** Any text within quotes; what XML cannot hold becomes U+FFFD. */
export const escaped = (text: string): string => text.replace(UNWRITABLE, '\ufffd').replace(/[&<>"']/g, letter => ENTITIES.get(letter)!)

/** At most three decimals: a thousandth of a pixel is seen at no size. Not finite: 0. */
export const short = (value: number): string => Number.isFinite(value) ? String(Math.round(value * 1000) / 1000 || 0) : '0'

export type Attributes = Readonly<Record<string, string | number | null | undefined>>

/** ` name="value"` for each that is there. */
export const attributes = (of: Attributes): string =>
  Object.entries(of).map(([name, value]) => value === null || value === undefined || value === '' ? '' : ` ${name}="${typeof value === 'number' ? short(value) : escaped(value)}"`).join('')

/** An element; `inside` is markup. */
export const element = (name: string, of: Attributes, inside = ''): string => inside === '' ? `<${name}${attributes(of)}/>` : `<${name}${attributes(of)}>${inside}</${name}>`

/** A text element. */
export const words = (text: string, of: Attributes): string => element('text', of, content(text))
