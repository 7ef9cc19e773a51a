// What this browser keeps of boards, in IndexedDB: changes that the server has not acknowledged (`updates`, a record each,
// named [board, client, number]) and every board as it was last known (`copies`). Has the page itself kept too.
// Gives `isobarKept`; a call that fails says by its error's name why: QuotaExceededError where storage is full.

// What is older, or more, is let go: the boards opened last stay.
const COPIES = 40;
const BYTES = 96 << 20;
// A database that does not open by then is taken to be off.
const PATIENCE = 5000;

let opened;
const database = () =>
  (opened ??= new Promise((resolve, reject) => {
    setTimeout(() => reject(new DOMException("no answer", "TimeoutError")), PATIENCE);
    const asked = indexedDB.open("isobar", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("updates");
      asked.result.createObjectStore("copies").createIndex("age", ["at", "size"]);
    };
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
      const db = asked.result;
      db.onclose = () => (opened = undefined);
      // A later release wants another form of it.
      db.onversionchange = () => {
        db.close();
        opened = undefined;
      };
      resolve(db);
    };
  }).catch((error) => {
    opened = undefined;
    throw error;
  }));

// One transaction; answers with what the request that `act` returns has found.
const run = async (store, mode, act) => {
  const db = await database();
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(store, mode);
    const asked = act(transaction.objectStore(store));
    // Storage that never answers must not keep a board from opening.
    const late = setTimeout(() => reject(new DOMException("late", "TimeoutError")), 10_000);
    transaction.oncomplete = () => (clearTimeout(late), resolve(asked?.result));
    transaction.onabort = () => (clearTimeout(late), reject(transaction.error ?? new DOMException("aborted", "AbortError")));
  });
};

// Every record of a board: an array sorts behind every number.
const of = (board) => IDBKeyRange.bound([board], [board, []]);

// Lets the oldest copies go, the newest never.
const prune = (copies) => {
  let [count, bytes] = [0, 0];
  copies.index("age").openKeyCursor(null, "prev").onsuccess = ({ target: { result: cursor } }) => {
    if (!cursor) return;
    count += 1;
    bytes += cursor.key[1];
    if (count > 1 && (count > COPIES || bytes > BYTES)) copies.delete(cursor.primaryKey);
    cursor.continue();
  };
};

// The service worker; asked for a little later, so that it takes nothing from the page that is being opened.
const start = async () => {
  if (!navigator.serviceWorker) return isSecureContext ? "none" : "insecure";
  try {
    await new Promise((later) => setTimeout(later, 1500));
    const registration = await navigator.serviceWorker.register("/service-worker.js");
    if (registration.active) return "ready";
    const worker = registration.installing ?? registration.waiting;
    return await new Promise((resolve) => {
      worker.onstatechange = () => {
        if (worker.state === "activated") resolve("ready");
        if (worker.state === "redundant") resolve("refused");
      };
    });
  } catch {
    return "refused";
  }
};

const copied = (board) => run("copies", "readonly", (copies) => copies.get(board));

let starting;
globalThis.isobarKept = {
  add: (board, client, number, bytes) => run("updates", "readwrite", (updates) => updates.put(bytes, [board, client, number])),
  // `names`: client and number of one after the other.
  remove: (board, names) =>
    run("updates", "readwrite", (updates) => {
      for (let i = 0; i < names.length; i += 2) updates.delete([board, names[i], names[i + 1]]);
    }),
  // [client, number, bytes] of each change that is kept for a board, in their order.
  async changes(board) {
    const all = [];
    await run("updates", "readonly", (updates) => {
      updates.openCursor(of(board)).onsuccess = ({ target: { result: cursor } }) => {
        if (!cursor) return;
        all.push([cursor.key[1], cursor.key[2], cursor.value]);
        cursor.continue();
      };
    });
    return all;
  },
  // The board as it was last known, and whether the server may lack something of it: [bytes, unsaved].
  copy: (board) => copied(board).then((found) => found && [found.bytes, found.unsaved ?? false]),
  copyIsUnsaved: (board) => copied(board).then((found) => found?.unsaved ?? false),
  setCopy: (board, bytes, unsaved) =>
    run("copies", "readwrite", (copies) => {
      copies.put({ bytes, unsaved, at: Date.now(), size: bytes.length }, board);
      prune(copies);
    }),
  removeCopy: (board) => run("copies", "readwrite", (copies) => void copies.delete(board)),
  // Whether the page can be opened without a network: "ready", or why not: "insecure", "none", "refused".
  start: () => (starting ??= start()),
};
