// Stock clients: yjs and y-websocket as they are.

import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { until } from "./until.mjs";

// Who asks anew by its clock names it as browsers do.
globalThis.WebSocket ??= WebSocket;

/** A stock client: a Y.Doc with y-websocket. The token is a parameter of the URL. */
export function stock(world, server, board, token, doc = new Y.Doc(), more = {}) {
  const provider = new WebsocketProvider(`ws://${server.address}/api/v1/live`, board.id, doc, {
    params: { access: token },
    WebSocketPolyfill: WebSocket,
    disableBc: true,
    maxBackoffTime: 200,
    ...more,
  });
  world.later(() => provider.destroy());
  return { doc, provider, notes: doc.getMap("notes") };
}

export const synced = (client) => until("y-websocket to be synced", () => client.provider.synced);

/** Writes a note as docs/document.md says. */
export function place(client, id, text) {
  client.doc.transact(() => {
    const note = new Y.Map();
    client.notes.set(id, note);
    note.set("kind", "domain-event");
    note.set("text", new Y.Text(text));
    note.set("x", 40);
    note.set("y", 60);
  });
}

export const text = (client, id) => client.notes.get(id)?.get("text")?.toString();
