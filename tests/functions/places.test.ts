/** Nobody asks for the same twice, however many at once: two that do not see each other meet in what they hold. */
import { openCaseOf } from '../../cloudfunctions/applications/engine/file';
import type { ApplicationDoc, CaseFacts } from '../../cloudfunctions/core/collections';
import { openStore } from '../../cloudfunctions/core/database';
import { AppError } from '../../cloudfunctions/core/errors';
import { openCasesInside, openCasesOf } from '../../cloudfunctions/core/open-cases';
import { applicationIn, photo, submission } from '../support/functions/case';
import { expectClean } from '../support/functions/check-data';
import { employmentIn, employmentWish, renovationRequest, wishOf } from '../support/functions/kinds';
import { putDoc } from '../support/functions/pairs';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { WALKER, WHEELCHAIR, type BoundPerson, type World } from '../support/functions/world';
import { useCloud } from '../support/trust/sdk';

let server: TestServer;
let world: World;
let unplug: () => void;

beforeAll(async () => {
  ({ server, world } = await startTown({ network: true }));
  unplug = useCloud(server);
});
afterEach(() => expectClean(server.client));
afterAll(async () => {
  unplug();
  await server.close();
});

type Answer = { ok: true } | { ok: false; code: string };
const outcomes = (answers: readonly Answer[]): string[] =>
  answers.map((one) => (one.ok ? 'ok' : one.code)).sort();
const ofPerson = async ({ residentId }: BoundPerson): Promise<ApplicationDoc[]> =>
  (await server.client.all('applications')).filter((doc) => doc.residentId === residentId);
const atOnce = <T>(n: number, work: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: n }, (_, i) => work(i)));

/** A year's wishes of which so many may be open. */
async function allow(openAtOnce: number, perYear: number): Promise<void> {
  for (const doc of await server.client.all('parameters'))
    if (doc.key === 'wishLimit')
      await putDoc(server, 'parameters', {
        ...doc,
        value: { ...(doc.value as object), openAtOnce, perYear },
      });
}

describe('at once, by the applicant and the family', () => {
  test('one device six times: once; another one beside it: too', async () => {
    const person = await world.resident();
    const family = [person.openid, await world.guardianOf(person), await world.guardianOf(person)];
    const answers = await atOnce(12, (n) =>
      server.client.call(
        family[n % 3] ?? '',
        'applications',
        'applyDevice',
        n < 6 ? submission(WHEELCHAIR.halfFen) : submission(WALKER.halfFen, WALKER.itemId),
      ),
    );
    expect(outcomes(answers.slice(0, 6))).toEqual([...Array<string>(5).fill('ALREADY_OPEN'), 'ok']);
    expect(outcomes(answers.slice(6))).toEqual([...Array<string>(5).fill('ALREADY_OPEN'), 'ok']);
    const filed = await ofPerson(person);
    expect(filed.map(({ places }) => places).sort()).toEqual(
      [WHEELCHAIR, WALKER].map(({ itemId }) => [`${person.residentId}|device|${itemId}`]).sort(),
    );
    // Nothing of the person has changed: the record was not written.
    const { version } = await server.client.one('residents', person.residentId);
    const applicationId = filed[0]?._id ?? '';
    await server.client.ok(world.staff.village, 'applications', 'check', { applicationId });
    expect((await server.client.one('residents', person.residentId)).version).toBe(version);
  });

  test('changes to the home, and looking for work: once', async () => {
    const person = await world.resident();
    const guardian = await world.guardianOf(person);
    const photos = new Map<string, string>();
    for (const openid of [person.openid, guardian])
      photos.set(openid, await photo(server, openid, 'renovation'));
    const answers = await Promise.all(
      [person.openid, guardian].flatMap((openid) => [
        ...Array.from({ length: 3 }, () =>
          server.client.call(
            openid,
            'applications',
            'applyRenovation',
            renovationRequest([photos.get(openid) ?? '']),
          ),
        ),
        ...Array.from({ length: 3 }, () =>
          server.client.call(openid, 'applications', 'applyEmployment', employmentWish()),
        ),
      ]),
    );
    expect(outcomes(answers)).toEqual([...Array<string>(10).fill('ALREADY_OPEN'), 'ok', 'ok']);
    expect((await ofPerson(person)).map(({ kind }) => kind).sort()).toEqual(['employment', 'renovation']);
  });

  test.each([
    [1, 4, 1],
    [2, 4, 2],
    [5, 3, 3],
  ])('wishes, %i open, %i in a year: %i', async (openAtOnce, perYear, made) => {
    await allow(openAtOnce, perYear);
    const person = await world.resident();
    const guardian = await world.guardianOf(person);
    const answers = await atOnce(8, (n) =>
      server.client.call(n % 2 === 0 ? person.openid : guardian, 'applications', 'makeWish', wishOf()),
    );
    expect(outcomes(answers)).toEqual([
      ...Array<string>(8 - made).fill('LIMIT_REACHED'),
      ...Array<string>(made).fill('ok'),
    ]);
    const slots = (await ofPerson(person)).map(({ facts }) => (facts.kind === 'wish' ? facts.slot : 0));
    expect(slots.sort()).toEqual(Array.from({ length: made }, (_, n) => n + 1));
  });

  test('a wish taken back gives its place to the next one, and counts in its year', async () => {
    await allow(2, 3);
    const person = await world.resident();
    const make = () => server.client.call(person.openid, 'applications', 'makeWish', wishOf());
    const first = await make();
    expect(await make()).toMatchObject({ ok: true });
    if (!first.ok) throw new Error(first.code);
    await server.client.ok(person.openid, 'applications', 'withdraw', first.data);
    expect(await make()).toMatchObject({ ok: true });
    const open = (await ofPerson(person)).filter(({ openFor }) => openFor);
    expect(open.map(({ places }) => places?.[0]?.split('|').pop()).sort()).toEqual(['1', '2']);
    for (const { _id: applicationId } of open)
      await server.client.ok(person.openid, 'applications', 'withdraw', { applicationId });
    expect(await make()).toMatchObject({ code: 'LIMIT_REACHED' });
  });

  test('a wish of last year, and one made before wishes had numbers', async () => {
    await allow(1, 1);
    const person = await world.resident();
    const { applicationId } = await server.client.ok(person.openid, 'applications', 'makeWish', wishOf());
    const doc = await server.client.one('applications', applicationId);
    const { slot: _none, ...facts } = doc.facts as Extract<CaseFacts, { kind: 'wish' }>;
    await putDoc(server, 'applications', { ...doc, facts, places: [doc._id] });
    const make = () => server.client.call(person.openid, 'applications', 'makeWish', wishOf());
    expect(await make()).toMatchObject({ code: 'LIMIT_REACHED' });
    const form = await server.client.ok(person.openid, 'applications', 'formFacts', { kind: 'wish' });
    expect(form.openApplicationId).toBe(applicationId);
    await server.client.ok(person.openid, 'applications', 'withdraw', { applicationId });
    expect(await make()).toMatchObject({ code: 'LIMIT_REACHED' });
    const withdrawn = await server.client.one('applications', applicationId);
    await putDoc(server, 'applications', { ...withdrawn, createdAt: Date.UTC(2020, 0, 1) });
    expect(await make()).toMatchObject({ ok: true });
  });

  test('a lost job opened again, and the search begun anew: one of them', async () => {
    const person = await world.resident();
    const applicationId = await employmentIn(server, world, person, 'placed');
    const answers = await Promise.all([
      server.client.call(world.staff.village, 'applications', 'reopenEmployment', {
        applicationId,
        reason: '厂子关了',
      }),
      ...Array.from({ length: 4 }, () =>
        server.client.call(person.openid, 'applications', 'applyEmployment', employmentWish()),
      ),
    ]);
    expect(outcomes(answers)).toEqual([...Array<string>(4).fill('ALREADY_OPEN'), 'ok']);
  });
});

