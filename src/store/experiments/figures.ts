// Figures of the experiments as their sentences have them.

const minus = (text: string): string => text.replace('-', '−')
export const two = (value: number): string => minus(value.toFixed(2))
export const three = (value: number): string => minus(value.toFixed(3))
export const station = (value: number): string => String(Number(value.toFixed(2)))
export const near = (value: number): string => Number.isFinite(value) ? (value < 0.01 ? value.toFixed(4) : value.toFixed(3)) : 'not known'
export const whole = (value: number): string => Math.round(value).toLocaleString('en-US')
export const chanceOf = (p: number): string => String(Number(p.toPrecision(1)))
/** No hundred that is not one. */
export const percent = (share: number): string => `${share >= 1 ? 100 : Math.floor(1000 * share) / 10} %`
/** No line ends before or after an equals sign. */
export const unbroken = (text: string): string => text.replaceAll(' = ', '\u00a0=\u00a0')
