/** Addresses of the set-up pages; other packages lead to the first one only. */
function address(page: string, query: Record<string, string> = {}): string {
  const pairs = Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return `/set-up/${page}/index${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`;
}

/** What stands for the town's own office where villages are named. */
export const TOWN = 'town';

export const PAGES = {
  staff: () => address('staff'),
  member: (staffId: string) => address('member', { staffId }),
  memberEdit: (staffId?: string) => address('member-edit', staffId ? { staffId } : {}),
  places: () => address('places'),
  place: (villageId?: string) => address('place', villageId ? { villageId } : {}),
  /** A village, or TOWN. */
  phones: (villageId: string) => address('phones', { villageId }),
  devices: () => address('devices'),
  device: (itemId?: string) => address('device', itemId ? { itemId } : {}),
  rules: () => address('rules'),
  rule: (key: string) => address('rule', { key }),
  ruleEdit: (key: string) => address('rule-edit', { key }),
  screens: () => address('screens'),
  audit: () => address('audit'),
  nights: () => address('nights'),
  /** The newest report, or that of a day and the days before it. */
  daily: (day?: string) => address('daily', day ? { day } : {}),
  health: () => address('health'),
  incidents: () => address('incidents'),
  texts: () => address('texts'),
} as const;
