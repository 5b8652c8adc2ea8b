// The parts of milsymbol that read 20-digit codes.
import { answer } from "./host.js";
import { ms } from "milsymbol/src/milsymbol.js";
import { app6d, std2525d } from "milsymbol/src/numbersidc.js";

ms.addIcons(app6d);
ms.addIcons(std2525d);

const made = (code, size) => new ms.Symbol(code, { size, standard: "2525" });

globalThis.checkSymbol = (code) => answer(() => made(code, 100).isValid(true));

globalThis.drawSymbol = (code, size) =>
  answer(() => {
    const symbol = made(code, size);
    return { svg: symbol.asSVG(), ...symbol.getSize(), anchor: symbol.getAnchor(), valid: symbol.isValid() };
  });
