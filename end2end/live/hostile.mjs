// What foreign clients may send: whatever it is, the others and the readers come to no harm.

import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { STEP1, UPDATE, made, note, raw, sync, vector } from "./frames.mjs";
import { until } from "./until.mjs";

const file = (world, board, rest = "") => world.server.call("GET", `/api/v1/boards/${board.id}${rest}`, board.viewer);
const ids = async (world, board) => (await file(world, board)).body.notes.map((n) => n.id).sort();

const nested = (depth, inner = {}) => (depth === 0 ? inner : nested(depth - 1, { a: inner }));

/** Members of a note that break the schema: name → what a reader makes of the note. */
const MEMBERS = {
  "numbers as texts": [{ x: "12", y: "30" }, { text: "n happened" }],
  "no numbers": [{ x: NaN, y: Infinity, width: -Infinity }, { text: "n happened" }],
  "whole numbers beyond all bounds": [{ x: 10n, y: 2n }, { x: 10, y: 2 }],
  "a text of rich text": [{ text: new Y.XmlText("x") }, {}],
  "a map for a text": [{ text: new Y.Map([["a", 1]]) }, {}],
  "an array for a text": [{ text: Y.Array.from([1]) }, {}],
  "a number for a text": [{ text: 5 }, {}],
  "bytes": [{ text: new Uint8Array(3), x: new Uint8Array(9) }, { y: 2 }],
  "nothing": [{ text: undefined, x: null }, { y: 2 }],
  "a document in a document": [{ text: new Y.Doc() }, {}],
  "a text for a kind": [{ kind: new Y.Text("domain-event") }, { text: "n happened" }],
  "plain values for every container": [{ votes: "3", z: 5, tags: 7, facts: "no", fields: { a: 1 }, context: 3 }, { text: "n happened" }],
  "deep plain values": [{ extensions: nested(100) }, { text: "n happened" }],
};

/** Whole documents that break the schema; each has a note `n` as well. */
const DOCUMENTS = {
  "rows that are no maps": (doc) => doc.getMap("notes").set("x", 1),
  "documents for rows": (doc) => doc.getMap("notes").set("x", new Y.Doc()),
  "keys that are no ids": (doc) => ["", "a b", "🚢", "x".repeat(5_000)].forEach((id) => note(doc, id)),
  "roots nobody knows": (doc) => {
    doc.getXmlFragment("prosemirror").insert(0, [new Y.XmlElement("p")]);
    doc.getText("x").insert(0, "q", { bold: true });
    doc.getText("x").insertEmbed(0, { image: 1 });
  },
  "a root of another type": (doc) => doc.getXmlFragment("meta").insert(0, [new Y.XmlElement("p")]),
  "thousands of maps in each other": (doc) => doc.transact(() => {
    let map = doc.getMap("notes").set("deep", new Y.Map());
    for (let i = 0; i < 5_000; i += 1) map = map.set("facts", new Y.Map());
  }),
  "deletions and nothing else": (doc) => {
    note(doc, "gone");
    doc.getMap("notes").delete("gone");
  },
};

/** Frames that are no messages, and the code they are closed with. */
const GARBAGE = {
  "a number that breaks off": [Uint8Array.of(0x80), 1007],
  "a message that breaks off": [Uint8Array.of(0, 2, 30, 9, 9), 1007],
  "an unknown step": [Uint8Array.of(0, 7, 0), 1007],
  "an update that is none": [sync(UPDATE, Uint8Array.of(9, 9, 9)), 1007],
  "an update of nothing at all": [sync(UPDATE, new Uint8Array()), 1007],
  "half an update": [sync(UPDATE, made((d) => note(d, "a")).slice(0, 20)), 1007],
  "an update in the second encoding": [sync(UPDATE, v2((d) => note(d, "a"))), 1007],
  "a struct before its origin": [sync(UPDATE, Uint8Array.of(1, 1, 7, 0, 0x84, 7, 5, 1, 97, 0)), 1007],
  "a clock beyond all bounds": [sync(UPDATE, beyond()), 1007],
  "a text frame": ["hello", 1003],
};

