// The whole path as an office walks it: an application becomes a programme, a decision, a payment, a bank file.
// Prints one JSON line per page looked at, and at the end what the bank file must agree with.
//   node path.mjs ADDRESS CHROMIUM FOLDER [PICTURES]
import { readFileSync } from "node:fs";
import { audit, open } from "./browser.mjs";

const [address, chromium, folder, pictures] = process.argv.slice(2);
const { browser, page, complaints } = await open(chromium);
const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Warsaw" });
const daysAgo = (n) => new Date(Date.now() - n * 864e5).toLocaleDateString("sv-SE", { timeZone: "Europe/Warsaw" });
// Another family name at each walk, so that the office does not take it for one it knows.
const suffix = Array.from({ length: 5 }, () => "abcdefghijklmnoprstuwz"[Math.floor(Math.random() * 22)]).join("");
const day = String(Math.floor(Math.random() * 28) + 1).padStart(2, "0");
const APPLICANT = { family: `Przejrzysta-${suffix}`, given: `Łesia ${suffix}`, born: `1990-05-${day}` };
const CHILD = { family: `Przejrzysty-${suffix}`, given: `Marko ${suffix}`, born: `2015-01-${day}` };
const ACCOUNT = "61 1090 1014 0000 0712 1981 2874";
let clicks = 0;

page.on("dialog", (dialog) => dialog.accept());
const go = (path) => page.goto(address + path);
const tell = (line) => console.log(JSON.stringify(line));
const look = async (name) => { for (const line of await audit(page, name, pictures, ["light", "phone"])) tell(line); };
const press = async (name, within = page) => { clicks += 1; await within.getByRole("button", { name, exact: true }).first().click(); await page.waitForLoadState(); };
const follow = async (name) => { clicks += 1; await page.locator("main").getByRole("link", { name, exact: true }).first().click(); await page.waitForLoadState(); };
const says = async (text) => { await page.getByText(text).first().waitFor({ timeout: 5000 }); };

async function signIn(name) {
  const leave = page.locator("form[action='/konto/wyloguj/'] button");
  if (await leave.count()) {
    await leave.evaluate((button) => button.click());
    await page.waitForURL("**/konto/zaloguj/**");
  } else await go("/konto/zaloguj/");
  await page.getByRole("button", { name: new RegExp(name) }).click();
  await page.waitForURL(address + "/");
}

async function person(number, { family, given, born }, relation) {
  const field = (name) => page.locator(`[name="osoba-${number}-${name}"]`);
  await field("family_name").fill(family);
  await field("given_names").fill(given);
  await field("born").fill(born);
  await field("sex").selectOption("f");
  await field("citizenship").fill("Ukraina");
  if (relation) await field("relation").selectOption(relation);
  await field("status").selectOption("refugee");
  await field("decision_number").fill("DPU.420.9999.2026");
  await field("decided_on").fill(daysAgo(30));
  await field("delivered_on").fill(daysAgo(20));
  return field;
}

// 1. Sign in, see what is due.
await go("/konto/zaloguj/");
await look("sign-in");
await signIn("Ewa Zmyślona");
await look("today");

// 2. A new application, first with a wrong PESEL: said at the field, nothing lost.
await follow("Nowy wniosek");
const draft = page.getByRole("button", { name: "Odrzuć szkic" });
if (await draft.count()) { await draft.click(); await page.waitForLoadState(); }
await look("application-new");
await page.locator("[name=filed_on]").fill(today);
for (const box of await page.locator("fieldset input[type=checkbox]").all()) await box.check();
await page.locator("[name=town]").fill("99-890 Brzozów Leśny");
const field = await person(0, APPLICANT);
await field("pesel").fill("90051712345");
await press("Dodaj osobę");
await page.locator('[name="osoba-1-family_name"]').waitFor();
await person(1, CHILD, "child").then((child) => child("pesel_missing").selectOption({ index: 1 }));
await press("Zapisz wniosek");
await says("Popraw");
await look("application-wrong-pesel");
if ((await field("family_name").inputValue()) !== APPLICANT.family) throw new Error("Wpisane nazwisko zginęło.");
await field("pesel").fill("");
await field("pesel_missing").selectOption({ index: 1 });
for (const box of await page.locator("#osoby fieldset input[type=checkbox], #osoby input[type=checkbox][name*=zalacznik]").all()) await box.check();
await press("Zapisz wniosek");
await page.waitForURL("**/potwierdzenie/", { timeout: 8000 }).catch(async () => { await page.screenshot({ path: folder + "/stuck.png", fullPage: true }); throw new Error(await page.locator("main .alert").allInnerTexts()); });
await look("receipt");

