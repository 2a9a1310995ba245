/**
 * Puts the phone's npm packages (`dependencies` of package.json) into miniprogram/miniprogram_npm, as "Build npm" of WeChat
 * DevTools does, without network. Does nothing when what lies there was packed from the same versions.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { transform } from 'esbuild';

const ROOT = resolve(__dirname, '..');
const STAMP = '.packed';

interface PackResult {
  miniProgramPackNum: number;
  otherNpmPackNum: number;
  warnList: { msg: string }[];
}
/** The part of miniprogram-ci that this script uses; its own types need a global namespace. */
interface Packer {
  packNpmManually(options: { packageJsonPath: string; miniprogramNpmDistDir: string }): Promise<PackResult>;
}

interface PackageJson {
  version?: string;
  dependencies?: Record<string, string>;
}

async function readPackage(file: string): Promise<PackageJson> {
  return JSON.parse(await readFile(file, 'utf8')) as PackageJson;
}

/** What the packed folder depends on: the names and the versions that are really installed. */
async function fingerprint(projectDir: string, names: string[]): Promise<string> {
  const installed = names.map(async (name) => {
    const { version } = await readPackage(join(projectDir, 'node_modules', name, 'package.json'));
    return `${name}@${version}`;
  });
  return createHash('sha256')
    .update(['minified', ...(await Promise.all(installed))].join('\n'))
    .digest('hex');
}

/** WeChat's compiler leaves packages as they are: here they lose two thirds, and maps that nobody reads on a phone. */
async function makeSmall(folder: string): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) {
    const file = join(folder, name);
    if (name.endsWith('.map')) await rm(file);
    if (!name.endsWith('.js')) continue;
    const { code } = await transform(await readFile(file, 'utf8'), { minify: true, target: 'es5' });
    await writeFile(file, code);
  }
}

/** The packages and what they need, as npm has installed them. */
async function withTheirs(projectDir: string, names: readonly string[]): Promise<Set<string>> {
  const all = new Set<string>();
  const add = async (name: string): Promise<void> => {
    if (all.has(name)) return;
    all.add(name);
    const { dependencies = {} } = await readPackage(join(projectDir, 'node_modules', name, 'package.json'));
    for (const needed of Object.keys(dependencies)) await add(needed);
  };
  for (const name of names) await add(name);
  return all;
}

/**
 * A folder with these packages and nothing else. The packer looks at every file below the project, and stops when one goes away
 * meanwhile, as files of tests that run at the same time do.
 */
async function setAside(projectDir: string, names: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pack-npm-'));
  for (const name of await withTheirs(projectDir, names))
    await cp(join(projectDir, 'node_modules', name), join(folder, 'node_modules', name), {
      recursive: true,
    });
  await cp(join(projectDir, 'package.json'), join(folder, 'package.json'));
  return folder;
}

/** Packs when needed; says whether it did. */
export async function packNpm(
  projectDir = ROOT,
  miniprogramDir = join(projectDir, 'miniprogram'),
): Promise<boolean> {
  const packageJsonPath = join(projectDir, 'package.json');
  const names = Object.keys((await readPackage(packageJsonPath)).dependencies ?? {}).sort();
  const target = join(miniprogramDir, 'miniprogram_npm');
  const wanted = await fingerprint(projectDir, names);
  const stamp = join(target, STAMP);
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return false;

  await rm(target, { recursive: true, force: true });
  if (names.length > 0) {
    const ci = createRequire(__filename)('miniprogram-ci') as Packer;
    const aside = await setAside(projectDir, names);
    const result = await ci
      .packNpmManually({
        packageJsonPath: join(aside, 'package.json'),
        miniprogramNpmDistDir: miniprogramDir,
      })
      .finally(() => rm(aside, { recursive: true }));
    const missing = names.filter((name) => !existsSync(join(target, name)));
    if (missing.length > 0) {
      const reasons = result.warnList.map((warning) => warning.msg).join('\n');
      throw new Error(`Not packed for the phone: ${missing.join(', ')}\n${reasons}`);
    }
  }
  await mkdir(target, { recursive: true });
  await makeSmall(target);
  await writeFile(stamp, wanted);
  return true;
}

if (require.main === module) {
  packNpm().then(
    (packed) =>
      console.log(
        packed ? 'Packed npm packages into miniprogram/miniprogram_npm' : 'miniprogram_npm is up to date',
      ),
    (cause: unknown) => {
      console.error(cause);
      process.exitCode = 1;
    },
  );
}
