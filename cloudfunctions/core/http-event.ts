/** Requests that reach a function by HTTP access instead of from a phone. */

export interface HttpEvent {
  path: string;
  httpMethod: string;
  headers: Record<string, string>;
  body?: string;
  isBase64Encoded?: boolean;
  requestContext?: { sourceIp?: string };
}

export interface HttpAnswer {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
  /** The body is base64 of bytes. */
  isBase64Encoded?: boolean;
}

/** Whether the event came by HTTP access and not by a phone. */
export function isHttpEvent(event: unknown): event is HttpEvent {
  const e = event as Partial<HttpEvent> | null;
  return (
    typeof e === 'object' &&
    e !== null &&
    typeof e.path === 'string' &&
    typeof e.httpMethod === 'string' &&
    typeof e.headers === 'object' &&
    e.headers !== null
  );
}
