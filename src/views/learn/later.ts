// What a term means, which nobody asks before the map is drawn; whoever explains a term need not know the page's other parts.
import { afterMap } from '../../store/after-map.ts'

export const loadTermTip = () => afterMap().then(() => import('./TermTip.tsx'))
