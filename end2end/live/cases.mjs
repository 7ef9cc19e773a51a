// What any Yjs client may count on.

import * as Y from "yjs";
import { place, stock, synced, text } from "./stock.mjs";
import { until } from "./until.mjs";

export const cases = {
  async "a stock client and ours edit one board and converge"(world, assert) {
    const board = await world.server.board();
    const yjs = stock(world, world.server, board, board.editor);
    const own = world.own(world.server.live(board, board.editor));
    await synced(yjs);
    place(yjs, "y1", "Order placed");
    await own.say("place o1 Cargo booked");
    await until("our note at the stock client", () => text(yjs, "o1") === "Cargo booked");
    await own.until("the stock note at ours", (s) => s.notes.y1 === "Order placed");

    await own.say("text y1 Order was placed");
    await until("our text at the stock client", () => text(yjs, "y1") === "Order was placed");
    yjs.notes.get("o1").get("text").insert(0, "All ");
    await own.until("stock typing at ours", (s) => s.notes.o1 === "All Cargo booked");

    await own.say("delete y1");
    await until("our deletion at the stock client", () => yjs.notes.get("y1").get("deleted"));
    const state = await own.until("our client to be saved", (s) => s.saved);
    const theirs = Y.decodeStateVector(Uint8Array.from(state.vector));
    assert.deepEqual(theirs, Y.decodeStateVector(Y.encodeStateVector(yjs.doc)));
  },

  async "people see each other, and see each other go"(world) {
    const board = await world.server.board();
    const yjs = stock(world, world.server, board, board.viewer);
    yjs.provider.awareness.setLocalState({ user: { name: "Yan", color: "#112233" } });
    const own = world.own(world.server.live(board, board.editor));
    await own.say("name Olga");
    const names = () => [...yjs.provider.awareness.getStates().values()].map((s) => s.user?.name);
    await until("our client's name at the stock one", () => names().includes("Olga"));
    await own.until("the stock client's name at ours", (s) => s.people.includes("Yan"));
    own.end();
    await until("our client to have gone", () => !names().includes("Olga"));
    const second = stock(world, world.server, board, board.viewer);
    second.provider.awareness.setLocalState({ user: { name: "Zoe" } });
    await until("a third one's name", () => names().includes("Zoe"));
    second.provider.disconnect();
    await until("the third one to have gone", () => !names().includes("Zoe"));
    second.provider.connect();
    await until("the third one to be back", () => names().includes("Zoe"));
  },

  async "a viewer's changes stay their own"(world, assert) {
    const board = await world.server.board();
    const viewer = stock(world, world.server, board, board.viewer);
    const editor = stock(world, world.server, board, board.editor);
    await synced(viewer);
    await synced(editor);
    place(viewer, "v1", "Forbidden");
    place(editor, "e1", "Allowed");
    await until("the editor's note at the viewer", () => text(viewer, "e1") === "Allowed");
    const { body } = await world.server.call("GET", `/api/v1/boards/${board.id}`, board.viewer);
    assert.deepEqual(body.notes.map((n) => n.id), ["e1"]);
    assert.equal(viewer.provider.wsconnected, true);
    assert.equal(text(editor, "v1"), undefined);
  },

  async "work done offline arrives after a crash of the server"(world, assert) {
    const board = await world.server.board();
    const ann = stock(world, world.server, board, board.editor);
    const ben = stock(world, world.server, board, board.editor);
    await synced(ann);
    place(ann, "n1", "Before");
    await until("the first note at Ben", () => text(ben, "n1") === "Before");
    const again = world.server.again("SIGKILL");
    await until("both to be offline", () => !ann.provider.wsconnected && !ben.provider.wsconnected);
    place(ann, "n2", "Ann offline");
    place(ben, "n3", "Ben offline");
    world.server = await again;
    await until("both to have all", () =>
      [ann, ben].every((c) => text(c, "n1") && text(c, "n2") && text(c, "n3")));
    const vector = (c) => Y.decodeStateVector(Y.encodeStateVector(c.doc));
    assert.deepEqual(vector(ann), vector(ben));
    const file = () => world.server.call("GET", `/api/v1/boards/${board.id}`, board.viewer);
    await until("all to be stored", async () => (await file()).body.notes.length === 3);
  },

  async "synced means that the board is there"(world, assert) {
    const board = await world.server.board();
    const first = stock(world, world.server, board, board.editor);
    await synced(first);
    for (let n = 0; n < 300; n += 1) place(first, `n${n}`, `Note ${n}`);
    const file = () => world.server.call("GET", `/api/v1/boards/${board.id}`, board.viewer);
    await until("all to be stored", async () => (await file()).body.notes.length === 300);
    const second = stock(world, world.server, board, board.viewer);
    await synced(second);
    assert.equal(second.notes.size, 300);
    const known = new Y.Doc();
    Y.applyUpdate(known, Y.encodeStateAsUpdate(first.doc));
    place(first, "more", "More");
    await until("one more to be stored", async () => (await file()).body.notes.length === 301);
    const third = stock(world, world.server, board, board.viewer, known);
    await synced(third);
    assert.equal(third.notes.size, 301);
  },

  async "content that breaks the schema is kept and breaks nobody"(world, assert) {
    const board = await world.server.board();
    const yjs = stock(world, world.server, board, board.editor);
    const own = world.own(world.server.live(board, board.editor));
    await synced(yjs);
    yjs.notes.set("broken", "a note is a map");
    yjs.doc.getArray("foreign").push([1, 2, 3]);
    place(yjs, "whole", "Whole");
    const state = await own.until("the whole note at ours", (s) => s.notes.whole === "Whole");
    assert.deepEqual(Object.keys(state.notes), ["whole"]);
    const findings = `/api/v1/boards/${board.id}/findings`;
    const named = await until("what is left out to be named", async () => {
      const { body } = await world.server.call("GET", findings, board.viewer);
      return body.findings.find((f) => f.rule === "F-DOC-SKIPPED");
    });
    assert.deepEqual(named.subjects, ["broken"]);
    assert.match(named.message, /^\/notes\/broken: /);
    const late = stock(world, world.server, board, board.viewer);
    await synced(late);
    assert.equal(late.notes.get("broken"), "a note is a map");
    assert.deepEqual(late.doc.getArray("foreign").toJSON(), [1, 2, 3]);
  },
};
