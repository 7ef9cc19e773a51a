// Frames by hand, and a connection that says them.

import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { until } from "./until.mjs";

export const STEP1 = 0;
export const STEP2 = 1;
export const UPDATE = 2;

export function sync(step, bytes) {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 0);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, bytes);
  return encoding.toUint8Array(encoder);
}

/** A state vector of these clients and clocks. */
export function vector(...pairs) {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, pairs.length);
  for (const number of pairs.flat()) encoding.writeVarUint(encoder, number);
  return encoding.toUint8Array(encoder);
}

/** A connection without a document: what comes is put together in `doc`. */
export async function raw(world, board, token, protocols = ["isobar.ack.v1"]) {
  const socket = new WebSocket(world.server.live(board, token), protocols);
  socket.binaryType = "nodebuffer";
  const peer = { socket, doc: new Y.Doc(), acked: 0, closed: null, steps2: 0, awareness: 0 };
  socket.on("message", (frame) => {
    const decoder = decoding.createDecoder(frame);
    const kind = decoding.readVarUint(decoder);
    if (kind === 100) peer.acked = decoding.readVarUint(decoder);
    if (kind === 1) peer.awareness += 1;
    if (kind !== 0) return;
    const step = decoding.readVarUint(decoder);
    if (step !== STEP1) Y.applyUpdate(peer.doc, decoding.readVarUint8Array(decoder));
    peer.steps2 += Number(step === 1);
  });
  socket.on("close", (code) => (peer.closed = code));
  socket.on("error", () => {});
  peer.send = (bytes) => socket.send(bytes);
  world.later(() => socket.terminate());
  await until("a connection", () => socket.readyState === WebSocket.OPEN);
  return peer;
}

/** Writes a note as docs/document.md says. */
export function note(doc, id, members = {}) {
  doc.transact(() => {
    const note = new Y.Map();
    doc.getMap("notes").set(id, note);
    const plain = { kind: "domain-event", text: new Y.Text(`${id} happened`), x: 1, y: 2 };
    for (const [name, value] of Object.entries({ ...plain, ...members })) note.set(name, value);
  });
}

/** The update of what is done to a new document. */
export function made(change) {
  const doc = new Y.Doc();
  change(doc);
  return Y.encodeStateAsUpdate(doc);
}
