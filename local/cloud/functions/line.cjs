'use strict';
/**
 * A direct line to the local cloud for the SDK of this process: its JSON requests are handed over with their bodies as they are.
 * Sockets and HTTP would cost half of every request on one machine. The SDK is the same: it calls `http.request` and gets an
 * object with as much of a request as it uses. Forms (openapi) and files go by the network.
 */
const http = require('node:http');
const { EventEmitter } = require('node:events');

class Answer extends EventEmitter {
  constructor() {
    super();
    this.statusCode = 200;
    this.headers = { 'content-type': 'application/json; charset=utf-8' };
  }
}

class Request extends EventEmitter {
  constructor(ask, onAnswer) {
    super();
    this.ask = ask;
    this.onAnswer = onAnswer;
    this.body = '';
    this.timer = undefined;
    // Read by the SDK when a request has run into its time-out.
    this.reusedSocket = false;
    this.socket = { connecting: false };
  }

  setTimeout(ms) {
    this.timer = setTimeout(() => this.emit('timeout'), ms);
    return this;
  }

  write(text) {
    this.body += text;
    return true;
  }

  end() {
    this.ask(this.body).then((text) => {
      clearTimeout(this.timer);
      if (text === null)
        this.emit('error', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
      else this.answered(text);
    });
    return this;
  }

  answered(text) {
    const answer = new Answer();
    this.onAnswer(answer);
    answer.emit('data', Buffer.from(text));
    answer.emit('end');
  }
}

/**
 * Stands for `http.request`: requests of the SDK to the address that `address` names now are handed to `ask`, all others go by the network.
 */
function direct(address, ask, request = http.request) {
  return (url, options, onAnswer) =>
    typeof url === 'string' &&
    url.startsWith(`${address()}?`) &&
    options.headers['content-type'] === 'application/json'
      ? new Request(ask, onAnswer)
      : request(url, options, onAnswer);
}

/**
 * Lays the line. `ask` gives the text of the answer to a body, null when the connection breaks without one; it does not reject.
 * What it returns takes the line away again.
 */
function layLine(address, ask) {
  const { request } = http;
  http.request = direct(() => address, ask, request);
  return () => {
    http.request = request;
  };
}

module.exports = { direct, layLine };
