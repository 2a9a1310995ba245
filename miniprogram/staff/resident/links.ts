/** What hangs on a person, as sections of lines; a line with a page to open says so. */
import type { ResidentLinks } from '../../../typings/api/register';
import type { Millis } from '../../../typings/domain';
import { ROUTES } from '../../services/nav';
import { CASE_KIND_LABELS, caseWords } from '../../shared/case-states';
import { friendlyDate, friendlyDay } from '../../shared/china-time';
import { durationWords, PAIRING_STATES, SERVICE_STATES } from '../../shared/service-words';
import { filled, type LinkLine, type LinkSection } from '../shared/links';
import { FINDINGS } from '../shared/register-words';

const CALL_STATES = { open: '等回电', taken: '有人在办', closed: '已办结' };

function caseLine(
  { applicationId, kind, title, state, createdAt }: ResidentLinks['cases'][number],
  now: Millis,
): LinkLine {
  return {
    key: applicationId,
    label: title === CASE_KIND_LABELS[kind] ? title : `${CASE_KIND_LABELS[kind]} ${title}`,
    value: caseWords(kind, state).label,
    note: `${friendlyDate(createdAt, now)}提出`,
    url: ROUTES.case(applicationId),
  };
}

/** Sections that have something in them, what is under way first. */
export function linkSections(links: ResidentLinks, now: Millis): LinkSection[] {
  const open = links.cases.filter((one) => one.open);
  const past = links.cases.filter((one) => !one.open);
  return filled([
    {
      key: 'findings',
      title: '要核对的',
      lines: links.findings
        .filter(({ state }) => state === 'open')
        .map(({ findingId, kind, words }) => ({
          key: findingId,
          label: FINDINGS[kind].title,
          value: '',
          note: words,
          url: ROUTES.findings(kind),
        })),
    },
    { key: 'open', title: '正在办的事', lines: open.map((one) => caseLine(one, now)) },
    {
      key: 'pairings',
      title: '结对',
      lines: links.pairings.map((one) => ({
        key: one.pairingId,
        label: one.volunteerName,
        value: PAIRING_STATES[one.state].label,
        note: `${one.services}次帮扶，共${durationWords(one.minutes)}`,
        url: ROUTES.staffVolunteer(one.volunteerId),
      })),
    },
    {
      key: 'services',
      title: '最近的帮扶',
      lines: links.services.slice(0, 10).map((one) => ({
        key: one.serviceId,
        label: `${friendlyDate(one.startedAt, now)} ${one.volunteerName}`,
        value: SERVICE_STATES[one.state].label,
        note: durationWords(one.minutes),
        url: ROUTES.staffService(one.serviceId),
      })),
    },
    {
      key: 'calls',
      title: '求助电话',
      lines: links.calls.map((one) => ({
        key: one.callId,
        label: friendlyDate(one.calledAt, now),
        value: CALL_STATES[one.state],
        note: '',
        url: one.state === 'closed' ? '' : ROUTES.emergencies(),
      })),
    },
    { key: 'past', title: '办完的事', lines: past.map((one) => caseLine(one, now)) },
    {
      key: 'devices',
      title: '领过的辅具',
      lines: links.devices.map(({ itemName, receivedOn, applicationId }) => ({
        key: `${applicationId}-${itemName}`,
        label: itemName,
        value: `${friendlyDay(receivedOn, now)}领到`,
        note: '',
        url: ROUTES.case(applicationId),
      })),
    },
    {
      key: 'consents',
      title: '同意的用途',
      lines: links.consents.map(({ purpose, at, withdrawnAt }, i) => ({
        key: `${purpose}-${i}`,
        label: purpose,
        value: withdrawnAt === null ? '同意' : '已收回',
        note: friendlyDate(withdrawnAt ?? at, now),
        url: '',
      })),
    },
  ]);
}
