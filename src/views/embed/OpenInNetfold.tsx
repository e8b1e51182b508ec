// From a page that embeds this one to the whole of it, looking as it looks here.
import { Mark } from '../frame/Mark.tsx'
import { wholeAddress } from './whole-address.ts'

export function OpenInNetfold() {
  // The hash moves on while one looks around: the address is made when it is followed.
  return (
    <header className="Embed-bar">
      <h1 className="visually-hidden">Netfold</h1>
      <a className="Embed-open" href={wholeAddress(location.href)} target="_blank" rel="noopener" onClick={event => { event.currentTarget.href = wholeAddress(location.href) }} onAuxClick={event => { event.currentTarget.href = wholeAddress(location.href) }}>
        <Mark size={14} />
        <span>Open in Netfold</span>
      </a>
    </header>
  )
}
