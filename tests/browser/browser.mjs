// A real Chromium, and an accessibility check of the page that is open, in the looks that people use.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--lang=pl", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const WIDE = { width: 1200, height: 900 };
const PHONE = { width: 390, height: 844 };

// `visitor()` is a page of somebody else: a browser that shares nothing with the first one.
export async function open(executablePath) {
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  // What the content policy blocked, or any other complaint; a form refused with 4xx is no fault of the page.
  const complaints = [];
  const visitor = async () => {
    const context = await browser.newContext({ viewport: WIDE, locale: "pl-PL", reducedMotion: "reduce" });
    context.setDefaultTimeout(60_000); // a busy machine is slow, not wrong
    const page = await context.newPage();
    page.on("pageerror", (error) => { throw new Error(`Błąd skryptu na ${page.url()}: ${error.message}`); });
    page.on("console", (message) => {
      const answered = message.text().startsWith("Failed to load resource: the server responded with a status of 4");
      if (["error", "warning"].includes(message.type()) && !answered) complaints.push(`${page.url()}: ${message.text()}`);
    });
    return page;
  };
  return { browser, page: await visitor(), visitor, complaints };
}

// Rules whose answer a look can change; the light and the phone look are asked all of them.
export const RULES = {
  dark: ["color-contrast", "link-in-text-block"],
  rtl: ["target-size", "scrollable-region-focusable"],
};
const ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function violations(page, look, rules) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE); // as an extension would: the policy of the page allows no script beside its own
  const found = await page.evaluate((runOnly) => axe.run(document, { runOnly, resultTypes: ["violations"] }), rules[look] ?? ALL);
  return found.violations.map((v) => ({ rule: v.id, help: v.help, nodes: v.nodes.slice(0, 4).map((n) => n.target.join(" ")) }));
}

const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

// Light and wide, dark, right to left, 390 px: what axe finds and how far the page is wider than the screen.
export async function audit(page, name, folder, looks = ["light", "dark", "rtl", "phone"], rules = RULES) {
  const results = [];
  for (const look of looks) {
    await page.setViewportSize(look === "phone" ? PHONE : WIDE);
    await page.evaluate((look) => {
      document.documentElement.dataset.bsTheme = look === "dark" ? "dark" : "light";
      document.documentElement.dir = look === "rtl" ? "rtl" : "ltr";
    }, look);
    results.push({ page: name, url: page.url(), look, violations: await violations(page, look, rules), overflow: await overflow(page) });
    if (folder) await page.screenshot({ path: `${folder}/${name}-${look}.png`, fullPage: true, caret: "initial" }); // hiding the caret would add a style
  }
  await page.setViewportSize(WIDE);
  await page.evaluate(() => { document.documentElement.dataset.bsTheme = "light"; document.documentElement.dir = "ltr"; });
  return results;
}
