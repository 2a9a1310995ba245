/** Who is forgotten: what says whose a record was goes, what is counted stays. Whole documents are compared, so that nothing is left by accident. */
import * as rules from '../../cloudfunctions/safeguard/rules/forgetting';
import { RETENTION } from '../../cloudfunctions/safeguard/rules/retention';

const { NOBODY } = rules;
const NOW = 1_800_000_000_000;
const SEALED = 'sealed nothing';
/** A document with the fields that a rule looks at; the others are not its business. */
const doc = <T>(fields: object): T => fields as unknown as T;

test('a resident keeps the year of birth, category, level, village and status', () => {
  const before = {
    _id: 'r1',
    name: '谢秀英',
    sex: 'female',
    birthDate: '1950-07-21',
    idNumber: 'sealed',
    idNumberMasked: '999***',
    certificate: 'sealed',
    certificateMasked: '999***',
    phone: 'sealed',
    phoneMasked: '138***',
    address: '谢家路村3组',
    category: 4,
    level: 2,
    villageId: 'xiejialu',
    status: 'deceased',
    lowIncome: [{ kind: 'dibao', from: '2024-01-01', to: null }],
    devices: [{ itemId: 'wheelchair' }],
    helped: [{ serviceId: 's1' }],
    version: 3,
    updatedAt: 1,
  };
  expect(rules.forgottenResident(doc(before), SEALED, NOW)).toEqual({
    _id: 'r1',
    name: NOBODY,
    sex: 'female',
    birthDate: '1950-01-01',
    idNumber: SEALED,
    idNumberMasked: '',
    certificate: SEALED,
    certificateMasked: '',
    phone: SEALED,
    phoneMasked: '',
    address: '',
    category: 4,
    level: 2,
    villageId: 'xiejialu',
    status: 'deceased',
    lowIncome: null,
    devices: [],
    helped: [],
    forgottenAt: NOW,
    version: 4,
    updatedAt: NOW,
  });
});

describe('an application', () => {
  const application = (facts: object, more: object = {}): Parameters<typeof rules.forgottenApplication>[0] =>
    doc({
      _id: 'a1',
      facts,
      residentName: '谢秀英',
      villageId: 'xiejialu',
      filedBy: 'openid-1',
      onBehalfBy: null,
      contactPhone: '13800000000',
      reason: '腿不好',
      voiceId: 'v1',
      feedback: null,
      state: 'closed',
      timeline: [],
      ...more,
    });

  test('keeps states, times and officers; names, numbers, words, pictures and voices go', () => {
    const line = (actorRole: string): object => ({
      at: 5,
      action: 'submit',
      state: 'submitted',
      actorName: '谁',
      actorRole,
      openid: 'openid-1',
      note: '私下说的话',
      photoIds: ['p1'],
      onBehalfBy: '女儿',
    });
    const after = rules.forgottenApplication(
      application(
        { kind: 'device', items: [{ itemId: 'cane' }], deliverTo: '3组' },
        {
          onBehalfBy: '女儿',
          feedback: { score: 5, words: '好', at: 6, photoIds: ['p2'], voiceId: 'v2' },
          timeline: [line('resident'), line('guardian'), line('villageStaff'), line('assistant')],
        },
      ),
    );
    const kept = { at: 5, action: 'submit', state: 'submitted' };
    expect(after).toEqual({
      _id: 'a1',
      facts: { kind: 'device', items: [{ itemId: 'cane' }], deliverTo: '' },
      residentName: NOBODY,
      villageId: 'xiejialu',
      filedBy: 'forgotten',
      onBehalfBy: NOBODY,
      contactPhone: '',
      reason: '',
      voiceId: null,
      feedback: { score: 5, words: '', at: 6, photoIds: [], voiceId: null },
      state: 'closed',
      timeline: [
        { ...kept, actorRole: 'resident', actorName: NOBODY, openid: 'forgotten' },
        { ...kept, actorRole: 'guardian', actorName: NOBODY, openid: 'forgotten' },
        { ...kept, actorRole: 'villageStaff', actorName: '谁', openid: 'openid-1' },
        { ...kept, actorRole: 'assistant', actorName: '谁', openid: 'openid-1' },
      ],
    });
  });

  test('filed in person has nobody who acted for it', () => {
    expect(rules.forgottenApplication(application({ kind: 'repair' }))).toMatchObject({
      onBehalfBy: null,
      feedback: null,
    });
  });

  test.each([
    [
      {
        kind: 'employment',
        hours: 'halfDay',
        wishes: '近一点',
        followUps: [{ note: 'x' }],
        placement: { employer: 'y' },
      },
      { kind: 'employment', hours: 'halfDay', wishes: '', followUps: [], placement: null },
    ],
    [
      {
        kind: 'renovation',
        items: ['ramp'],
        address: '3组',
        beforeIds: ['p1'],
        afterIds: ['p2'],
        survey: { items: ['ramp'], findings: '门口有台阶', photoIds: ['p3'], at: 4 },
      },
      {
        kind: 'renovation',
        items: ['ramp'],
        address: '',
        beforeIds: [],
        afterIds: [],
        survey: { items: ['ramp'], findings: '', photoIds: [], at: 4 },
      },
    ],
    [
      { kind: 'renovation', items: [], address: '3组', beforeIds: [], afterIds: [], survey: null },
      { kind: 'renovation', items: [], address: '', beforeIds: [], afterIds: [], survey: null },
    ],
    [
      { kind: 'wish', costFen: 100, publicText: '想要收音机' },
      { kind: 'wish', costFen: 100, publicText: null },
    ],
    [
      { kind: 'repair', itemName: '轮椅' },
      { kind: 'repair', itemName: '轮椅' },
    ],
  ])('%j', (facts, left) => {
    expect(rules.forgottenApplication(application(facts)).facts).toEqual(left);
  });
});

