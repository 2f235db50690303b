// Trust as people meet it: a case shared and taken back, a look with a reason, a protected address, broken glass,
// a file, a request of a person, sessions, the register of people, supervision. Prints one JSON line per page.
//   node trust.mjs ADDRESS CHROMIUM FOLDER PYTHON [PICTURES]
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { audit, open } from "./browser.mjs";

const [address, chromium, folder, python, pictures] = process.argv.slice(2);
const { browser, page: ewa, visitor, complaints } = await open(chromium);
const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Warsaw" });
const inMonths = new Date(Date.now() + 90 * 864e5).toLocaleDateString("sv-SE", { timeZone: "Europe/Warsaw" });
let clicks = 0;

const tell = (line) => console.log(JSON.stringify(line));
const must = (held, said) => { if (!held) throw new Error(said); };
process.on("uncaughtException", async (error) => { // what everybody sees at that moment
  console.error(error);
  for (const [number, page] of browser.contexts().flatMap((one) => one.pages()).entries()) await page.screenshot({ path: `${folder}/stuck-${number}.png`, fullPage: true });
  process.exit(1);
});
const go = async (page, path) => (await page.goto(address + path)).status();
const look = async (page, name) => { for (const line of await audit(page, name, pictures)) tell(line); };
const press = async (page, name) => { clicks += 1; await page.getByRole("button", { name }).first().click(); await page.waitForLoadState(); };
const follow = async (page, name) => { clicks += 1; await page.locator("main").getByRole("link", { name, exact: true }).first().click(); await page.waitForLoadState(); };
const says = (page, text) => page.getByText(text).first().waitFor({});
const path = (page) => new URL(page.url()).pathname;
// Half a working day later: sessions live, but what a person proved at sign-in is too old for some acts.
const later = (seconds) => execFileSync(python, ["-m", "tests.browser.later", String(seconds)]);

async function signIn(page, name) {
  page.on("dialog", (dialog) => dialog.accept());
  await go(page, "/konto/zaloguj/");
  await page.getByRole("button", { name: new RegExp(name) }).click();
  await page.waitForURL((url) => !url.pathname.includes("zaloguj"));
  return page;
}

async function find(page, family) {
  await go(page, `/sprawy/?q=${encodeURIComponent(family)}`);
  const link = page.locator("main table a[href^='/sprawy/']").first();
  return link.getAttribute("href");
}

async function stepUp(page, name) {
  await page.waitForURL("**/konto/potwierdz/**");
  if (name) await look(page, name);
  await press(page, "To ja, dalej");
}

async function download(page, act) {
  const [file] = await Promise.all([page.waitForEvent("download"), act()]);
  const saved = `${folder}/${file.suggestedFilename()}`;
  await file.saveAs(saved);
  return { name: file.suggestedFilename(), bytes: readFileSync(saved) };
}

// 1. Ewa shares the Szaripow family with the foundation, by consent; the foundation sees exactly that.
await signIn(ewa, "Ewa Zmyślona");
const shared = await find(ewa, "Szaripowa");
await go(ewa, shared);
await follow(ewa, "Rodzina");
await follow(ewa, "Udostępnienia");
await look(ewa, "shares-empty");
const field = (name) => ewa.locator(`[name=${name}]`);
await field("organisation").selectOption({ label: "Fundacja Przęsło" });
await field("basis").selectOption("consent");
await field("consent_by").selectOption({ index: 1 });
await field("consent_form").selectOption("written");
await field("consent_on").fill(today);
await field("purpose").fill("Kurs języka polskiego i pomoc w szukaniu pracy.");
await field("shows_contact").check();
await field("may_note").check();
await field("ends").fill(inMonths);
await press(ewa, "Udostępnij");
await says(ewa, "Udostępniono sprawę");
await look(ewa, "shares");

const piotr = await signIn(await visitor(), "Piotr Pomocny");
await look(piotr, "partner-list");
await follow(piotr, /Szaripowa/);
const partnerPage = path(piotr);
await says(piotr, "Dopisz notatkę");
const told = await piotr.locator("main").innerText();
must(told.includes("Kurs języka polskiego") && told.includes("imiona i nazwiska, język, telefon i e-mail, dopisywanie notatek"), "Partner nie widzi zakresu.");
for (const beyond of ["PESEL", "ul. Zmyślona", "Tadżykistan", "Uzgodnione zobowiązania", "Kontakty jednostki", "Status", " zł"]) must(!told.includes(beyond), `Partner widzi więcej niż zakres: ${beyond}`);
await piotr.locator("[name=text]").fill("Rozmowa o kursie: od poniedziałku, dwa razy w tygodniu.");
await press(piotr, "Zapisz notatkę");
await says(piotr, "Zapisano notatkę");
await look(piotr, "partner-case");
must((await go(piotr, shared)) === 404, "Partner otworzył sprawę poza udostępnieniem.");