function v2(change) {
  const doc = new Y.Doc();
  change(doc);
  return Y.encodeStateAsUpdateV2(doc);
}

function beyond() {
  const encoder = encoding.createEncoder();
  for (const number of [1, 1, 7, 2 ** 40, 0, 1, 0]) encoding.writeVarUint(encoder, number);
  return encoding.toUint8Array(encoder);
}

export const hostile = {
  async "members that break the schema leave the rest of a note readable"(world, assert) {
    for (const [name, [members, expected]] of Object.entries(MEMBERS)) {
      const board = await world.server.board();
      const peer = await raw(world, board, board.editor);
      peer.send(sync(UPDATE, made((doc) => note(doc, "n", members))));
      await until(`${name}: to be stored`, () => peer.acked === 1);
      const { status, body } = await file(world, board);
      assert.equal(status, 200, name);
      assert.equal(body.notes.length, 1, `${name}: ${JSON.stringify(body)}`);
      for (const [member, value] of Object.entries(expected)) assert.deepEqual(body.notes[0][member], value, name);
      for (const rest of ["/findings", "/decomposition"]) assert.equal((await file(world, board, rest)).status, 200, name + rest);
      peer.socket.terminate();
    }
  },

  async "documents that break the schema leave the rest of the board readable"(world, assert) {
    for (const [name, change] of Object.entries(DOCUMENTS)) {
      const board = await world.server.board();
      const peer = await raw(world, board, board.editor);
      const update = made((doc) => {
        change(doc);
        note(doc, "n");
      });
      peer.send(sync(UPDATE, update));
      await until(`${name}: to be stored`, () => peer.acked === 1);
      const { status, body } = await file(world, board);
      assert.equal(status, 200, name);
      assert.ok(body.notes.some((n) => n.id === "n" && n.text === "n happened"), name);
      const other = await raw(world, board, board.viewer);
      other.send(sync(STEP1, vector()));
      await until(`${name}: to be told`, () => other.steps2 === 1);
      const kept = new Y.Doc();
      Y.applyUpdate(kept, update);
      assert.deepEqual(Y.encodeStateAsUpdate(other.doc), Y.encodeStateAsUpdate(kept), `${name}: kept as it is`);
      for (const p of [peer, other]) p.socket.terminate();
    }
  },

  async "frames that are no messages close their sender and nobody else"(world, assert) {
    const board = await world.server.board();
    const other = await raw(world, board, board.editor);
    for (const [name, [bytes, code]] of Object.entries(GARBAGE)) {
      const vandal = await raw(world, board, board.editor);
      vandal.send(bytes);
      await until(`${name}: to be closed`, () => vandal.closed);
      assert.equal(vandal.closed, code, name);
    }
    for (const harmless of [[], [50, 1, 2], [2, 0, 1, 65], [100, 5], [3]]) other.send(Uint8Array.from(harmless));
    other.send(sync(UPDATE, made((doc) => note(doc, "n"))));
    await until("the other to be heard", () => other.acked === 1);
    assert.equal(other.closed, null);
    assert.deepEqual(await ids(world, board), ["n"]);
  },

  async "questions with odd state vectors are answered or refused"(world, assert) {
    const board = await world.server.board();
    const editor = await raw(world, board, board.editor);
    const doc = new Y.Doc();
    doc.clientID = 777;
    note(doc, "n");
    editor.send(sync(UPDATE, Y.encodeStateAsUpdate(doc)));
    await until("to be stored", () => editor.acked === 1);
    const has = { all: [vector(), vector([5, 10]), vector([777, 0]), vector([2 ** 53 - 1, 3])], none: [vector([777, 2 ** 30])] };
    for (const [what, vectors] of Object.entries(has)) {
      for (const bytes of vectors) {
        const peer = await raw(world, board, board.viewer);
        peer.send(sync(STEP1, bytes));
        await until(`an answer to ${bytes}`, () => peer.steps2 === 1);
        assert.equal(peer.doc.getMap("notes").size, what === "all" ? 1 : 0, `${bytes}`);
      }
    }
    for (const bytes of [new Uint8Array(), Uint8Array.of(255, 255, 255, 255, 15), Uint8Array.of(0, 0), vector([777, 2 ** 40])]) {
      const peer = await raw(world, board, board.viewer);
      peer.send(sync(STEP1, bytes));
      await until(`${bytes} to be refused`, () => peer.closed);
      assert.equal(peer.closed, 1007);
    }
    assert.equal(editor.closed, null);
  },

  async "an update that waits for another is kept, over a crash too"(world, assert) {
    const board = await world.server.board();
    const doc = new Y.Doc();
    const updates = [];
    doc.on("update", (update) => updates.push(update));
    for (const id of ["a", "b", "c"]) note(doc, id);
    doc.getMap("notes").get("a").set("x", 40);
    const [first, second, , last] = updates;
    let peer = await raw(world, board, board.editor);
    for (const update of [last, second]) peer.send(sync(UPDATE, update));
    await until("both to be stored", () => peer.acked === 2);
    peer.socket.terminate();
    world.server = await world.server.again("SIGKILL");
    assert.equal((await file(world, board)).status, 200);
    peer = await raw(world, board, board.editor);
    peer.send(sync(STEP1, vector()));
    await until("an answer", () => peer.steps2 === 1);
    peer.send(sync(UPDATE, first));
    peer.send(sync(UPDATE, updates[2]));
    await until("the rest to be stored", () => peer.acked === 2);
    assert.deepEqual(await ids(world, board), ["a", "b", "c"]);
    assert.equal((await file(world, board)).body.notes.find((n) => n.id === "a").x, 40);
    Y.applyUpdate(peer.doc, first);
    Y.applyUpdate(peer.doc, updates[2]);
    assert.deepEqual(Y.encodeStateVector(peer.doc), Y.encodeStateVector(doc));
    peer.socket.terminate();
    world.server = await world.server.again("SIGTERM");
    assert.deepEqual(await ids(world, board), ["a", "b", "c"]);
  },

  async "a viewer may say what it wants: nothing is kept, and awareness still goes on"(world, assert) {
    const board = await world.server.board();
    const editor = await raw(world, board, board.editor);
    const viewer = await raw(world, board, board.viewer);
    viewer.send(sync(UPDATE, made((doc) => note(doc, "forbidden"))));
    viewer.send(sync(1, made((doc) => note(doc, "forbidden"))));
    viewer.send(sync(UPDATE, Uint8Array.of(9, 9, 9)));
    const state = new TextEncoder().encode('{"user":{"name":"Vera"}}');
    viewer.send(Uint8Array.of(1, state.length + 4, 1, 99, 1, state.length, ...state));
    await until("the viewer's awareness", () => editor.awareness === 1);
    assert.deepEqual(await ids(world, board), []);
    assert.equal(viewer.closed, null);
    assert.equal(viewer.acked, 0);
  },

  async "only who asks is told what is stored, and each message counts"(world, assert) {
    const board = await world.server.board();
    const asking = await raw(world, board, board.editor);
    const silent = await raw(world, board, board.editor, []);
    const update = made((doc) => note(doc, "n"));
    const several = new Uint8Array([...sync(UPDATE, update), ...sync(1, Uint8Array.of(0, 0)), ...sync(UPDATE, update)]);
    asking.send(several);
    await until("three to be acknowledged", () => asking.acked === 3);
    silent.send(sync(UPDATE, made((doc) => note(doc, "m"))));
    await until("the other's note", () => asking.doc.getMap("notes").has("m"));
    assert.equal(silent.acked, 0);
    assert.equal(asking.acked, 3);
  },
};
