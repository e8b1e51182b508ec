// What stands at the head of the pictures, once there is one.
export { MapHead } from './MapHead.tsx'
export { PaneSwitch } from './PaneSwitch.tsx'