// 2. Consent withdrawn: the next request of the same session finds nothing; asking anew needs a second person.
await follow(ewa, /Cofnij/);
await look(ewa, "share-withdraw");
await press(ewa, "Cofnij udostępnienie");
await says(ewa, "Cofnięto udostępnienie");
must((await go(piotr, partnerPage)) === 404, "Po cofnięciu zgody partner nadal widzi sprawę.");
await look(piotr, "not-found");
await go(piotr, "/udostepnione/");
must(!(await piotr.locator(`main a[href='${partnerPage}']`).count()), "Nazwisko zostało na liście partnera.");
await look(piotr, "partner-ended");
await follow(piotr, "Dostęp awaryjny");
await look(piotr, "partner-glass");

// 3. Marek looks into Ewa's case: a reason first; it stands at „kto zaglądał” and at supervision.
const marek = await signIn(await visitor(), "Marek Przykładny");
await go(marek, shared);
must(path(marek).endsWith("/powod/"), "Sprawa innej osoby otworzyła się bez powodu.");
await look(marek, "reason");
await press(marek, "Otwórz sprawę");
await says(marek, "Popraw 1 pole");
await marek.locator("[name=reason]").first().check();
await marek.locator("[name=text]").fill("Zastępuję Ewę w czasie szkolenia.");
await press(marek, "Otwórz sprawę");
await marek.waitForURL(address + shared);
must(path(marek) === shared, "Powód nie otworzył sprawy.");
await go(ewa, shared);
await follow(ewa, "Kto zaglądał do tej sprawy");
await says(ewa, "Zastępuję Ewę w czasie szkolenia.");
await look(ewa, "who-looked");
const danuta = await signIn(await visitor(), "Danuta Wzorcowa");
await go(danuta, "/nadzor/");
await says(danuta, "Zastępuję Ewę w czasie szkolenia.");
await press(danuta, /^Sprawdzone.*Marek/);

// 4. A protected address: the worker sees it, the colleague does not; broken glass with a second person, then closed.
const hidden = await find(ewa, "Dubrouskaja");
await go(ewa, hidden + "adres-chroniony/");
await follow(ewa, "Pokaż adres");
await says(ewa, "Ukryta 7");
await look(ewa, "address-shown");
await go(ewa, hidden + "adres-chroniony/");
await look(ewa, "protected-address");
await go(marek, hidden);
await marek.locator("[name=reason]").first().check();
await press(marek, "Otwórz sprawę");
must((await go(marek, hidden + "adres-chroniony/pokaz/")) === 403, "Adres zobaczył ktoś spoza listy.");
await look(marek, "refused");
await go(marek, hidden + "adres-chroniony/");
later(6 * 60);
await marek.locator("[name=reason]").fill("Karetka pyta o adres, Ewa nie odbiera telefonu.");
await press(marek, "Poproś o dostęp");
await stepUp(marek, "confirm");
await look(marek, "resume"); // the form waited while Marek proved who he is
await press(marek, "Zapisz teraz");
await says(marek, "czeka na zatwierdzenie");
await look(marek, "glass-asked");
await go(danuta, "/");
await look(danuta, "today-head");
await go(danuta, "/nadzor/");
await look(danuta, "supervision");
await press(danuta, "Zatwierdź");
await stepUp(danuta);
await says(danuta, "Ten formularz nie został zapisany");
await press(danuta, "Zapisz teraz");
await says(danuta, "Otwarto na 60 min");
must((await go(marek, hidden + "adres-chroniony/pokaz/")) === 200, "Zatwierdzony dostęp awaryjny nie otworzył adresu.");
await says(marek, "Ukryta 7");
await go(danuta, "/nadzor/");
await press(danuta, "Zamknij");
await says(danuta, "Dostęp awaryjny jest zamknięty.");
must((await go(marek, hidden + "adres-chroniony/pokaz/")) === 403, "Zamknięty dostęp awaryjny nadal działa.");