describe('with nothing else in which they could meet', () => {
  const device = (itemId: string): CaseFacts => ({
    kind: 'device',
    items: [{ itemId, name: '', image: '', priceFen: 1, quote: null as never, decision: null }],
    deliverTo: '',
  });

  /** As a submission does it: looked up beside the transaction, put in it. */
  async function submit(like: ApplicationDoc, _id: string, itemId: string): Promise<Answer> {
    const store = openStore();
    try {
      await store.transaction(async (tx) => {
        await tx.get('residents', like.residentId);
        if (openCaseOf(await openCasesOf(store, like.residentId), 'device', itemId))
          throw new AppError('ALREADY_OPEN');
        await tx.put('applications', { ...like, _id, facts: device(itemId) });
      });
      return { ok: true };
    } catch (error) {
      if (error instanceof AppError) return { ok: false, code: error.code };
      throw error;
    }
  }

  test('the same thing: one; different things: each', async () => {
    const person = await world.resident();
    const applicationId = await applicationIn(server, world, person, 'submitted');
    const like = await server.client.one('applications', applicationId);
    const same = await atOnce(8, (n) => submit(like, `same-${n}`, 'bed'));
    expect(outcomes(same)).toEqual([...Array<string>(7).fill('ALREADY_OPEN'), 'ok']);
    const others = await atOnce(6, (n) => submit(like, `other-${n}`, `item-${n}`));
    expect(outcomes(others)).toEqual(Array<string>(6).fill('ok'));
    expect((await openCasesOf(openStore(), person.residentId)).map(({ kind }) => kind)).toHaveLength(8);
    const store = openStore();
    await store.transaction(async (tx) => {
      for (const { _id } of await ofPerson(person))
        if (_id !== applicationId) await tx.remove('applications', _id);
    });
  });

  test('who writes all that is open leaves out what came or ended since the transaction began to look', async () => {
    const person = await world.resident();
    const applicationId = await applicationIn(server, world, person, 'submitted');
    const like = await server.client.one('applications', applicationId);
    const store = openStore();
    const seen: string[][] = [];
    await store.transaction(async (tx) => {
      await tx.get('residents', person.residentId);
      await submit(like, 'came-since', 'bath-chair');
      seen.push((await openCasesInside({ reader: store, tx }, person.residentId)).map(({ _id }) => _id));
    });
    expect(seen).toEqual([[applicationId]]);
    const ending = openStore();
    await ending.transaction(async (tx) => {
      const came = await tx.get('applications', 'came-since');
      if (came) await tx.put('applications', { ...came, state: 'ended' });
      const inside = await openCasesInside({ reader: openStore(), tx }, person.residentId);
      expect(inside.map(({ _id }) => _id)).toEqual([applicationId]);
      await tx.remove('applications', 'came-since');
    });
  });
});
