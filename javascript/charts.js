// The parts of ECharts that Accord's charts use.
import { answer } from "./host.js";
import * as echarts from "echarts/core";
import { BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart } from "echarts/charts";
import {
  AriaComponent,
  DatasetComponent,
  GraphicComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  TitleComponent,
  VisualMapComponent,
} from "echarts/components";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";

echarts.use([
  BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart,
  AriaComponent, DatasetComponent, GraphicComponent, GridComponent, LegendComponent, MarkAreaComponent,
  MarkLineComponent, MarkPointComponent, TitleComponent, VisualMapComponent, LabelLayout, SVGRenderer,
]);

const fallbackSize = 12;

// Widths of characters by weight, in thousandths of the size.
function measureBy(widths) {
  return (text, font) => {
    const size = parseFloat((/([\d.]+)px/.exec(font || "") || [0, fallbackSize])[1]);
    const heavy = /\b(bold|bolder|[6-9]00)\b/.test(font || "");
    const table = heavy ? widths["600"] : widths["400"];
    let sum = 0;
    for (const character of text || "") sum += table[character] ?? table[""];
    return { width: (sum * size) / 1000 };
  };
}

// An object of the one key "accord:script" stands for a function: source text of our own code, by its number.
function revive(option, scripts) {
  return JSON.parse(option, (key, value) =>
    value && typeof value === "object" && "accord:script" in value
      ? (0, eval)("(" + scripts[value["accord:script"]] + ")")
      : value,
  );
}

globalThis.setWidths = (widths) => echarts.setPlatformAPI({ measureText: measureBy(JSON.parse(widths)) });

globalThis.drawChart = (option, scripts, width, height) =>
  answer(() => {
    const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width, height });
    try {
      chart.setOption({ useUTC: true, ...revive(option, JSON.parse(scripts)), animation: false });
      return chart.renderToSVGString({ useViewBox: true });
    } finally {
      chart.dispose();
    }
  });
