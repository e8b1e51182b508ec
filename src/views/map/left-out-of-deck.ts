// Stand-ins for what deck brings along and this page never runs: it listens to hands, moves its camera and finds what is under the pointer
// itself (gestures.ts, camera.ts, nearest.ts), loads no tiles or images, and draws on WebGL2, where deck packs no attributes on the GPU. The
// build puts this file in place of mjolnir.js, deck's controllers and its picker, @loaders.gl/core, @loaders.gl/images and @luma.gl/gpgpu,
// which saves some 65 kB gzipped of what must arrive before the map. Whatever deck should call here after all says so instead of failing in
// the dark.

function leftOut(what: string): never {
  throw new Error(`${what} is left out of this build of deck (src/views/map/left-out-of-deck.ts).`)
}

/** mjolnir.js: deck makes one for its canvas and asks it for nothing but these. */
export class EventManager {
  on(): void {}
  off(): void {}
  once(): void {}
  watch(): void {}
  set(): void {}
  setElement(): void {}
  getElement(): null { return null }
  destroy(): void {}
}

/** mjolnir.js: recognisers that deck's event table names. */
class Recogniser {
  readonly leftOut = true
}
export { Recogniser as DoubleClickDrag, Recogniser as Pan, Recogniser as Pinch, Recogniser as Tap }

/** deck's picker, which it makes and puts away again; and the controllers that its views name and would make if they were asked for one. */
export default class LeftOut {
  setProps(): void {}
  finalize(): void {}
  getLastPickedObject(): null { return null }
  pickObject(): never { return leftOut('Picking') }
  pickObjects(): never { return leftOut('Picking') }
}

/** @loaders.gl */
export const ImageLoader = {}
export const registerLoaders = (): void => {}
export const load = (): never => leftOut('Loading by URL')

/** @luma.gl/gpgpu */
export class GPUDataEvaluator {
  readonly leftOut = true
}
export const backendRegistry = { add(): void {} }
export const interleave = (): never => leftOut('Packing attributes on the GPU')
export const cleanEvaluateSync = (): never => leftOut('Packing attributes on the GPU')