test('a pairing and a service keep who helped, when and how long', () => {
  expect(
    rules.forgottenPairing(
      doc({
        _id: 'p1',
        volunteerName: '朱永',
        residentName: '谢秀英',
        endReason: '搬家',
        note: '话',
        minutes: 60,
      }),
    ),
  ).toEqual({
    _id: 'p1',
    volunteerName: '朱永',
    residentName: NOBODY,
    endReason: null,
    note: null,
    minutes: 60,
  });
  expect(
    rules.forgottenService(
      doc({
        _id: 's1',
        residentName: '谢秀英',
        minutes: 60,
        words: '聊天',
        photoIds: ['p1'],
        feedback: {
          came: true,
          words: '好',
          photoIds: ['p2'],
          voiceId: 'v1',
          onBehalfBy: '女儿',
          openid: 'o',
        },
        dispute: { reason: '没来', photoIds: ['p3'], openid: 'o', at: 3 },
        decision: { note: '问过了', by: '陈' },
      }),
    ),
  ).toEqual({
    _id: 's1',
    residentName: NOBODY,
    minutes: 60,
    words: '',
    photoIds: [],
    feedback: { came: true, words: '', photoIds: [], voiceId: null, onBehalfBy: null, openid: 'forgotten' },
    dispute: { reason: '', photoIds: [], openid: 'forgotten', at: 3 },
    decision: { note: '', by: '陈' },
  });
  expect(rules.forgottenService(doc({ feedback: null, dispute: null, decision: null }))).toMatchObject({
    feedback: null,
    dispute: null,
    decision: null,
  });
});

test('a verification, a call for help, a donation', () => {
  const verification = {
    _id: 'v1',
    applicantName: '谢小妹',
    applicantPhone: 'sealed',
    applicantPhoneMasked: '138***',
    residentName: '谢秀英',
    residentIdMasked: '999***',
    document: 'sealed',
    detail: '女儿',
    correction: { field: 'phone', value: 'sealed' },
    note: '话',
    state: 'approved',
  };
  const after = {
    _id: 'v1',
    applicantName: NOBODY,
    applicantPhone: SEALED,
    applicantPhoneMasked: '',
    residentName: NOBODY,
    residentIdMasked: null,
    document: null,
    detail: '',
    correction: { field: 'phone', value: SEALED },
    note: null,
    state: 'approved',
  };
  expect(rules.forgottenVerification(doc(verification), SEALED)).toEqual(after);
  expect(
    rules.forgottenVerification(doc({ ...verification, residentName: null, correction: null }), SEALED),
  ).toEqual({ ...after, residentName: null, correction: null });
  expect(
    rules.forgottenCall(
      doc({
        _id: 'c1',
        openid: 'o',
        callerName: '谢',
        onBehalfOf: '母',
        phone: 'sealed',
        notes: [{ at: 1, note: '摔了' }],
      }),
    ),
  ).toEqual({
    _id: 'c1',
    openid: 'forgotten',
    callerName: NOBODY,
    onBehalfOf: null,
    phone: null,
    notes: [{ at: 1, note: '' }],
  });
  expect(rules.withoutResidentName<never>(doc({ _id: 'd1', residentName: '谢', amount: 3 }))).toEqual({
    _id: 'd1',
    residentName: NOBODY,
    amount: 3,
  });
});

