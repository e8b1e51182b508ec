// The way to a picture, which nobody takes before the map is drawn; whoever offers it need not know the page's other parts.
import { afterMap } from '../../store/after-map.ts'

export const loadPictureButton = () => afterMap().then(() => import('./PictureButton.tsx'))
