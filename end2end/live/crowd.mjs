// Many people for little: a connection each, read frame by frame off the socket, with a document only for what they write.

import { connect } from "node:net";
import { randomBytes } from "node:crypto";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";

/** What an edit carries: when it was made, in milliseconds of this process. */
const STAMP = "@@";
const STAMP_END = "|".charCodeAt(0);

const now = () => performance.timeOrigin + performance.now();

export class Person {
  /** `acks`: asks to be told what is stored. */
  constructor(address, board, token, number, { acks = true } = {}) {
    Object.assign(this, { number, edits: 0, heard: 0, latencies: [], acked: 0, ackLatencies: [], sentAt: [], bytes: 0 });
    this.doc = new Y.Doc();
    this.doc.clientID = 1_000 + number;
    this.doc.on("update", (update) => (this.update = update));
    this.clock = 0;
    const [host, port] = address.split(":");
    this.opened = new Promise((resolve, reject) => {
      this.socket = connect(Number(port), host);
      this.socket.setNoDelay(true);
      this.socket.on("error", reject);
      this.socket.on("close", () => (this.closed = true));
      this.socket.write(
        `GET /api/v1/live/${board.id}?access=${token} HTTP/1.1\r\nHost: ${address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString("base64")}\r\n` +
          `${acks ? "Sec-WebSocket-Protocol: isobar.ack.v1\r\n" : ""}\r\n`,
      );
      let rest = Buffer.alloc(0);
      let upgraded = false;
      this.socket.on("data", (chunk) => {
        rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
        if (!upgraded) {
          const end = rest.indexOf("\r\n\r\n");
          if (end < 0) return;
          if (!rest.subarray(0, 12).equals(Buffer.from("HTTP/1.1 101"))) return reject(new Error(rest.subarray(0, end).toString()));
          upgraded = true;
          rest = rest.subarray(end + 4);
          resolve();
        }
        rest = this.read(rest);
      });
    });
  }

  /** Takes whole frames from the front; the rest. Frames of a server are not masked. */
  read(bytes) {
    let at = 0;
    while (bytes.length - at >= 2) {
      let length = bytes[at + 1] & 0x7f;
      let begin = at + 2;
      if (length === 126) {
        if (bytes.length < at + 4) break;
        length = bytes.readUInt16BE(at + 2);
        begin = at + 4;
      } else if (length === 127) {
        if (bytes.length < at + 10) break;
        length = Number(bytes.readBigUInt64BE(at + 2));
        begin = at + 10;
      }
      if (bytes.length < begin + length) break;
      const opcode = bytes[at] & 0xf;
      if (opcode === 2) this.hear(bytes, begin, begin + length);
      if (opcode === 9) this.say(bytes.subarray(begin, begin + length), 10);
      at = begin + length;
    }
    this.bytes += at;
    return bytes.subarray(at);
  }

  hear(bytes, begin, end) {
    if (bytes[begin] === 0 && bytes[begin + 1] === 2) {
      const stamp = bytes.indexOf(STAMP, begin);
      if (stamp < 0 || stamp >= end) return;
      this.heard += 1;
      if (this.measuring) this.latencies.push(now() - Number(bytes.latin1Slice(stamp + 2, bytes.indexOf(STAMP_END, stamp))));
    } else if (bytes[begin] === 100) {
      let count = 0;
      for (let shift = 0, at = begin + 1; at < end; at += 1, shift += 7) count += (bytes[at] & 0x7f) * 2 ** shift;
      const moment = now();
      for (let n = this.acked; n < count && this.measuring; n += 1) this.ackLatencies.push(moment - this.sentAt[n]);
      this.acked = count;
    }
  }

  /** A frame; masked with zeros, as the protocol wants a mask. */
  say(payload, opcode = 2) {
    const long = payload.length > 125;
    const head = Buffer.alloc(long ? 8 : 6);
    head[0] = 0x80 | opcode;
    head[1] = 0x80 | (long ? 126 : payload.length);
    if (long) head.writeUInt16BE(payload.length, 2);
    this.socket.write(Buffer.concat([head, payload]));
  }

  /** Moves the own note; the first time places it. */
  edit() {
    this.change((notes) => {
      const id = `n${this.number}`;
      if (!notes.has(id)) {
        notes.set(id, new Y.Map([["kind", "domain-event"], ["text", new Y.Text(`Person ${this.number}`)]]));
      }
      const note = notes.get(id);
      note.set("x", Math.round(Math.random() * 10_000));
      note.set("y", Math.round(Math.random() * 10_000));
      note.set("stamp", `${STAMP}${now().toFixed(3)}|`);
    });
  }

  /** Places one more note. */
  place() {
    this.change((notes) => notes.set(this.id(this.edits), new Y.Map([["kind", "domain-event"], ["text", "Placed"]])));
  }

  /** The note that edit number `n` has placed. */
  id(n) {
    return `p${this.number}-${n}`;
  }

  change(change) {
    this.doc.transact(() => change(this.doc.getMap("notes")));
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint(encoder, 2);
    encoding.writeVarUint8Array(encoder, this.update);
    this.sentAt.push(now());
    this.edits += 1;
    this.say(encoding.toUint8Array(encoder));
  }

  /** Points somewhere, as our own clients do. */
  point() {
    this.show({ cursor: { x: Math.round(Math.random() * 10_000), y: Math.round(Math.random() * 10_000) } });
  }

  /** Says what there is to see of this person. */
  show(state) {
    this.clock += 1;
    const text = JSON.stringify({ user: { name: `Person ${this.number}`, color: "#2a7de1" }, ...state });
    const entry = encoding.createEncoder();
    for (const number of [1, this.doc.clientID, this.clock]) encoding.writeVarUint(entry, number);
    encoding.writeVarString(entry, text);
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint8Array(encoder, encoding.toUint8Array(entry));
    this.say(encoding.toUint8Array(encoder));
  }

  end() {
    this.socket.destroy();
  }
}
