/** Every id that a record keeps of another one leads somewhere. */
import type { CollectionName, Collections } from '../collections';
import type { Check } from './finding';

type Ids = string | null | undefined | readonly (string | null | undefined)[];
type Reference<C extends CollectionName> = [
  field: string,
  to: CollectionName | 'villageOrNone',
  read: (doc: Collections[C]) => Ids,
];

/** Ids by collection. A village may be '' or the town's office where a record says so itself. */
const REFERENCES: { readonly [C in CollectionName]?: readonly Reference<C>[] } = {
  users: [
    ['resident', 'residents', ({ resident }) => resident?.residentId],
    ['guardianOf', 'residents', ({ guardianOf }) => guardianOf.map(({ residentId }) => residentId)],
    ['volunteer', 'volunteers', ({ volunteer }) => volunteer?.volunteerId],
    ['staff', 'staff', ({ staff }) => staff?.staffId],
    [
      'openRequests',
      'verifications',
      ({ openRequests }) => openRequests.map(({ verificationId }) => verificationId),
    ],
  ],
  residents: [
    ['villageId', 'villages', ({ villageId }) => villageId],
    ['binding.openid', 'users', ({ binding }) => binding?.openid],
    ['binding.verificationId', 'verifications', ({ binding }) => binding?.verificationId],
    ['guardians', 'users', ({ guardians }) => guardians.map(({ openid }) => openid)],
    ['askedCases', 'applications', ({ askedCases }) => askedCases?.map(({ applicationId }) => applicationId)],
    ['devices', 'applications', ({ devices }) => devices.map(({ applicationId }) => applicationId)],
    ['code', 'codes', ({ code }) => code?.hash],
    ['pairings', 'pairings', ({ pairings }) => pairings.map(({ pairingId }) => pairingId)],
    ['running', 'services', ({ running }) => running.map(({ serviceId }) => serviceId)],
  ],
  employmentFiles: [
    ['_id', 'residents', ({ _id }) => _id],
    ['villageId', 'villages', ({ villageId }) => villageId],
  ],
  assistConsents: [
    ['residentId', 'residents', ({ residentId }) => residentId],
    ['villageId', 'villages', ({ villageId }) => villageId],
    ['staffId', 'staff', ({ staffId }) => staffId],
  ],
  findings: [['residentIds', 'residents', ({ residentIds }) => residentIds]],
  residentChanges: [['residentId', 'residents', ({ residentId }) => residentId]],
  merges: [
    ['keptId', 'residents', ({ keptId }) => keptId],
    ['goneId', 'residents', ({ goneId }) => goneId],
  ],
  identities: [['residentId', 'residents', ({ residentId }) => residentId]],
  volunteers: [
    ['openid', 'users', ({ openid }) => openid],
    ['villageId', 'villages', ({ villageId }) => villageId],
    ['pairings', 'pairings', ({ pairings }) => pairings.map(({ pairingId }) => pairingId)],
    ['running', 'services', ({ running }) => running?.serviceId],
    ['toDescribe', 'services', ({ toDescribe }) => toDescribe],
    ['claimedWishes', 'applications', ({ claimedWishes }) => claimedWishes],
    ['intention', 'intentions', ({ intention }) => intention?.intentionId],
  ],
  staff: [
    ['villageId', 'villages', ({ villageId }) => villageId],
    ['openid', 'users', ({ openid }) => openid],
  ],
  verifications: [
    ['villageId', 'villages', ({ villageId }) => villageId],
    ['residentId', 'residents', ({ residentId }) => residentId],
    ['volunteerId', 'volunteers', ({ volunteerId }) => volunteerId],
    ['openid', 'users', ({ openid }) => openid],
  ],
  applications: [
    ['residentId', 'residents', ({ residentId }) => residentId],
    ['openFor', 'residents', ({ openFor }) => openFor],
    ['villageId', 'villages', ({ villageId }) => villageId],
    ['voiceId', 'voices', ({ voiceId }) => voiceId],
    ['feedback.voiceId', 'voices', ({ feedback }) => feedback?.voiceId],
    ['claim', 'volunteers', ({ facts }) => (facts.kind === 'wish' ? facts.claim?.volunteerId : null)],
    [
      'deviceApplicationId',
      'applications',
      ({ facts }) => (facts.kind === 'repair' ? facts.deviceApplicationId : null),
    ],
  ],
  screenLinks: [['villageId', 'villages', ({ villageId }) => villageId]],
  codes: [['residentId', 'residents', ({ residentId }) => residentId]],
  emergencyCalls: [
    ['residentId', 'residents', ({ residentId }) => residentId],
    ['villageId', 'villageOrNone', ({ villageId }) => villageId],
  ],
  notices: [
    ['villageId', 'villages', ({ villageId }) => villageId],
    ['author', 'volunteers', ({ author }) => author?.volunteerId],
    ['photoIds', 'photos', ({ photoIds }) => photoIds],
  ],
  boards: [['notices', 'notices', ({ notices }) => notices.map(({ noticeId }) => noticeId)]],
  pairings: [
    ['volunteerId', 'volunteers', ({ volunteerId }) => volunteerId],
    ['residentId', 'residents', ({ residentId }) => residentId],
    ['villageId', 'villages', ({ villageId }) => villageId],
  ],
  services: [
    ['pairingId', 'pairings', ({ pairingId }) => pairingId],
    ['volunteerId', 'volunteers', ({ volunteerId }) => volunteerId],
    ['residentId', 'residents', ({ residentId }) => residentId],
    ['villageId', 'villages', ({ villageId }) => villageId],
    ['feedback.voiceId', 'voices', ({ feedback }) => feedback?.voiceId],
  ],
  signals: [
    ['volunteerId', 'volunteers', ({ volunteerId }) => volunteerId],
    ['residentId', 'residents', ({ residentId }) => residentId],
    ['villageId', 'villages', ({ villageId }) => villageId],
    ['services', 'services', ({ services }) => services.map(({ serviceId }) => serviceId)],
  ],
  intentions: [
    ['volunteerId', 'volunteers', ({ volunteerId }) => volunteerId],
    ['villageId', 'villages', ({ villageId }) => villageId],
    ['pairingId', 'pairings', ({ pairingId }) => pairingId],
    ['arrangement', 'residents', ({ arrangement }) => arrangement?.residentId],
  ],
  certificates: [['volunteerId', 'volunteers', ({ volunteerId }) => volunteerId]],
  needs: [
    ['villageId', 'villages', ({ villageId }) => villageId],
    ['residentId', 'residents', ({ residentId }) => residentId],
  ],
  donations: [
    ['needId', 'needs', ({ needId }) => needId],
    ['residentId', 'residents', ({ residentId }) => residentId],
    ['volunteerId', 'volunteers', ({ volunteerId }) => volunteerId],
  ],
  allotments: [
    ['donationId', 'donations', ({ donationId }) => donationId],
    ['villageId', 'villages', ({ villageId }) => villageId],
    ['residentId', 'residents', ({ residentId }) => residentId],
  ],
  pointAccounts: [['_id', 'volunteers', ({ _id }) => _id]],
  pointEntries: [['volunteerId', 'volunteers', ({ volunteerId }) => volunteerId]],
  goods: [
    ['villageId', 'villages', ({ villageId }) => villageId],
    ['photoId', 'photos', ({ photoId }) => photoId],
  ],
  orders: [
    ['goodsId', 'goods', ({ goodsId }) => goodsId],
    ['volunteerId', 'volunteers', ({ volunteerId }) => volunteerId],
    ['villageId', 'villages', ({ villageId }) => villageId],
  ],
  orderCodes: [['orderId', 'orders', ({ orderId }) => orderId]],
};

export const references: Check = (data, found) => {
  const ids = new Map(
    Object.entries(data).map(([name, docs]) => [
      name,
      new Set((docs as readonly { _id: string }[]).map(({ _id }) => _id)),
    ]),
  );
  const check = <C extends CollectionName>(collection: C, list: readonly Reference<C>[]): void => {
    for (const doc of data[collection]) {
      for (const [field, to, read] of list) {
        const value = read(doc as Collections[C]);
        for (const id of Array.isArray(value) ? (value as readonly (string | null | undefined)[]) : [value]) {
          if (typeof id !== 'string') continue;
          const there =
            to === 'villageOrNone' ? id === '' || ids.get('villages')?.has(id) : ids.get(to)?.has(id);
          found.expect(there === true, `reference ${field}`, collection, doc._id, `${id} is not in ${to}`);
        }
      }
    }
  };
  for (const [collection, list] of Object.entries(REFERENCES))
    check(collection as CollectionName, list as readonly Reference<CollectionName>[]);
};
