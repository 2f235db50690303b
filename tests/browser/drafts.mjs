// Typing is never lost: the tab dies before saving; the session ends between typing and sending.
//   node drafts.mjs ADDRESS CHROMIUM PYTHON
import { execFileSync } from "node:child_process";
import { open } from "./browser.mjs";

const [address, chromium, python] = process.argv.slice(2);
const { browser, page: first, complaints } = await open(chromium);
const must = (held, said) => { if (!held) throw new Error(said); };
const context = first.context();
const later = (seconds) => execFileSync(python, ["-m", "tests.browser.later", String(seconds)]);
const HALF_AN_HOUR = 31 * 60;

async function signIn(page, name) {
  page.on("dialog", (dialog) => dialog.accept());
  if (!page.url().includes("/konto/zaloguj/")) await page.goto(address + "/konto/zaloguj/");
  await page.getByRole("button", { name: new RegExp(name) }).click();
  await page.waitForURL((url) => !url.pathname.includes("zaloguj"));
}

async function crash(page) {
  const session = await context.newCDPSession(page);
  const gone = page.waitForEvent("crash");
  session.send("Page.crash").catch(() => {});
  await gone;
}

// Types without saving, kills the tab, opens the page in another one: the text is there.
async function typeAndDie(path, field, text) {
  const page = await context.newPage();
  await page.goto(address + path);
  await page.locator(`form[data-draft] [name=${field}]`).pressSequentially(text, { delay: 5 });
  await page.getByText(/^Szkic zapisany/).first().waitFor();
  await crash(page);
  const again = await context.newPage();
  await again.goto(address + path);
  must((await again.locator(`form[data-draft] [name=${field}]`).inputValue()).includes(text), `Zginął tekst na ${path}`);
  await again.getByText("Przywrócono niezapisany tekst.").first().waitFor();
  return again;
}

// The session ends while somebody types; after signing in the form is offered, and sending it saves it.
async function typeAndTimeOut(page, field, text, button, name) {
  await page.locator(`form[data-draft] [name=${field}]`).fill(text);
  later(HALF_AN_HOUR);
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.waitForURL("**/konto/zaloguj/**");
  await page.getByText("Sesja zakończyła się z powodu bezczynności.").waitFor();
  await signIn(page, name);
  await page.goto(address + "/konto/niezapisany-formularz/");
  await page.getByText(text).first().waitFor();
  await page.getByRole("button", { name: "Zapisz teraz" }).click();
  await page.waitForLoadState();
}

const forgotten = async (path, field, text) => {
  const page = await context.newPage();
  await page.goto(address + path);
  must(!(await page.locator(`form[data-draft] [name=${field}]`).inputValue()).includes(text), `Szkic został po wysłaniu: ${path}`);
  await page.close();
};

await signIn(first, "Ewa Zmyślona");
await first.goto(address + "/sprawy/?q=Dubrouskaja");
const running = await first.locator("main table a[href^='/sprawy/']").first().getAttribute("href");
await first.goto(address + "/sprawy/?q=Rahimi"); // a case that no other walk looks into with a reason
const asked = await first.locator("main table a[href^='/sprawy/']").first().getAttribute("href");
await first.goto(address + "/sprawy/?q=Zarina");
const filed = await first.locator("main table a[href^='/sprawy/']").first().getAttribute("href");

// 1. A contact note.
let page = await typeAndDie(running, "text", "Rozmowa o szkole, do dokończenia");
await typeAndTimeOut(page, "text", "Rozmowa o szkole: dziecko przyjęte do klasy IV.", "Zapisz kontakt", "Ewa Zmyślona");
await page.getByText("Zapisano kontakt.").waitFor();
await forgotten(running, "text", "Rozmowa");

// 2. The facts of withholding, and the reasons of a refusal.
await first.goto(address + running + "program/");
const withhold = await first.locator("main a[href*='wstrzymaj']").first().getAttribute("href");
const facts = new URL(withhold, address + running + "program/").pathname;
await typeAndDie(facts, "facts", "Trzy nieobecności na kursie mimo rozmów");
await typeAndDie(filed + "wniosek/odmowa/", "reason", "Brak decyzji o ochronie w aktach");

