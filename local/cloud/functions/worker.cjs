'use strict';
/**
 * The thread in which one function runs, one event at a time. Plain JavaScript, so that a cold start costs nothing but the
 * function's own code.
 */
const { parentPort, workerData } = require('node:worker_threads');
const { pathToFileURL } = require('node:url');
const Module = require('node:module');
const path = require('node:path');
const util = require('node:util');

const { layLine } = require('./line.cjs');

const { folder, entry, sdkFrom, line } = workerData;
let current = '';

for (const [method, level] of [
  ['debug', 'debug'],
  ['log', 'info'],
  ['info', 'info'],
  ['warn', 'warn'],
  ['error', 'error'],
]) {
  console[method] = (...args) =>
    parentPort.postMessage({ type: 'log', requestId: current, level, text: util.format(...args) });
}

// The cloud has the SDK installed for every function; a folder without node_modules finds ours.
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function resolve(request, ...rest) {
  try {
    return resolveFilename.call(this, request, ...rest);
  } catch (error) {
    if (request !== 'wx-server-sdk') throw error;
    return require.resolve(request, { paths: [sdkFrom] });
  }
};

/** Requests of the SDK that wait for their answer. */
const asked = new Map();
let asking = 0;

function ask(body) {
  return new Promise((resolve) => {
    asking += 1;
    asked.set(asking, resolve);
    parentPort.postMessage({ type: 'ask', id: asking, body });
  });
}

function answered({ id, text }) {
  asked.get(id)(text);
  asked.delete(id);
}

if (line) layLine(line, ask);

function describe(error) {
  if (error instanceof Error) return error.stack || String(error);
  return typeof error === 'string' ? error : util.inspect(error, { depth: 4 });
}

async function load() {
  const file = path.join(folder, entry);
  let loaded;
  try {
    loaded = require(file);
  } catch (error) {
    if (error.code !== 'ERR_REQUIRE_ESM') throw error;
    loaded = await import(pathToFileURL(file).href);
  }
  const main = loaded.main || (loaded.default && loaded.default.main);
  if (typeof main !== 'function') throw new Error(`${entry} does not export a function "main"`);
  return main;
}

function applyEnvironment(environment) {
  for (const [name, value] of Object.entries(environment)) {
    if (value === null) delete process.env[name];
    else process.env[name] = value;
  }
}

async function run(main, message) {
  current = message.requestId;
  applyEnvironment(message.environment);
  try {
    const result = await main(JSON.parse(message.event), message.context);
    const text = JSON.stringify(result === undefined ? null : result);
    parentPort.postMessage({
      type: 'done',
      requestId: message.requestId,
      result: text === undefined ? 'null' : text,
    });
  } catch (error) {
    parentPort.postMessage({ type: 'failed', requestId: message.requestId, text: describe(error) });
  }
}

load().then(
  (main) => {
    parentPort.on('message', (message) =>
      message.answer ? answered(message.answer) : void run(main, message),
    );
    parentPort.postMessage({ type: 'ready' });
  },
  (error) => parentPort.postMessage({ type: 'unloadable', text: describe(error) }),
);
