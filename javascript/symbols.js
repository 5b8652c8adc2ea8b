// The parts of milsymbol that read 20-digit codes.
import { answer } from "./host.js";
import { ms } from "milsymbol/src/milsymbol.js";
import { app6d, std2525d } from "milsymbol/src/numbersidc.js";

ms.addIcons(app6d);
ms.addIcons(std2525d);

const made = (code, options) => new ms.Symbol(code, { standard: "2525", ...options });

// A code may be known and yet draw an empty frame, or a frame with an empty text; such a symbol says nothing.
const drawing = (code, options) => made(code, options).asSVG().replace(/<text[^>]*><\/text>/g, "");

globalThis.checkSymbol = (code) =>
  answer(() => made(code, {}).isValid() && drawing(code, {}) !== drawing(code, { icon: false }));

globalThis.drawSymbol = (code, size) =>
  answer(() => {
    const symbol = made(code, { size });
    return { svg: symbol.asSVG(), ...symbol.getSize(), anchor: symbol.getAnchor() };
  });
