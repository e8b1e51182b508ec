// How a tab and its panel name each other.

/** For the panel: <div role="tabpanel" id={panelId('rail', id)} aria-labelledby={tabId('rail', id)}>. */
export const panelId = (prefix: string, id: string): string => `${prefix}-${id}-panel`

export const tabId = (prefix: string, id: string): string => `${prefix}-${id}-tab`