test('an intention forgets this resident only', () => {
  const own = { residentId: 'r1', residentName: '谢', note: '话', reason: '远' };
  const other = { ...own, residentId: 'r2' };
  expect(
    rules.forgottenArrangement(doc({ _id: 'i1', arrangement: own, declined: [own, other] }), 'r1'),
  ).toEqual({
    _id: 'i1',
    arrangement: { ...own, residentName: NOBODY, note: '' },
    declined: [{ ...own, residentName: NOBODY, reason: '' }, other],
  });
  expect(rules.forgottenArrangement(doc({ arrangement: other, declined: [] }), 'r1')).toEqual({
    arrangement: other,
    declined: [],
  });
  expect(rules.forgottenArrangement(doc({ arrangement: null, declined: [] }), 'r1').arrangement).toBeNull();
});

test('a consent stays as a fact, an employment file as its figures, a volunteer as what was done', () => {
  expect(
    rules.forgottenConsent(
      doc({ _id: 'c1', residentName: '谢', proofs: [{ at: 1, words: '同意', photoId: 'p', voiceId: 'v' }] }),
    ),
  ).toEqual({
    _id: 'c1',
    residentName: NOBODY,
    proofs: [{ at: 1, words: '', photoId: null, voiceId: null }],
  });
  expect(
    rules.forgottenEmploymentFile(
      doc({
        _id: 'f1',
        residentName: '谢',
        birthDate: '1990-05-06',
        status: 'employed',
        wishes: '近',
        helper: '陈',
        plan: [{ what: 'x' }],
        followUps: [{ note: 'y' }],
        nextOn: '2026-12-01',
        dueKey: 'k',
        outcome: { employer: 'z' },
        history: [{ at: 1, what: '改了' }],
      }),
    ),
  ).toEqual({
    _id: 'f1',
    residentName: NOBODY,
    birthDate: '1990-01-01',
    status: 'employed',
    wishes: '',
    helper: '',
    plan: [],
    followUps: [],
    nextOn: null,
    dueKey: null,
    outcome: null,
    history: [{ at: 1, what: '' }],
  });
  expect(
    rules.forgottenVolunteer(
      doc({
        _id: 'v1',
        name: '朱永',
        phone: 's',
        phoneMasked: '138***',
        skills: ['修理'],
        note: '话',
        minutes: 90,
        version: 1,
        updatedAt: 1,
      }),
      SEALED,
      NOW,
    ),
  ).toEqual({
    _id: 'v1',
    name: NOBODY,
    phone: SEALED,
    phoneMasked: '',
    skills: [],
    note: null,
    minutes: 90,
    forgottenAt: NOW,
    version: 2,
    updatedAt: NOW,
  });
});

test('photos and voices of all these records go with the words, each once', () => {
  const application = {
    facts: {
      kind: 'renovation',
      beforeIds: ['before'],
      afterIds: ['after'],
      survey: { photoIds: ['survey'] },
    },
    voiceId: 'voice of the form',
    feedback: { photoIds: ['praise'], voiceId: 'voice of praise' },
    timeline: [{ photoIds: ['before', 'step'] }, {}],
  };
  const plain = { facts: { kind: 'device' }, voiceId: null, feedback: null, timeline: [] };
  const unsurveyed = { ...plain, facts: { kind: 'renovation', beforeIds: [], afterIds: [], survey: null } };
  const service = {
    photoIds: ['visit'],
    feedback: { photoIds: [], voiceId: null },
    dispute: { photoIds: ['proof'] },
  };
  const undisputed = { photoIds: ['visit'], feedback: null, dispute: null };
  const consent = {
    proofs: [
      { photoId: 'signature', voiceId: null },
      { photoId: null, voiceId: 'spoken' },
    ],
  };
  const found = rules.mediaOf(
    [application, plain, unsurveyed, service, undisputed].map((one) => doc<never>(one)),
    [doc(consent)],
  );
  expect(found.photos.sort()).toEqual(
    ['after', 'before', 'praise', 'proof', 'signature', 'step', 'survey', 'visit'].sort(),
  );
  expect(found.voices.sort()).toEqual(['spoken', 'voice of praise', 'voice of the form'].sort());
  expect(rules.mediaOf([], [])).toEqual({ photos: [], voices: [] });
});

test('what is kept for a time: logs of handling three years, as laws ask; what serves one purpose, no longer than that', () => {
  const years = (n: number): number => n * 365;
  expect(
    Object.fromEntries(
      RETENTION.map(({ collection, field, part, days, unusedOnly, parameter }) => [
        part ?? collection,
        [field, days, unusedOnly, parameter],
      ]),
    ),
  ).toEqual({
    first: ['first.at', 30, false, null],
    audit: ['at', years(3), false, 'auditRetention'],
    attempts: ['updatedAt', 2, false, null],
    photos: ['createdAt', 7, true, null],
    voices: ['createdAt', 7, true, null],
    incidents: ['at', 30, false, null],
    dailyReports: ['at', years(3), false, null],
  });
});
