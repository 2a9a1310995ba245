/**
 * What must always be true of the stored data, as code. Tests use it after whatever they did, `npm run check:data` against a
 * running server, and a timer every night.
 */
import type { Millis } from '../../../typings/domain';
import { askedCases, cases, claims, openCases } from './cases';
import { figures } from './figures';
import { Findings, type Check, type Finding, type Snapshot } from './finding';
import { awards, donations, ledger, shop } from './goods';
import { intentions, pairings, services } from './help';
import { bindings, codes, departed, duties, identities, requests, volunteering } from './people';
import { audit, boards, calls, media } from './records';
import { references } from './references';

export type { Finding, Snapshot } from './finding';

const CHECKS: readonly Check[] = [
  references,
  bindings,
  identities,
  departed,
  codes,
  volunteering,
  duties,
  requests,
  cases,
  openCases,
  askedCases,
  claims,
  pairings,
  services,
  intentions,
  ledger,
  awards,
  shop,
  donations,
  media,
  audit,
  calls,
  boards,
];

/** Everything that does not hold; an empty list is a clean database. */
export function checkData(data: Snapshot, now: Millis = Date.now()): Finding[] {
  const found = new Findings();
  for (const check of CHECKS) check(data, found);
  figures(data, found, now);
  return found.all;
}
