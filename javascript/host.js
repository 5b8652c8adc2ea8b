// What the libraries expect of a browser, without its clock, its chance and its place: the same input draws the same.
const words = [];
const note = (...parts) => words.push(parts.map(String).join(" "));
const RealDate = Date;
const dateParts = ["Date", "Day", "FullYear", "Hours", "Milliseconds", "Minutes", "Month", "Seconds"];

class UtcDate extends RealDate {
  constructor(...parts) {
    super(parts.length === 0 ? 0 : parts.length === 1 ? parts[0] : RealDate.UTC(...parts));
  }
  static now() {
    return 0;
  }
  getTimezoneOffset() {
    return 0;
  }
}
for (const part of dateParts) {
  for (const verb of ["get", "set"]) {
    const utc = RealDate.prototype[verb + "UTC" + part];
    if (utc) UtcDate.prototype[verb + part] = utc;
  }
}

let seed = 1;
const chance = () => (seed = (seed * 48271) % 2147483647) / 2147483647;

Object.assign(globalThis, {
  global: globalThis,
  Date: UtcDate,
  console: { log() {}, info() {}, debug() {}, warn: note, error: note },
  performance: { now: () => 0 },
  setTimeout: () => 0,
  clearTimeout() {},
  setInterval: () => 0,
  clearInterval() {},
  requestAnimationFrame: () => 0,
  cancelAnimationFrame() {},
});
Math.random = chance;

// Runs a drawing and answers as JSON: what it returned, or what went wrong. A warning is an error.
export function answer(draw) {
  words.length = 0;
  seed = 1;
  try {
    const result = draw();
    return JSON.stringify(words.length ? { error: words.join("; ") } : { result });
  } catch (error) {
    return JSON.stringify({ error: [String(error), ...words].join("; ") });
  }
}