// 3. A reason for looking into somebody else's case: sent after the timeout, it opens the case.
const marek = await (await browser.newContext({ locale: "pl-PL" })).newPage();
await signIn(marek, "Marek Przykładny");
await marek.goto(address + asked + "powod/");
await marek.locator("[name=reason][value=other]").check();
await typeAndTimeOut(marek, "text", "Pomagam przy liście obecności na kursie.", "Otwórz sprawę", "Marek Przykładny");
await marek.waitForURL(address + asked);
must(new URL(marek.url()).pathname === asked, "Powód wysłany po zalogowaniu nie otworzył sprawy.");

// 4. The grounds of a decision.
await first.goto(address + "/sprawy/?q=Sadig");
if (first.url().includes("zaloguj")) { await signIn(first, "Ewa Zmyślona"); await first.goto(address + "/sprawy/?q=Sadig"); }
const accepted = await first.locator("main table a[href^='/sprawy/']").first().getAttribute("href");
await first.goto(address + accepted + "program/");
await first.getByRole("button", { name: "Przygotuj decyzję" }).click();
await first.waitForURL("**/decyzje/**");
await typeAndDie(new URL(first.url()).pathname + "uzasadnienie/", "grounds", "Dopisek do uzasadnienia");

// 5. The line is lost: the text stays on the tab, a reload brings it back, the pressed button sends by itself.
const contact = running + "kontakt/";
const away = await browser.newContext({ locale: "pl-PL" }); // a browser without the tabs that died above
const field = await away.newPage();
await signIn(field, "Ewa Zmyślona");
await field.goto(address + contact);
await away.setOffline(true);
const WORDS = "Wizyta w domu: piec naprawiony, szkoła bez zmian.";
await field.locator("form[data-draft] [name=text]").pressSequentially(WORDS, { delay: 2 });
await field.getByText("Tekst zostaje na tej karcie").waitFor();
must((await field.evaluate(() => JSON.stringify(sessionStorage))).includes(WORDS), "Karta nie trzyma tekstu");
must((await field.evaluate(() => localStorage.length)) === 0, "Tekst jest na dysku");
await away.setOffline(false);
await field.route("**/szkic/**", (route) => route.abort()); // the line is back for the page, not for the draft
await field.reload();
await field.getByText("Przywrócono tekst wpisany bez połączenia.").or(field.getByText("Tekst zostaje na tej karcie")).first().waitFor();
must((await field.locator("form[data-draft] [name=text]").inputValue()) === WORDS, "Zginął tekst po odświeżeniu");
await field.unroute("**/szkic/**");
await away.setOffline(true);
await field.getByRole("button", { name: "Zapisz kontakt", exact: true }).click();
await field.getByText("wyśle się sam").waitFor();
await away.setOffline(false);
await field.getByText("Zapisano kontakt.").waitFor();
await field.goto(address + contact);
must(!(await field.evaluate(() => JSON.stringify(sessionStorage))).includes(WORDS), "Tekst został na karcie po zapisaniu");

// 6. A contact in thirty seconds: two clicks and the words; kind, persons, day and next time are proposed.
await field.goto(address + contact);
const began = Date.now();
await field.evaluate(() => { window.clicks = 0; addEventListener("click", () => { sessionStorage.clicks = ++window.clicks; }, true); });
await field.locator("form[data-draft] [name=text]").click();
await field.keyboard.type("Rozmowa o kursie, chodzi regularnie.");
await field.getByRole("button", { name: "Zapisz kontakt", exact: true }).click();
await field.getByText("Zapisano kontakt.").waitFor();
const clicks = Number(await field.evaluate(() => sessionStorage.clicks)), seconds = (Date.now() - began) / 1000;
must(clicks === 2 && seconds < 30, `Kontakt: ${clicks} kliknięcia, ${seconds} s`);

console.log(JSON.stringify({ complaints, clicks, seconds }));
await browser.close();
