/**
 * What the two halves of the local platform promise each other. `local/cloud` implements LocalCloud;
 * `local/phone` consumes it. Neither knows any product.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** Who calls: what `getWXContext()` will say inside the function. */
export interface Caller {
  /** Empty for calls without a WeChat user (HTTP access, timers). */
  openid: string;
  appid?: string;
  unionid?: string;
  /** As WeChat names it: wx_client (phone), http, wx_trigger, scf (nested call) ... */
  source?: string;
}

/** What `wx.cloud.callFunction` rejects with. */
export interface CloudError {
  errCode: number;
  errMsg: string;
}

/** One openapi call that a function made, or a message that reached a phone by it. */
export interface OutboxEntry {
  id: string;
  /** Milliseconds since 1970, server clock. */
  at: number;
  /** For example `subscribeMessage.send`, `security.msgSecCheck`. */
  api: string;
  request: Record<string, unknown>;
  response: Record<string, unknown>;
  /** The openid a message is addressed to, when the API has one (`touser`). */
  toOpenid?: string;
}

export interface LocalCloud {
  /** Rejects with a CloudError (also for time-out and worker crash). */
  callFunction(name: string, event: unknown, caller: Caller): Promise<{ result: unknown; requestID: string }>;
  /** Stores a private file, gives its `cloud://` id. */
  uploadFile(cloudPath: string, body: Buffer, caller: Caller): Promise<{ fileID: string }>;
  /** Short-lived links, in the order asked; an unknown id has a non-zero status and its reason. */
  tempFileURLs(
    fileIDs: string[],
    maxAgeSeconds?: number,
  ): Promise<{ fileID: string; tempFileURL: string; status: number; errMsg: string }[]>;
  deleteFiles(fileIDs: string[]): Promise<{ fileID: string; status: number; errMsg: string }[]>;
  /** Newest last; filtered by addressee when given. */
  outbox(filter?: { toOpenid?: string; since?: number }): OutboxEntry[];
  /** Called for every new entry; answers an unsubscribe function. */
  onOutbox(listener: (entry: OutboxEntry) => void): () => void;
  close(): Promise<void>;
}

/** A part of the one local HTTP server. The first part that answers `true` has taken the request. */
export interface HttpPart {
  handle(req: IncomingMessage, res: ServerResponse): Promise<boolean> | boolean;
  upgrade?(req: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  close(): Promise<void>;
}

/** A person whose phone can be opened from the workbench (from a JSON file given with --personas). */
export interface Persona {
  openid: string;
  /** Shown above the phone, e.g. a name and role. */
  label: string;
  /** Small print under the label. */
  note?: string;
  /** Groups in the chooser. */
  group?: string;
  /** Open side by side when the workbench starts. */
  pinned?: boolean;
}

/** Links beside the phones in the workbench, e.g. to a web page served by a function's HTTP access. */
export interface WorkbenchLink {
  label: string;
  url: string;
}

export interface LocalOptions {
  /** Folder with one sub-folder per built function (index.js exporting `main`, optional config.json). */
  functionsDir?: string;
  /** Collections, indexes, access; see docs in local/README.md. */
  schemaFile?: string;
  /** Folder of a native mini-program (contains app.json), or of its project (contains project.config.json). */
  miniprogramDir?: string;
  /** Durable state. Without it: a temporary folder, removed at close. */
  dataDir?: string;
  /** 0 = any free port. */
  port?: number;
  /** Environment variables that every function sees, as set in the cloud console. */
  functionEnv?: Record<string, string>;
  /** Who gets what WeChat sends by itself: event or MsgType -> function ("message push" of the cloud console). */
  messagePush?: Record<string, string>;
  /** Folders served as static web pages: URL prefix -> folder (static hosting). */
  staticDirs?: Record<string, string>;
  personas?: Persona[];
  links?: WorkbenchLink[];
  /** Rebuild and reload the phone when files change (default true). */
  watch?: boolean;
  /** Where the compiled phone is kept: without `watch`, unchanged sources are not compiled at each start. */
  cacheDir?: string;
  /** Fire the functions' timers at their times (default true). Without: only when one is asked for. */
  timers?: boolean;
}

export interface RunningLocal {
  port: number;
  url: string;
  cloud: LocalCloud;
  /** The SDK of this process asks by the direct line until the function that is given back is called; it is as good as over HTTP and costs half. */
  layLine(): () => void;
  /** All documents of a collection that fulfil the query (EJSON), by id: for who looks from outside, without a request. */
  documents(collection: string, query?: string): Record<string, unknown>[];
  /** Answers one request as the SDK makes it, without HTTP; null: the connection breaks. */
  ask(body: string): Promise<string | null>;
  close(): Promise<void>;
}
