// Every gesture and key of the page, as the sheet of commands lists them. '/' stands between two ways, '+' between what goes together.

export const SHEET: readonly (readonly [head: string, rows: readonly (readonly [what: string, keys: readonly string[]])[]])[] = [
  ['Map', [
    ['Pan', ['drag']],
    ['Zoom about the pointer', ['wheel', '/', 'pinch']],
    ['Turn in depth (3-D)', ['R', '/', 'right drag']],
    ['Pan tool', ['V']],
    ['Box', ['B']],
    ['Lasso', ['L', '/', 'Shift+drag']],
    ['Lasso on touch', ['long press']],
    ['Show the whole map', ['0']],
    ['Zoom to selection', ['F']],
    ['Focus the map', ['Tab']],
    ['Nearest network in that direction', ['←', '↑', '→', '↓']],
    ['Open the network under the cursor', ['Enter']],
  ]],
  ['Training', [
    ['Play or pause the timeline', ['Space']],
    ['Next, previous checkpoint', ['→', '←']],
    ['Beginning, end', ['Home', 'End']],
    ['Choose checkpoints', ['B', '/', 'L']],
  ]],
  ['Selection', [
    ['Select one, open its panel', ['click']],
    ['Add or remove one', ['Shift+click']],
    ['Add', ['Ctrl+lasso']],
    ['Remove', ['Alt+lasso']],
    ['On charts: brush, walk, choose', ['drag', '/', '← →', 'Enter']],
    ['Clear', ['click beside']],
    ['Cancel, close, clear: one level a press', ['Esc']],
    ['Undo selection, colour, settings', ['Ctrl+Z']],
    ['Redo', ['Ctrl+Shift+Z']],
    ['Commands', ['Ctrl+K']],
    ['This sheet', ['?']],
  ]],
]
