/**
 * What one installation has of its own: keys, addresses, the town's duty phone. Kept in `.deploy/<environment>.json`, which git ignores;
 * the keys of Tencent's cloud come from the environment (TENCENTCLOUD_SECRETID, TENCENTCLOUD_SECRETKEY) and are never written down.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as v from 'valibot';

const HEX_64 = '[0-9a-f]{64}';
const https = v.pipe(v.string(), v.regex(/^https:\/\/[^/]+(\/.*)?$/, 'an address that begins with https://'));
const text = v.pipe(v.string(), v.nonEmpty('empty'));

const schema = v.strictObject({
  /** Of the mini-program, from WeChat's console. */
  appid: v.pipe(v.string(), v.regex(/^wx[0-9a-f]{16}$/, 'wx and 16 letters of 0-9a-f')),
  /** File with the key for uploading code, from WeChat's console (开发管理, 小程序代码上传). */
  uploadKeyFile: text,
  /** Environment of the functions; docs/operations.md says what each is. */
  environment: v.strictObject({
    FIELD_KEYS: v.pipe(
      v.string(),
      v.regex(new RegExp(`^v\\d+:${HEX_64}(,v\\d+:${HEX_64})*$`), 'v1:<64 hex>'),
    ),
    LOOKUP_KEY: v.pipe(v.string(), v.regex(new RegExp(`^${HEX_64}$`), '64 hex digits')),
    HTTP_URL: https,
    SCREEN_URL: https,
    /** Optional: outside of these hours screens ask every 30 s. */
    SCREEN_AWAKE: v.optional(
      v.pipe(
        v.string(),
        v.regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'hours like 06:30-21:00'),
      ),
    ),
    TEMPLATE_ASK: text,
    TEMPLATE_STEP: text,
    /** Lets the first administrator in, once; taken out afterwards. */
    FIRST_ADMIN_CODE: v.optional(v.pipe(v.string(), v.minLength(16, 'at least 16 characters'))),
  }),
  /** What the emergency page dials before the phone has ever been online. */
  townOffice: v.strictObject({
    name: text,
    officers: v.pipe(
      v.array(
        v.strictObject({
          name: text,
          duty: text,
          phone: v.pipe(v.string(), v.regex(/^[\d-]{7,13}$/, 'a phone number')),
        }),
      ),
      v.minLength(1, 'nobody to call'),
    ),
  }),
});

export type Settings = v.InferOutput<typeof schema>;

/** Rejects with every line that is missing or wrong. */
export function checkSettings(given: unknown, where: string): Settings {
  const parsed = v.safeParse(schema, given);
  if (parsed.success) return parsed.output;
  const lines = parsed.issues.map((issue) => {
    const path = issue.path?.map((part) => String(part.key)).join('.') ?? '';
    return `  ${path}: ${issue.message}`;
  });
  throw new Error(`${where} is not complete:\n${lines.join('\n')}`);
}

export function readSettings(file: string): Settings {
  if (!existsSync(file))
    throw new Error(`${file} is missing. Make it with: npm run deploy -- --env ID --init`);
  return checkSettings(JSON.parse(readFileSync(file, 'utf8')), file);
}

/** A new file with fresh keys and empty places for what only people know. Never writes over one: its keys would be lost. */
export function initSettings(file: string, env: string): void {
  if (existsSync(file)) throw new Error(`${file} is there already; its keys must not be lost`);
  const fresh = {
    appid: '',
    uploadKeyFile: '',
    environment: {
      FIELD_KEYS: `v1:${randomBytes(32).toString('hex')}`,
      LOOKUP_KEY: randomBytes(32).toString('hex'),
      HTTP_URL: `https://${env}.service.tcloudbase.com`,
      SCREEN_URL: '',
      TEMPLATE_ASK: '',
      TEMPLATE_STEP: '',
      FIRST_ADMIN_CODE: randomBytes(18).toString('base64url'),
    },
    townOffice: { name: '', officers: [{ name: '值班室', duty: '24小时值班', phone: '' }] },
  };
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600 });
}
