// What sessions are called and what is said of them.
import type { KeptEntry, RoomMade } from '../../protocol/vault.ts'

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const YEAR = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

/** '22 Nov 14:05', in the visitor's time zone; with the year where it is another than `now`'s. */
export function dayAndTime(when: number, now: number): string {
  const same = new Date(when).getFullYear() === new Date(now).getFullYear()
  return `${(same ? DAY : YEAR).format(when)} ${TIME.format(when)}`
}

/** As the visitor named it, else '150 networks on Digits, 22 Nov 14:05': of when it began. */
export function sessionName({ name, networks, dataset, created }: Pick<KeptEntry, 'name' | 'networks' | 'dataset' | 'created'>, now: number): string {
  if (name !== null) return name
  return `${networks} ${networks === 1 ? 'network' : 'networks'}${dataset ? ` on ${dataset}` : ''}, ${dayAndTime(created, now)}`
}

/** In front of a notice; `now`: milliseconds since 1970. */
export function roomSentences({ gone, going, crowded }: RoomMade, now = Date.now()): string[] {
  const names = (entries: readonly KeptEntry[]): string => entries.map(entry => `“${sessionName(entry, now)}”`).join(', ')
  const sentences: string[] = []
  if (gone.length > 0) sentences.push(`To make room, as was announced, the browser keeps ${names(gone)} no longer.`)
  if (going.length > 0) {
    const it = going.length === 1
    sentences.push(`Room for kept sessions is short: ${names(going)} ${it ? 'goes' : 'go'} when the next new session begins, unless you name ${it ? 'it' : 'them'} or delete others under Sessions.`)
  }
  if (crowded) sentences.push('The browser keeps more sessions than there is room for, and all of them have names: delete some under Sessions, or save them as files.')
  return sentences
}
