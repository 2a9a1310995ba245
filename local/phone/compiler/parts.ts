/** All programs that the browser loads as the phone of one mini-program. */
import { Builder, type Build } from './build';
import { bundleProgram, type Bundle } from './bundle';
import type { PartName, Parts } from '../server/parts';

/** Compiles them, and again after a change. */
export class CompiledParts implements Parts {
  private readonly builder: Builder;
  private build!: Promise<Build>;
  private readonly programs: Record<'runtime' | 'workbench', Promise<Bundle>> = {
    runtime: bundleProgram('runtime'),
    workbench: bundleProgram('workbench'),
  };

  constructor(miniprogramDir: string) {
    this.builder = new Builder(miniprogramDir);
    this.rebuild();
    // Whoever asks for them gets the error.
    for (const program of Object.values(this.programs)) program.catch(() => undefined);
  }

  /** Compiles the mini-program anew; what did not change is taken from before. */
  rebuild(): void {
    this.build = this.builder.build();
    this.build.catch((error: Error) => console.error(`[phone] ${error.message}`));
  }

  /** Resolves when the last build has ended, well or not. */
  async settled(): Promise<void> {
    await this.build.catch(() => undefined);
  }

  async text(name: PartName): Promise<string> {
    if (name === 'config.js') return this.config();
    const { code, map } = await this.bundle(name);
    return name.endsWith('.map') ? map : code;
  }

  /** True when all of it compiled without a word. */
  async isWhole(): Promise<boolean> {
    try {
      await Promise.all(Object.values(this.programs));
      return (await this.build).diagnostics.length === 0;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    await this.settled();
    await this.builder.close();
  }

  private async bundle(name: PartName): Promise<Bundle> {
    if (name.startsWith('runtime')) return this.programs.runtime;
    if (name.startsWith('workbench')) return this.programs.workbench;
    return this.build.then(
      ({ script }) => script,
      () => ({ code: '', map: '' }),
    );
  }

  /** A build that failed altogether shows its reason on the phone. */
  private async config(): Promise<string> {
    try {
      return (await this.build).config;
    } catch (error) {
      const text = JSON.stringify(`${(error as Error).message}`);
      return `document.body.append('编译失败：' + ${text});throw new Error(${text});`;
    }
  }
}
