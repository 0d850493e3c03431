// The text, a coloured span for each character, and what is said about one.

/** Where a class of surprise begins, in bits, and what it is called. */
const CLASSES = [
  [0, "under 1 bit: expected"],
  [1, "1 to 2"],
  [2, "2 to 4"],
  [4, "4 to 6"],
  [6, "6 bits or more: a surprise"],
];
const SHOWN = 5;

/** Return the class of a surprise: the place in CLASSES. */
export function surpriseClass(bits) {
  return CLASSES.findLastIndex(([from]) => bits >= from);
}

function percent(share) {
  return share < 0.005 ? "under 1 %" : `${(100 * share).toFixed(0)} %`;
}

/** Return a character as it can be read in a sentence. */
export function named(character) {
  return { " ": "space", "\n": "new line" }[character] ?? `“${character}”`;
}

export class TextView {
  #home;
  #said;
  #alphabet;
  #steps = [];
  #chosen = -1;

  constructor(home, legend, said, alphabet) {
    this.#home = home;
    this.#said = said;
    this.#alphabet = alphabet;
    legend.replaceChildren(...CLASSES.map(([, text], place) => {
      const sample = document.createElement("span");
      sample.className = `s${place}`;
      sample.textContent = text;
      return sample;
    }));
    home.addEventListener("keydown", (event) => this.#onKey(event));
    home.addEventListener("pointerover", (event) => this.#onPointer(event));
    home.addEventListener("click", (event) => this.#onPointer(event));
  }

  /** Empty the text, but for the prompt. */
  start(prompt) {
    const span = document.createElement("span");
    span.className = "prompt";
    span.textContent = prompt;
    this.#home.replaceChildren(span);
    this.#steps = [];
    this.#chosen = -1;
  }

  /** Add what `write` yielded: an array of steps. */
  add(steps) {
    const spans = steps.map(({ character, bits }) => {
      const span = document.createElement("span");
      span.className = `s${surpriseClass(bits)}`;
      span.textContent = character === "\n" ? "↵\n" : character;
      span.title = `${named(character)}: ${bits.toFixed(1)} bits`;
      return span;
    });
    this.#steps.push(...steps);
    this.#home.append(...spans);
  }

  #onKey(event) {
    const moves = { ArrowRight: 1, ArrowLeft: -1, Home: -1e9, End: 1e9 };
    if (!(event.key in moves) || !this.#steps.length) return;
    event.preventDefault();
    this.#choose(this.#chosen + moves[event.key]);
  }

  #onPointer(event) {
    const place = Array.prototype.indexOf.call(
      this.#home.children, event.target,
    );
    if (place > 0) this.#choose(place - 1);
  }

  #choose(place) {
    const last = this.#steps.length - 1;
    this.#home.querySelector(".chosen")?.classList.remove("chosen");
    this.#chosen = Math.max(0, Math.min(last, place));
    this.#home.children[this.#chosen + 1].classList.add("chosen");
    this.#said.textContent = this.#describe(this.#steps[this.#chosen]);
  }

  #describe({ character, bits, p }) {
    const likely = Array.from(p, (share, k) => [share, this.#alphabet[k]])
      .sort((one, other) => other[0] - one[0])
      .slice(0, SHOWN)
      .map(([share, each]) => `${named(each)} ${percent(share)}`);
    return `Here: ${named(character)}, with ${bits.toFixed(1)} bits of`
      + ` surprise. Expected: ${likely.join(", ")}.`;
  }
}
