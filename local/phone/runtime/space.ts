/** The code space of the mini-program: built-in components, pages and components of the user. */
import * as glassEasel from 'glass-easel';
import { MiniProgramEnv } from 'glass-easel-miniprogram-adapter';
import { PhoneBackend } from './backend';
import { reportError } from './errors';

glassEasel.globalOptions.writeFieldsToNode = false;
glassEasel.globalOptions.throwGlobalError = false;

const env = new MiniProgramEnv();

/** Where everything is registered. */
export const codeSpace = env.createCodeSpace('main', true);

/** The component space below it, for built-in components. */
export const componentSpace = codeSpace.getComponentSpace();

/** Renders into this window. */
export const backend = env.associateBackend(new PhoneBackend() as any);

glassEasel.addGlobalErrorListener((error, method, component) => {
  const where = typeof component === 'string' ? component : (component?.is ?? '');
  reportError(error, `${where} ${String((method as { type?: string })?.type ?? '')}`.trim());
  return false;
});

glassEasel.addGlobalWarningListener((message, component) => {
  const where = typeof component === 'string' ? component : (component?.is ?? '');
  // Libraries are full of warnings that nobody can act on; `wx:key="index"` is common and harmless.
  const muted = where.includes('miniprogram_npm/') || /keys are not unique.*: ""/.test(message);
  if (!muted) console.warn(`[${where}] ${message}`);
  return false;
});

// Every component's host carries the name that `:host` was compiled to.
codeSpace.setOverallBehavior(
  componentSpace
    .define()
    .lifetime('created', function created(this: any) {
      const prefix = globalThis.__mp.units[this.is]?.prefix;
      if (prefix) this.$$?.setAttribute('wx-host', prefix);
    })
    .registerBehavior() as any,
);
