/** The SDK's openapi door: protobuf in, protobuf out, everything noted in the outbox. */
import { Type, Field, Root } from 'protobufjs';
import { ProtocolError } from '../errors';
import { answerApi, knownApis, ok, refused, type Answer, type Fields } from './apis';
import type { Outbox } from './outbox';
import type { Push } from './push';

const root = new Root();
const KeyValuePair = new Type('KeyValuePair')
  .add(new Field('key', 1, 'string'))
  .add(new Field('value', 2, 'bytes'));
const OpenApiData = new Type('OpenApiData').add(new Field('pairs', 1, 'KeyValuePair', 'repeated'));
const CommApiData = new Type('CommApiData')
  .add(new Field('apiType', 1, 'int32'))
  .add(new Field('openapiData', 2, 'OpenApiData'))
  .add(new Field('appid', 6, 'string'));
const CommOpenApiResp = new Type('CommOpenApiResp')
  .add(new Field('respData', 1, 'bytes'))
  .add(new Field('contentType', 2, 'string'))
  .add(new Field('errorCode', 3, 'int32'))
  .add(new Field('httpCode', 4, 'uint32'));
root.define('local').add(KeyValuePair).add(OpenApiData).add(CommApiData).add(CommOpenApiResp);

/** The WeChat error for an API that config.json of the function does not name. */
const NO_PERMISSION = -604101;

export interface OpenApiCall {
  api: string;
  requestData: Buffer;
  /** What config.json permits; undefined permits everything. */
  permitted: string[] | undefined;
  /** Takes what WeChat will send later. */
  push(push: Push): void;
}

/** Answers one call; the result is the protobuf message that the SDK decodes. */
export function callOpenApi(outbox: Outbox, { api, requestData, permitted, push }: OpenApiCall): Buffer {
  const request = readPairs(requestData);
  if (permitted && !permitted.includes(api)) return message({ errorCode: NO_PERMISSION });
  const script = outbox.takeScript(api);
  const verdict = script === 'risky' || script === 'review' ? script : 'pass';
  const answer =
    script === 'error'
      ? refused(-1, 'system error')
      : typeof script === 'object'
        ? ok(script)
        : answerApi(api, request, verdict);
  if (!answer) {
    throw new ProtocolError(
      'INVALID_PARAM',
      `openapi.${api} is not answered by the local cloud; it knows ${knownApis().join(', ')}`,
    );
  }
  const toOpenid = typeof request.touser === 'string' ? request.touser : undefined;
  const response =
    script === 'down'
      ? { down: true }
      : (answer.json ?? { contentType: 'image/png', bytes: answer.png?.length ?? 0 });
  outbox.add({ api, request, response, ...(toOpenid === undefined ? {} : { toOpenid }) });
  if (script === 'down') throw new ProtocolError('SYS_ERR', `openapi.${api}: the service does not answer`);
  if (answer.push) push(answer.push);
  return message(toMessage(answer));
}

function toMessage(answer: Answer): Fields {
  if (answer.png) return { respData: answer.png, contentType: 'image/png', httpCode: 200 };
  return {
    respData: Buffer.from(JSON.stringify(answer.json)),
    contentType: 'application/json',
    httpCode: 200,
  };
}

function message(fields: Fields): Buffer {
  return Buffer.from(CommOpenApiResp.encode(CommOpenApiResp.create(fields)).finish());
}

function readPairs(data: Buffer): Fields {
  const decoded = CommApiData.toObject(CommApiData.decode(data), { bytes: Buffer }) as {
    openapiData?: { pairs?: { key: string; value: Buffer }[] };
  };
  const pairs = decoded.openapiData?.pairs ?? [];
  return Object.fromEntries(pairs.map(({ key, value }) => [key, readValue(value)]));
}

/** Media is sent as it is, everything else as JSON. */
function readValue(value: Buffer): unknown {
  try {
    return JSON.parse(value.toString());
  } catch {
    return { bytes: value.length };
  }
}
