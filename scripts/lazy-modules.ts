/**
 * Bundler plugin: packages that the SDK requires on its first lines, and that none of our calls use, are loaded when something uses
 * them. Their code and the SDK's stay as they are; a cold start does not wait for them.
 */
import { createRequire } from 'node:module';
import type { Plugin } from 'esbuild';

/** AI and login of the SDK, its requests to other hosts, and what only these need. */
const PACKAGES = ['@cloudbase/ai', '@cloudbase/app', 'axios', 'jsonwebtoken', 'web-streams-polyfill'];

/** The SDK makes clients of data models for every app; these are made when something asks them. */
const MODELS = '@cloudbase/wx-cloud-client-sdk';
const MODEL_CLIENTS = ['generateHTTPClient', 'generateMySQLClient'];

/** A value that is not there before it is read, called or constructed. */
const LAZY = `const lazy = (load) => {
  let real;
  const it = () => (real ??= load());
  return new Proxy(function () {}, {
    get: (_, key) => it()[key],
    has: (_, key) => key in it(),
    apply: (_, self, values) => Reflect.apply(it(), self, values),
    construct: (_, values) => Reflect.construct(it(), values),
  });
};`;

/** Stands for a package. Compiled code asks at once whether it was an ES module, which is known when the bundle is built. */
function standIn(path: string): string {
  const file = JSON.stringify(path);
  const isModule = (createRequire(__filename)(path) as { __esModule?: boolean }).__esModule === true;
  return `${LAZY}
const module_ = lazy(() => require(${file}));
module.exports = new Proxy(module_, { get: (_, key) => (key === '__esModule' ? ${isModule} : module_[key]) });`;
}

function modelsStandIn(path: string): string {
  const clients = MODEL_CLIENTS.map(
    (name) => `${name}: (...values) => lazy(() => real().${name}(...values)),`,
  );
  return `${LAZY}
const real = () => require(${JSON.stringify(path)}).default;
module.exports = { __esModule: true, default: { ${clients.join('\n')} } };`;
}

export function lazyModules(): Plugin {
  const namespace = 'lazy-module';
  return {
    name: namespace,
    setup(build) {
      const names = [...PACKAGES, MODELS].map((name) => name.replace('/', '\\/')).join('|');
      build.onResolve({ filter: new RegExp(`^(${names})$`) }, async ({ path, importer, ...from }) => {
        // An import copies the names of what it imports at once: nothing could wait.
        const real = from.namespace === namespace || from.pluginData === namespace;
        if (real || from.kind !== 'require-call') return undefined;
        const found = await build.resolve(path, { ...from, importer, pluginData: namespace });
        return found.errors.length > 0 ? found : { path: found.path, namespace, pluginData: path };
      });
      build.onLoad({ filter: /.*/, namespace }, ({ path, pluginData }) => ({
        contents: pluginData === MODELS ? modelsStandIn(path) : standIn(path),
        loader: 'js',
        resolveDir: __dirname,
      }));
    },
  };
}