// 5. A file: taken by its content, given back only to be saved.
await go(ewa, shared);
await follow(ewa, "Pisma");
await follow(ewa, "Załączniki");
await ewa.locator("[name=kind]").selectOption("letter");
await ewa.locator("[name=files]").setInputFiles({ name: "obraz.jpg", mimeType: "image/jpeg", buffer: Buffer.from("<svg onload=alert(1)>") });
await press(ewa, "Dodaj do sprawy");
await says(ewa, "Treść tego pliku to nie JPG");
await look(ewa, "attachment-refused");
await ewa.locator("[name=kind]").selectOption("letter");
await ewa.locator("[name=files]").setInputFiles({ name: "pismo ze szkoły.txt", mimeType: "text/plain", buffer: Buffer.from("Szkoła przyjmuje dziecko do klasy IV.\n") });
await press(ewa, "Dodaj do sprawy");
await says(ewa, "Zapisano 1 plik.");
await look(ewa, "attachments");
const file = await download(ewa, () => { clicks += 1; return ewa.getByRole("link", { name: /pismo ze szkoły/ }).first().click(); });
must(file.bytes.toString().includes("klasy IV"), "Plik wrócił inny.");
must(path(ewa).endsWith("/zalaczniki/"), "Plik otworzył się na stronie.");

// 6. A person asks for their data: the request, the copy (RODO art. 15), the answer.
await go(danuta, "/rodo/");
await look(danuta, "rights");
await follow(danuta, "Zapisz żądanie");
await look(danuta, "request-new");
await danuta.locator("[name=kind]").selectOption("access");
await danuta.locator("[name=requester]").fill("Zuchra Szaripowa");
await danuta.locator("[name=received_on]").fill(today);
await go(ewa, shared);
const number = (await ewa.locator(".page-pretitle").innerText()).replace(/^\S+\s/, "");
await danuta.locator("[name=number]").fill(number);
await press(danuta, "Zapisz żądanie");
await says(danuta, "Zapisano żądanie");
await look(danuta, "request");
const request = path(danuta);
await follow(danuta, number);
await look(danuta, "case-data");
await danuta.locator("[name=osoba]").first().check();
later(6 * 60);
const copy = await download(danuta, async () => { await press(danuta, "Pobierz PDF"); await stepUp(danuta); });
must(copy.bytes.subarray(0, 5).toString() === "%PDF-", "Kopia danych nie jest plikiem PDF.");
await go(danuta, request);
await danuta.locator("[name$=outcome]").selectOption("done");
await danuta.locator("[name$=answer]").fill("Wydano kopię danych do rąk własnych.");
await press(danuta, "Zapisz odpowiedź");
await says(danuta, "Zapisano odpowiedź.");
await look(danuta, "request-answered");
for (const [place, name] of [["/rodo/zadania/", "requests"], ["/rodo/incydenty/", "incidents"], ["/rodo/usuwanie/", "erasure"], ["/rodo/rejestr/", "record"]]) {
  await go(danuta, place);
  await look(danuta, name);
}
await go(danuta, "/rodo/incydenty/");
await danuta.locator("main table a").first().click();
await danuta.waitForLoadState();
await look(danuta, "incident");

// 7. The register of people, the control of the voivode, one's own sessions ended from afar.
await go(danuta, "/osoby/");
await look(danuta, "people");
await follow(danuta, "Marek Przykładny");
await look(danuta, "member");
await go(danuta, "/osoby/przeglad/");
await look(danuta, "review");
await go(danuta, "/kontrole/");
await look(danuta, "controls");
const inga = await signIn(await visitor(), "Inga Sprawdzająca");
must((await go(inga, shared)) === 200, "Inspektor w kontroli nie widzi sprawy.");
must((await go(inga, shared + "udostepnienia/")) === 200 && !(await inga.getByRole("button", { name: "Udostępnij" }).count()), "Inspektor może udostępniać.");
const elsewhere = await signIn(await visitor(), "Ewa Zmyślona");
await go(ewa, "/konto/");
await look(ewa, "account");
await press(ewa, /^Zakończ sesję/);
await stepUp(ewa);
await press(ewa, "Zapisz teraz");
await says(ewa, "Zakończono sesję.");
await go(elsewhere, "/sprawy/");
must(path(elsewhere) === "/konto/zaloguj/", "Zakończona sesja nadal otwiera sprawy.");

tell({ clicks, complaints, copy: copy.name, file: file.name });
await browser.close();
