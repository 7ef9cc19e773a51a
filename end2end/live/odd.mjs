// What stock clients do that is odd and legal: all of it is understood, and nobody is sent away for it.

import * as encoding from "lib0/encoding";
import * as awarenessProtocol from "y-protocols/awareness";
import * as Y from "yjs";
import { STEP1, STEP2, UPDATE, made, note, raw, sync, vector } from "./frames.mjs";
import { place, stock, synced, text } from "./stock.mjs";
import { until } from "./until.mjs";

const file = (world, board) => world.server.call("GET", `/api/v1/boards/${board.id}`, board.viewer);
const ids = async (world, board) => (await file(world, board)).body.notes.map((n) => n.id).sort();
const state = (doc) => Y.encodeStateAsUpdate(doc);
const equal = (a, b) => Buffer.compare(state(a), state(b)) === 0;
const join = (...parts) => new Uint8Array(parts.flatMap((part) => [...part]));

function awareness(update) {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint8Array(encoder, update);
  return encoding.toUint8Array(encoder);
}

/** The updates of a document, one a change. */
function updates(...changes) {
  const doc = new Y.Doc();
  const all = [];
  doc.on("update", (update) => all.push(update));
  for (const change of changes) change(doc);
  return { doc, all };
}

export const odd = {
  async "who is alone hears something before y-websocket gives up"(world, assert) {
    const board = await world.server.board();
    const alone = stock(world, world.server, board, board.editor);
    await synced(alone);
    let lost = 0;
    alone.provider.on("connection-close", () => (lost += 1));
    const heard = alone.provider.wsLastMessageReceived;
    // It goes away after 30 s without a message, and pings are none.
    await until("a message", () => alone.provider.wsLastMessageReceived > heard + 5_000, 29_000);
    assert.equal(lost, 0);
  },

  async "questions may be many, in one frame and amid changes"(world, assert) {
    const board = await world.server.board();
    const { doc, all } = updates(...[..."abcdef"].map((id) => (doc) => note(doc, id)));
    const peer = await raw(world, board, board.editor);
    peer.send(join(sync(UPDATE, all[0]), sync(STEP1, vector()), sync(UPDATE, all[1]), sync(STEP1, state0(all[0]))));
    await until("two answers", () => peer.steps2 === 2 && peer.acked === 2);
    peer.send(join(...Array(10).fill(sync(STEP1, vector()))));
    await until("ten more answers", () => peer.steps2 === 12);
    // Each asks for less than the last one, and of a part only: answers that are made for one.
    for (const update of all.slice(2)) {
      peer.send(join(sync(UPDATE, update), sync(STEP1, state0(all[0])), sync(STEP1, vector([1, 1]))));
    }
    await until("all to be stored and answered", () => peer.acked === 6 && peer.steps2 === 20);
    Y.applyUpdate(peer.doc, state(doc));
    assert.deepEqual(state(peer.doc), state(doc));
    const late = await raw(world, board, board.viewer);
    late.send(sync(STEP1, vector()));
    await until("the whole", () => late.steps2 === 1);
    assert.deepEqual(state(late.doc), state(doc));
    assert.equal(peer.closed, null);
  },

  async "a provider that asks anew all the time stays and converges"(world) {
    const board = await world.server.board();
    const asking = stock(world, world.server, board, board.editor, new Y.Doc(), { resyncInterval: 5 });
    const other = stock(world, world.server, board, board.editor);
    await synced(asking);
    let lost = 0;
    asking.provider.on("connection-close", () => (lost += 1));
    for (let n = 0; n < 200; n += 1) {
      place(n % 2 ? asking : other, `n${n}`, `Note ${n}`);
      if (n % 20 === 0) await until("to be heard", () => text(asking, `n${n}`) && text(other, `n${n}`));
    }
    await until("both to be equal", () => asking.notes.size === 200 && equal(asking.doc, other.doc));
    if (lost > 0) throw new Error("it was sent away");
  },

  async "what waits for something, said with its gap, arrives whole"(world, assert) {
    const board = await world.server.board();
    const { doc, all } = updates(
      (doc) => note(doc, "a"),
      (doc) => note(doc, "b"),
      (doc) => note(doc, "c"),
      (doc) => doc.getMap("notes").get("a").set("x", 40),
      (doc) => doc.getMap("notes").delete("b"),
    );
    const [a, b, c, x, gone] = all;
    // A client that has some of it pending says that too, with a gap between.
    const waiting = new Y.Doc();
    for (const update of [a, c, gone]) Y.applyUpdate(waiting, update);
    const peer = await raw(world, board, board.editor);
    peer.send(sync(STEP2, state(waiting)));
    peer.send(sync(UPDATE, Y.mergeUpdates([b, x])));
    await until("both to be stored", () => peer.acked === 2);
    const early = stock(world, world.server, board, board.viewer);
    await synced(early);
    await until("an early one to have it", () => equal(early.doc, doc));
    assert.deepEqual(await ids(world, board), ["a", "c"]);
    world.server = await world.server.again("SIGKILL");
    const late = stock(world, world.server, board, board.viewer);
    await synced(late);
    assert.ok(equal(late.doc, doc));
    assert.equal((await file(world, board)).body.notes.find((n) => n.id === "a").x, 40);
  },

  async "what was deleted and collected is as if it had been said whole"(world, assert) {
    const board = await world.server.board();
    const { doc } = updates(
      (doc) => [..."abc"].forEach((id) => note(doc, id)),
      (doc) => doc.getMap("notes").get("b").get("text").delete(0, 5),
      (doc) => doc.getMap("notes").delete("a"),
      (doc) => doc.getMap("notes").set("c", "plain"),
      (doc) => note(doc, "c"),
    );
    const peer = await raw(world, board, board.editor);
    // Structs of what is deleted are collected into one that says only how much there was.
    const whole = state(doc);
    peer.send(sync(STEP2, whole));
    await until("to be stored", () => peer.acked === 1);
    // Parts that overlap with it, and the same again.
    peer.send(sync(UPDATE, Y.diffUpdate(whole, Y.encodeStateVector(new Y.Doc()))));
    peer.send(sync(UPDATE, Y.diffUpdate(whole, vector([doc.clientID, 3]))));
    await until("to be known", () => peer.acked === 3);
    assert.deepEqual(await ids(world, board), ["b", "c"]);
    for (const signal of ["SIGTERM", "SIGKILL"]) {
      const late = stock(world, world.server, board, board.viewer);
      await synced(late);
      assert.ok(equal(late.doc, doc));
      late.provider.destroy();
      world.server = await world.server.again(signal);
    }
  },

  async "updates of nothing, and of deletions only, count and harm nobody"(world, assert) {
    const board = await world.server.board();
    const { doc, all } = updates((doc) => note(doc, "a"), (doc) => doc.getMap("notes").get("a").get("text").delete(0, 1));
    const peer = await raw(world, board, board.editor);
    // The deletion comes first, and deletes what nobody knows yet.
    for (const update of [Uint8Array.of(0, 0), all[1], Uint8Array.of(0, 0), all[0], all[1]]) peer.send(sync(UPDATE, update));
    await until("five to be acknowledged", () => peer.acked === 5);
    const late = stock(world, world.server, board, board.viewer);
    await synced(late);
    await until("the late one to have it", () => equal(late.doc, doc));
    assert.equal(text(late, "a"), " happened");
  },

  async "awareness of several, asked for, taken back and said again"(world, assert) {
    const board = await world.server.board();
    const see = stock(world, world.server, board, board.viewer);
    await synced(see);
    const seen = (id) => see.provider.awareness.getStates().get(id)?.user?.name;
    const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
    const all = docs.map((doc, n) => {
      const one = new awarenessProtocol.Awareness(doc);
      world.later(() => one.destroy());
      one.setLocalState({ user: { name: `P${n}` } });
      return one;
    });
    const id = docs.map((doc) => doc.clientID);
    // One connection speaks for three, as where tabs share one.
    for (const one of all.slice(1)) {
      awarenessProtocol.applyAwarenessUpdate(all[0], awarenessProtocol.encodeAwarenessUpdate(one, [one.clientID]), "tab");
    }
    const peer = await raw(world, board, board.editor);
    peer.send(awareness(awarenessProtocol.encodeAwarenessUpdate(all[0], id)));
    await until("three to be seen", () => id.every(seen));
    const before = peer.awareness;
    peer.send(Uint8Array.of(3));
    await until("an answer to the question", () => peer.awareness > before);
    awarenessProtocol.removeAwarenessStates(all[0], [id[1]], "tab");
    peer.send(awareness(awarenessProtocol.encodeAwarenessUpdate(all[0], [id[1]])));
    await until("one to be gone", () => !seen(id[1]) && seen(id[0]));
    all[1].setLocalState({ user: { name: "Again" } });
    all[1].setLocalState({ user: { name: "Again" } });
    peer.send(awareness(awarenessProtocol.encodeAwarenessUpdate(all[1], [id[1]])));
    await until("it to be back", () => seen(id[1]) === "Again");
    peer.socket.terminate();
    await until("all to be gone", () => !id.some(seen));
    assert.equal(see.provider.wsconnected, true);
  },

  async "a storm of reconnects loses nothing"(world, assert) {
    const board = await world.server.board();
    const people = Array.from({ length: 30 }, () => stock(world, world.server, board, board.editor));
    await Promise.all(people.map(synced));
    for (let round = 0; round < 4; round += 1) {
      people.forEach((person, n) => {
        place(person, `r${round}-${n}-on`, "Written");
        person.provider.disconnect();
        place(person, `r${round}-${n}-off`, "Written offline");
        person.provider.connect();
      });
      if (round === 2) world.server = await world.server.again("SIGKILL");
    }
    await until("all to be equal", () => people.every((p) => p.notes.size === 240 && equal(p.doc, people[0].doc)));
    assert.equal((await ids(world, board)).length, 240);
    const names = (p) => p.provider.awareness.getStates().size;
    await until("everybody to see everybody", () => people.every((p) => names(p) === people.length));
  },

  async "two tabs that also speak to each other are one board"(world) {
    const board = await world.server.board();
    const tabs = [1, 2].map(() => stock(world, world.server, board, board.editor, new Y.Doc(), { disableBc: false }));
    const other = stock(world, world.server, board, board.editor);
    for (let n = 0; n < 50; n += 1) {
      place(tabs[n % 2], `n${n}`, `Note ${n}`);
      if (n === 25) tabs[0].provider.disconnect();
    }
    await until("the other tab to be heard", () => text(other, "n49"));
    tabs[0].provider.connect();
    const all = [...tabs, other];
    await until("all to be equal", () => all.every((c) => c.notes.size === 50 && equal(c.doc, other.doc)));
  },

  async "a viewer who writes and later may edit brings it along"(world, assert) {
    const board = await world.server.board();
    const doc = new Y.Doc();
    const viewer = stock(world, world.server, board, board.viewer, doc);
    await synced(viewer);
    place(viewer, "v1", "Not allowed yet");
    place(viewer, "v2", "Nor this");
    const editor = stock(world, world.server, board, board.editor);
    await synced(editor);
    place(editor, "e1", "Allowed");
    await until("the viewer to hear", () => text(viewer, "e1"));
    viewer.provider.destroy();
    assert.deepEqual(await ids(world, board), ["e1"]);
    const now = stock(world, world.server, board, board.editor, doc);
    await until("the editor to hear all", () => text(editor, "v1") && text(editor, "v2"));
    place(now, "v3", "And this");
    await until("both to be equal", () => text(editor, "v3") && equal(doc, editor.doc));
  },
};

/** The state vector of who has this update. */
function state0(update) {
  return Y.encodeStateVectorFromUpdate(update);
}
