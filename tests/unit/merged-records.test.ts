/** Two records of one person become one and two again: nothing of either is lost, and what came in between stays where it belongs. */
import type { ResidentDoc } from '../../cloudfunctions/core/collections';
import { joined, parted } from '../../cloudfunctions/registry/rules/records';
import { MOST_MOVED, undoUntil } from '../../cloudfunctions/registry/rules/merging';

const EMPTY = {
  status: 'active',
  binding: null,
  code: null,
  guardians: [],
  devices: [],
  pairings: [],
  asked: [],
  askedCases: [],
  running: [],
  helped: [],
  jobFile: false,
};
const record = (_id: string, fields: object = {}): ResidentDoc =>
  ({ _id, ...EMPTY, ...fields }) as unknown as ResidentDoc;

/** Everything that hangs on a record, named after it. */
const full = (id: string, at: number, fields: object = {}): ResidentDoc =>
  record(id, {
    guardians: [{ openid: `guardian ${id}` }, { openid: 'guardian of both' }],
    devices: [{ applicationId: `device ${id}` }],
    pairings: [{ pairingId: `pairing ${id}` }],
    asked: [
      { what: 'pairing', pairingId: `asked ${id}` },
      { what: 'feedback', serviceId: `service asked ${id}` },
    ],
    askedCases: [{ applicationId: `case ${id}` }],
    running: [{ serviceId: `running ${id}` }],
    helped: [{ serviceId: `helped ${id}`, at }],
    ...fields,
  });

const gone = full('b', 20, { binding: { openid: 'phone b' }, code: { hash: 'code b' }, jobFile: true });
const kept = full('a', 10);
const ids = ['case b', 'device b', 'pairing b', 'asked b', 'service asked b', 'running b', 'helped b'].map(
  (id) => ({ id }),
);

test('the record that stays has everything of both, newest help first; the other one has nothing and says where it went', () => {
  const both = joined(kept, gone);
  expect(both.kept).toEqual({
    ...kept,
    binding: { openid: 'phone b' },
    code: { hash: 'code b' },
    guardians: [{ openid: 'guardian a' }, { openid: 'guardian of both' }, { openid: 'guardian b' }],
    askedCases: [{ applicationId: 'case a' }, { applicationId: 'case b' }],
    devices: [{ applicationId: 'device a' }, { applicationId: 'device b' }],
    pairings: [{ pairingId: 'pairing a' }, { pairingId: 'pairing b' }],
    asked: [...kept.asked, ...gone.asked],
    running: [{ serviceId: 'running a' }, { serviceId: 'running b' }],
    helped: [
      { serviceId: 'helped b', at: 20 },
      { serviceId: 'helped a', at: 10 },
    ],
    jobFile: true,
  });
  expect(both.gone).toEqual(record('b', { status: 'merged', mergedInto: 'a', jobFile: true }));
});

test('its own phone, code and file come first', () => {
  const own = full('a', 10, { binding: { openid: 'phone a' }, code: { hash: 'code a' }, jobFile: true });
  const both = joined(own, record('b', { helped: undefined, jobFile: undefined }));
  expect(both.kept).toMatchObject({
    binding: { openid: 'phone a' },
    code: { hash: 'code a' },
    jobFile: true,
  });
  expect(both.kept.helped).toEqual(own.helped);
  expect(
    joined(record('a', { jobFile: undefined, helped: undefined }), record('b', { jobFile: undefined })).kept,
  ).toMatchObject({
    jobFile: false,
    helped: [],
  });
});

test('undone at once, both are what they were', () => {
  const both = joined(kept, gone);
  const { kept: a, gone: b } = parted(both.kept, both.gone, { kept, gone } as never, ids);
  expect(a).toEqual(kept);
  expect(b).toEqual(gone);
});

test('what was done in between stays: guardians who ended, a new code, a file of their own', () => {
  const both = joined(kept, gone);
  const later: ResidentDoc = {
    ...both.kept,
    guardians: [{ openid: 'guardian a' }, { openid: 'a new one' }] as never,
    code: { hash: 'newer code' } as never,
  };
  const { kept: a, gone: b } = parted(later, both.gone, { kept, gone } as never, ids);
  expect(a.guardians).toEqual([{ openid: 'guardian a' }, { openid: 'a new one' }]);
  expect(b.guardians).toEqual([]);
  // Another code was issued for the one that stays: the old one is dead.
  expect([a.code, b.code]).toEqual([{ hash: 'newer code' }, null]);
  expect([a.jobFile, b.jobFile]).toEqual([false, true]);
});

test('a phone that was bound to the one that stays, and a code of its own, do not go', () => {
  const own = full('a', 10, { binding: { openid: 'phone a' }, code: { hash: 'code a' }, jobFile: true });
  const other = full('b', 20, { code: { hash: 'code b' }, jobFile: true });
  const both = joined(own, other);
  const { kept: a, gone: b } = parted(both.kept, both.gone, { kept: own, gone: other } as never, ids);
  expect(a).toMatchObject({ binding: { openid: 'phone a' }, code: { hash: 'code a' }, jobFile: true });
  expect(b).toMatchObject({ binding: null, code: { hash: 'code b' }, jobFile: true, status: 'active' });
  expect('mergedInto' in b).toBe(false);
});

test('old records without lists of help or a file', () => {
  const before = { kept: record('a', { jobFile: undefined }), gone: record('b', { jobFile: undefined }) };
  const { kept: a, gone: b } = parted(
    record('a', { helped: undefined, jobFile: undefined }),
    record('b'),
    before as never,
    [],
  );
  expect([a.helped, b.helped, a.jobFile, b.jobFile]).toEqual([[], [], false, false]);
});

test('a merge can be taken back for thirty days', () => {
  expect(undoUntil(0)).toBe(30 * 24 * 3600 * 1000);
  expect(MOST_MOVED).toBe(400);
});
