/** WebSockets to the phones: reload, notices, codes on show. Never SSE: browsers allow six HTTP connections per host. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { LocalCloud, OutboxEntry } from '../../types';
import { toNotice } from './notices';

interface Code {
  text: string;
  label: string;
}

interface Phone {
  openid: string;
  label: string;
  socket: WebSocket;
  codes: Code[];
}

/** Notices that a phone gets again when it opens. */
const KEPT_NOTICES = 50;
const MAX_MESSAGE_BYTES = 64 * 1024;
const MAX_CODES = 20;

export class Push {
  private readonly server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  private readonly phones = new Set<Phone>();
  private readonly stop: () => void;

  constructor(private readonly cloud: LocalCloud) {
    this.stop = cloud.onOutbox((entry) => this.deliver(entry));
  }

  /** Takes over the connection of one phone. */
  connect(req: IncomingMessage, socket: Duplex, head: Buffer, openid: string): void {
    this.server.handleUpgrade(req, socket, head, (ws) => {
      const phone: Phone = { openid, label: '', socket: ws, codes: [] };
      this.phones.add(phone);
      ws.on('message', (data) => this.receive(phone, String(data)));
      ws.on('error', () => ws.terminate());
      ws.on('close', () => {
        this.phones.delete(phone);
        if (phone.codes.length) this.shareCodes();
      });
      const old = this.cloud.outbox({ toOpenid: openid }).slice(-KEPT_NOTICES);
      for (const entry of old) {
        const notice = toNotice(entry);
        if (notice) ws.send(JSON.stringify({ type: 'notice', notice, fresh: false }));
      }
      ws.send(this.codesMessage());
    });
  }

  /** Tells every phone. */
  broadcast(message: Record<string, unknown>): void {
    const text = JSON.stringify(message);
    for (const { socket } of this.phones) socket.send(text);
  }

  close(): void {
    this.stop();
    for (const { socket } of this.phones) socket.terminate();
    this.server.close();
  }

  private deliver(entry: OutboxEntry): void {
    const notice = toNotice(entry);
    if (!notice) return;
    const text = JSON.stringify({ type: 'notice', notice, fresh: true });
    for (const phone of this.phones) if (phone.openid === entry.toOpenid) phone.socket.send(text);
  }

  private receive(phone: Phone, text: string): void {
    let message: { type?: unknown; label?: unknown; codes?: unknown };
    try {
      message = JSON.parse(text) as typeof message;
    } catch {
      return;
    }
    if (message.type !== 'codes' || !Array.isArray(message.codes)) return;
    phone.label = String(message.label ?? '').slice(0, 60);
    phone.codes = (message.codes as Code[])
      .slice(0, MAX_CODES)
      .map((code) => ({ text: String(code.text).slice(0, 4000), label: String(code.label).slice(0, 100) }));
    this.shareCodes();
  }

  private shareCodes(): void {
    const text = this.codesMessage();
    for (const { socket } of this.phones) socket.send(text);
  }

  private codesMessage(): string {
    const codes = [...this.phones].flatMap(({ openid, label, codes: own }) =>
      own.map((code) => ({ openid, text: code.text, label: label ? `${label}：${code.label}` : code.label })),
    );
    return JSON.stringify({ type: 'codes', codes });
  }
}
