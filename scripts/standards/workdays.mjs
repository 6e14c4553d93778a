// Writes the calendar of internal/standard/workday from the npm package
// chinese-days. Usage: node workdays.mjs PACKAGE_DIR OUTPUT_FILE
//
// The file has a line with each year for which the State Council has published
// an arrangement, and under it one line per occasion: its name, then the days
// off as MMDD or MMDD-MMDD and the days worked in exchange as +MMDD.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [source, target] = process.argv.slice(2);
if (!source || !target) {
  console.error("usage: node workdays.mjs PACKAGE_DIR OUTPUT_FILE");
  process.exit(2);
}

const { holidays, workdays } = JSON.parse(readFileSync(join(source, "dist", "chinese-days.json"), "utf8"));

// The name is the second of three parts: English, Chinese, days.
const nameOf = (text) => text.split(",")[1];
const monthDay = (date) => date.slice(5, 7) + date.slice(8, 10);
const following = (date) => new Date(Date.parse(date + "T00:00:00Z") + 86_400_000).toISOString().slice(0, 10);

function occasions(year) {
  const days = [
    ...Object.entries(holidays).map(([date, text]) => ({ date, name: nameOf(text), off: true })),
    ...Object.entries(workdays).map(([date, text]) => ({ date, name: nameOf(text), off: false })),
  ].filter((d) => d.date.startsWith(year)).sort((a, b) => (a.date < b.date ? -1 : 1));
  const byName = new Map();
  for (const d of days) {
    if (!byName.has(d.name)) byName.set(d.name, []);
    byName.get(d.name).push(d);
  }
  return [...byName].map(([name, list]) => [name, ...ranges(list)].join(" "));
}

function ranges(list) {
  const out = [];
  let first = "", last = "";
  const close = () => {
    if (first) out.push(first === last ? monthDay(first) : monthDay(first) + "-" + monthDay(last));
    first = "";
  };
  for (const d of list.filter((d) => d.off)) {
    if (!first || following(last) !== d.date) {
      close();
      first = d.date;
    }
    last = d.date;
  }
  close();
  return [...out, ...list.filter((d) => !d.off).map((d) => "+" + monthDay(d.date))];
}

const years = [...new Set(Object.keys(holidays).map((date) => date.slice(0, 4)))].sort();
writeFileSync(target, years.map((year) => [year, ...occasions(year)].join("\n") + "\n").join("\n"));