// 3. The application in its case: annexes, whom it covers.
await page.locator("main a[href^='/sprawy/']").first().click();
await page.waitForLoadState();
const caseAddress = new URL(page.url()).pathname.match(/\/sprawy\/[^/]+\//)[0];
await go(caseAddress + "wniosek/");
const received = page.locator("form[action*=wplynelo] input[type=checkbox]");
if (await received.count()) {
  for (const box of await received.all()) await box.check();
  await press("Zapisz, co wpłynęło");
}
await look("application");
await page.locator("a.why-link").first().click();
await page.locator("dialog#why[open]").waitFor();
await look("why-term");
await page.keyboard.press("Escape");
await go(caseAddress + "wniosek/objeci/");
await look("coverage");
await press("Potwierdź");
await go(caseAddress);
await look("case");

// 4. The programme: proposed, agreed, its costs sent, accepted.
await go(caseAddress + "program/");
await press("Przygotuj projekt programu");
await look("programme");
await page.locator("a.why-link[href*=kwoty]").first().click();
await page.locator("dialog#why[open]").waitFor();
await look("why-amount");
await page.keyboard.press("Escape");
await go(caseAddress + "program/kwoty/");
await look("amounts");
await go(caseAddress + "program/sytuacja/");
await page.locator("[name=life_situation]").fill("Matka z synem wynajmuje pokój.");
await page.locator("[name=institutions]").fill("Szkoła podstawowa: przyjęcie dziecka.");
await page.locator("main form button.btn-primary").click();
await page.waitForLoadState();
await go(caseAddress + "program/uzgodnij/");
for (const box of await page.locator("[name=signed_by]").all()) await box.check();
const centre = page.locator("[name=represented_by]");
if (!(await centre.inputValue())) await centre.selectOption({ index: 1 });
await page.locator("[name=interpreter]").fill("niepotrzebny: pracownica mówi po ukraińsku");
await look("agree");
await page.locator("main form button.btn-primary").click();
await page.waitForLoadState();
await go(caseAddress + "program/wyslij/");
await page.locator("main form button.btn-primary").click();
await page.waitForLoadState();
await go(caseAddress + "program/akceptacja/");
await page.locator("[name=reference]").fill("PS-IV.946.77.2026");
await page.locator("main form button.btn-primary").click();
await page.waitForLoadState();

// 5. The decision: drafted, submitted, approved by a second person, delivered.
await go(caseAddress + "program/");
await press("Przygotuj decyzję");
await page.waitForURL("**/decyzje/**");
const decision = new URL(page.url()).pathname;
await look("decision-draft");
await press("Przekaż do zatwierdzenia");
await signIn("Danuta Wzorcowa");
await go(decision);
await press("Zatwierdź i wydaj");
await look("decision-issued");
await signIn("Ewa Zmyślona");
await go(decision);
await page.locator("[name=method]").selectOption("in_person");
await press("Zapisz doręczenie");
await look("decision-delivered");

// 6. The account, first with a wrong digit.
await go(caseAddress + "wyplaty/");
await page.locator("[name=holder]").fill(`${APPLICANT.given} ${APPLICANT.family}`);
await page.locator("[name=account]").fill(ACCOUNT.replace(/4$/, "5"));
await page.locator("form[action*=rachunek] button.btn-primary").click();
await page.waitForLoadState();
await look("account-wrong");
if (!(await page.locator("[name=account]").inputValue()).replaceAll(" ", "").endsWith("2875")) throw new Error("Wpisany rachunek zginął.");
await page.locator("[name=account]").fill(ACCOUNT);
await page.locator("form[action*=rachunek] button.btn-primary").click();
await page.waitForLoadState();
await look("case-payments");

// 7. The list of the next month: counted again, approved by a second person, exported, sent.
await signIn("Irena Rachunkowa");
await go("/wyplaty/");
await look("payment-lists");
await page.locator("main table a[href^='/wyplaty/']").first().click();
await page.waitForLoadState();
const list = new URL(page.url()).pathname;
await press("Przelicz od nowa");
await says(APPLICANT.family);
await look("payment-list");
await page.locator("a.why-link").first().click();
await page.locator("dialog#why[open]").waitFor();
await look("why-payment");
await page.keyboard.press("Escape");
await press("Przekaż do zatwierdzenia");
await signIn("Danuta Wzorcowa");
await go(list);
await press("Zatwierdź listę");
await look("payment-list-approved");
await signIn("Irena Rachunkowa");
await go(list);
const [file] = await Promise.all([
  page.waitForEvent("download"),
  page.locator("form[action*='/plik/'] button, form[action='plik/'] button").first().click(),
]);
const path = `${folder}/${file.suggestedFilename()}`;
await file.saveAs(path);
await go(list);
await page.locator("form[action*='wyslana'] button").click();
await page.waitForLoadState();
await look("payment-list-sent");
await go("/programy/"); await look("programmes");
await go("/wnioski/"); await look("applications");
await go("/decyzje/"); await look("decisions");
await go("/sprawy/?q=przejrzyst&gdzie=cala"); await look("search-reason"); // who keeps the accounts says why they search for families
await page.locator("[name=reason]").first().check();
await page.locator("[name=text]").fill("Zwrot z banku: do kogo należy rachunek?");
await press("Szukaj");
await says(APPLICANT.given); await look("search");
await go("/prawo/"); await look("law");
await go("/prawo/przepis/?p=ups%20art.%2091"); await look("provision");

tell({ file: path, bytes: readFileSync(path).length, case: caseAddress, list, clicks, filed_on: today, delivered_on: daysAgo(20), complaints, applicant: APPLICANT, child: CHILD });
await browser.close();
