/** Which photos are shown to others than the parties of a record and staff. */

const SEEN_BY_OTHERS: readonly string[] = ['notice', 'goods', 'donation'];

export const isSeenByOthers = (purpose: string): boolean => SEEN_BY_OTHERS.includes(purpose);
