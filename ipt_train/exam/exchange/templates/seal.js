// SHA-256 (FIPS 180-4) and HMAC (RFC 2104) over texts. A page opened from a file has no
// crypto.subtle in every browser, and what is handed in must be sealed in all of them.

"use strict";

function sha256(bytes) {
  const turn = (word, by) => (word >>> by) | (word << (32 - by));
  const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0;
  const state = [];
  const constants = [];
  for (let number = 2; constants.length < 64; number += 1) {
    let prime = true;
    for (let part = 2; part * part <= number; part += 1) prime &&= number % part !== 0;
    if (!prime) continue;
    if (state.length < 8) state.push(fraction(number ** (1 / 2)));
    constants.push(fraction(number ** (1 / 3)));
  }

  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor((bytes.length * 8) / 2 ** 32));
  view.setUint32(padded.length - 4, (bytes.length * 8) % 2 ** 32);

  const word = new Int32Array(64);
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 64; i += 1) {
      if (i < 16) {
        word[i] = view.getInt32(block + 4 * i);
      } else {
        const [early, late] = [word[i - 15], word[i - 2]];
        const small0 = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
        const small1 = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
        word[i] = word[i - 16] + small0 + word[i - 7] + small1;
      }
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i += 1) {
      const large1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
      const large0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
      const first = (h + large1 + ((e & f) ^ (~e & g)) + constants[i] + word[i]) | 0;
      const second = (large0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [a, b, c, d, e, f, g, h] = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => { state[i] = (state[i] + value) | 0; });
  }
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((value, i) => digest.setInt32(4 * i, value));
  return new Uint8Array(digest.buffer);
}

// Return the HMAC-SHA-256 of a text in hexadecimal; the key is 32 bytes in hexadecimal.
function sealOf(keyInHex, text) {
  const key = new Uint8Array(64);
  keyInHex.match(/../g).forEach((pair, i) => { key[i] = parseInt(pair, 16); });
  const joined = (pad, bytes) => Uint8Array.from([...key.map((one) => one ^ pad), ...bytes]);
  const inner = sha256(joined(0x36, new TextEncoder().encode(text)));
  const bytes = sha256(joined(0x5c, inner));
  return [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
}
