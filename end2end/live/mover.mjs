// Somebody who drags a note of their own in circles, and puts it down again and again.

import * as Y from "yjs";
import { Person } from "./crowd.mjs";

export class Mover extends Person {
  /** `middle`: the point of the wall around which the crowd moves. */
  constructor(address, board, token, number, middle) {
    super(address, board, token, number);
    this.turn = number;
    this.around = { x: middle.x + ((number % 5) - 2) * 220, y: middle.y + (Math.floor(number / 5) - 0.5) * 260 };
    this.note = `mover-${number}`;
  }

  get place() {
    return { x: Math.round(this.around.x + 90 * Math.cos(this.turn)), y: Math.round(this.around.y + 90 * Math.sin(this.turn)) };
  }

  /** The note lies where it is now; the first time it is placed. */
  put() {
    this.change((notes) => {
      if (!notes.has(this.note)) {
        const size = [["width", 120], ["height", 120]];
        notes.set(this.note, new Y.Map([["kind", "domain-event"], ["text", new Y.Text("Moved")], ...size]));
      }
      const note = notes.get(this.note);
      note.set("x", this.place.x);
      note.set("y", this.place.y);
    });
  }

  /** A step on, with the note in hand. */
  point() {
    this.turn += 0.15;
    const { x, y } = this.place;
    this.show({ cursor: { x: x + 60, y: y + 60 }, selection: [this.note], dragging: [{ id: this.note, x, y }] });
  }
}
