/** The defences of docs/threats.md: the line that is one, how it is broken, and the test that must notice. */
export interface Defence {
  name: string;
  file: string;
  /** Occurs once in the file. */
  line: string;
  broken: string;
  project: 'unit' | 'functions' | 'trust' | 'dashboard';
  tests: string;
  /** A part of the tests' names. */
  only?: string;
}

const CALL = 'cloudfunctions/core/call.ts';

export const DEFENCES: readonly Defence[] = [
  {
    name: 'any role that is held may do anything',
    file: 'cloudfunctions/core/identity.ts',
    line: 'held.find((actor) => may.includes(actor.role)) ?? null',
    broken: 'held[0] ?? null',
    project: 'functions',
    tests: 'functions/permissions',
  },
  {
    name: 'no limit of depth',
    file: CALL,
    line: '|| isTooDeep(parsed.output.input))',
    broken: ')',
    project: 'trust',
    tests: 'trust/fuzz',
  },
  {
    name: 'a repeated command is done again',
    file: CALL,
    line: '      if (first) {',
    broken: '      if (first && first.at < 0) {',
    project: 'functions',
    tests: 'functions/repeat',
  },
  {
    name: 'a sensitive read is not recorded',
    file: CALL,
    line: '    if (definition.audited(data, this.actor as Actor))',
    broken: '    if (this.functionName === "")',
    project: 'functions',
    tests: 'functions/sensitive-reads',
  },
  {
    name: 'nobody counts how often',
    file: CALL,
    line: '    if (definition.limit) await this.mustNotBeTooOften(definition.limit);',
    broken: '',
    project: 'trust',
    tests: 'trust/safeguard',
    only: 'limits',
  },
  {
    name: 'messages are not kept with their command',
    file: 'cloudfunctions/core/outbox.ts',
    line: "  for (const doc of kept) await tx.put('messages', doc);\n",
    broken: '',
    project: 'trust',
    tests: 'trust/safeguard',
    only: 'messages',
  },
  {
    name: 'messages of timers are not kept with their work',
    file: 'cloudfunctions/core/timers.ts',
    line: 'return keepMessages(tx, id, sendsMessages ? (done.tell ?? []) : [], at);',
    broken: 'return [];',
    project: 'trust',
    tests: 'trust/safeguard',
    only: 'messages',
  },
  {
    name: 'uploads that are never taken in stay',
    file: 'cloudfunctions/media/left-files.ts',
    line: '    const gone = await removeFiles([...idOf.values()]);',
    broken: '    const gone = new Set(idOf.values());',
    project: 'functions',
    tests: 'functions/media-photo',
    only: 'never taken in',
  },
  {
    name: 'consents stay when somebody leaves',
    file: 'cloudfunctions/core/consent.ts',
    line: '  return OF_RESIDENTS.reduce((before, purpose) => withoutConsent(before, purpose, now), user);',
    broken: '  return OF_RESIDENTS.length > 0 && now > 0 ? user : user;',
    project: 'functions',
    tests: 'functions/accounts-my-data',
    only: 'unbinding',
  },
  {
    name: 'errors are logged in their own words',
    file: 'cloudfunctions/core/logger.ts',
    line: "    .replace(/[\\u3400-\\u9fff\\u{20000}-\\u{323af}]+/gu, '*')",
    broken: '',
    project: 'unit',
    tests: 'unit/serve',
  },
  {
    name: 'photos are stored as they came',
    file: 'cloudfunctions/media/image.ts',
    line: 'return { file: stored,',
    broken: 'return { file,',
    project: 'functions',
    tests: 'functions/(bad-input|journey|media-photo)',
  },
  {
    name: 'a picture may claim any number of pixels',
    file: 'cloudfunctions/media/image.ts',
    line: "  if (pixels > MAX_PIXELS) throw new AppError('PHOTO_TOO_LARGE');\n",
    broken: '',
    project: 'functions',
    tests: 'functions/bad-input',
    only: 'photo',
  },
  {
    name: 'texts of a sheet may be formulas',
    file: 'cloudfunctions/exchange/workbook/write.ts',
    line: ' quotePrefix="1"',
    broken: '',
    project: 'unit',
    tests: 'unit/workbook',
  },
  {
    name: 'a revoked screen link works on',
    file: 'cloudfunctions/dashboard/http.ts',
    line: 'link?.revokedAt === null && link.createdAt >',
    broken: 'link !== undefined && link.createdAt >',
    project: 'functions',
    tests: 'functions/screen',
  },
  {
    name: 'cells of two people are shown',
    file: 'cloudfunctions/dashboard/rules/small-cells.ts',
    line: 'SMALLEST_CELL = 5',
    broken: 'SMALLEST_CELL = 2',
    project: 'unit',
    tests: 'unit/rules',
  },
  {
    name: 'goods are given away that are not there',
    file: 'cloudfunctions/points/rules/shop.ts',
    line: "  if (goods.stock < 1) return { code: 'OUT_OF_STOCK' };\n",
    broken: '',
    project: 'functions',
    tests: 'functions/points.test',
  },
  {
    name: 'a decided request keeps its number',
    file: 'cloudfunctions/core/verifications.ts',
    line: '    document: null,\n',
    broken: '',
    project: 'functions',
    tests: 'functions/accounts-join',
    only: 'kept, sealed',
  },
  {
    name: 'earlier values of a forgotten resident stay',
    file: 'cloudfunctions/safeguard/forget.ts',
    line: "  await removeAll(ctx, 'residentChanges', villageId, await of('residentChanges'));\n",
    broken: '',
    project: 'trust',
    tests: 'trust/safeguard',
    only: 'forgetting',
  },
];
