// A person with a password only adds a passkey of a virtual authenticator and from then on signs in with it.
// Prints one JSON line per page looked at.
//   node passkeys.mjs ADDRESS CHROMIUM EMAIL PASSWORD [FOLDER]
import { audit, open } from "./browser.mjs";

const [address, chromium, email, password, folder] = process.argv.slice(2);
const { browser, page } = await open(chromium);
const refused = [];
page.on("console", (message) => { if (message.text().includes("Content Security Policy")) refused.push(message.text()); });
const go = (path) => page.goto(address + path);
const at = (path) => page.waitForURL(address + path, { timeout: 15000 });
const look = async (name, looks) => { for (const line of await audit(page, name, folder, looks)) console.log(JSON.stringify(line)); };
const press = (name) => page.getByRole("button", { name, exact: true }).first().click();
const must = (held, said) => { if (!held) throw new Error(said); };

const cdp = await page.context().newCDPSession(page);
await cdp.send("WebAuthn.enable");
const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", { options: {
  protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true,
  isUserVerified: true, automaticPresenceSimulation: true } });

async function giveThePassword() {
  await page.locator("[name=login]").fill(email);
  await page.locator("[name=password]").fill(password);
  await press("Zaloguj hasłem i kodem");
}

// 1. The sign-in page in every look and from right to left; the password can be shown.
await go("/konto/zaloguj/");
await look("sign-in");
await page.locator("[name=password]").fill(password);
await press("Pokaż hasło");
must((await page.locator("[name=password]").getAttribute("type")) === "text", "Hasła nie widać.");
await go("/konto/zaloguj/?jezyk=ar");
await look("sign-in-ar", ["rtl"]);
await go("/konto/zaloguj/?jezyk=pl");

// 2. With a password alone nothing but the set-up is open.
await giveThePassword();
await page.waitForLoadState();
await go("/sprawy/");
await at("/konto/zabezpieczenia/");
await look("factors", ["light", "dark", "phone"]);

// 3. The passkey is added; the recovery codes are shown once, before anything else.
await page.getByRole("link", { name: "Dodaj klucz dostępu" }).click();
await at("/konto/zabezpieczenia/klucz/");
await look("add-key", ["light", "phone"]);
await page.locator("[name=name]").fill("laptop w biurze");
await press("Dodaj klucz");
await at("/konto/zabezpieczenia/kody/");
must((await page.locator("main code").count()) === 10, "Nie ma dziesięciu kodów.");
const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Pobierz jako plik" }).click()]);
must(file.suggestedFilename() === "kladka-kody-zapasowe.txt", "Kodów nie da się pobrać.");
await look("recovery-codes", ["light", "phone"]);
await page.getByRole("link", { name: "Kody są zapisane, dalej" }).click();
await at("/konto/");
await look("account", ["light", "dark", "phone"]);

// 4. Out, and in again with the passkey alone.
async function signOut() {
  await page.locator("form[action='/konto/wyloguj/'] button").first().evaluate((button) => button.click());
  await page.waitForURL("**/konto/zaloguj/**");
}
await signOut();
await press("Zaloguj kluczem dostępu");
await at("/");
await go("/konto/");
must((await page.locator("td", { hasText: "klucz dostępu" }).count()) > 0, "Zalogowania kluczem nie widać na koncie.");

// 5. It also confirms an act, and is the second step after a password.
await go("/konto/potwierdz/?next=/sprawy/");
await look("confirm", ["light", "dark", "phone"]);
await press("Potwierdź kluczem dostępu");
await at("/sprawy/");
await signOut();
await giveThePassword();
await at("/konto/zaloguj/drugi-krok/");
await look("second-step");
await press("Użyj klucza dostępu");
await at("/");
await signOut();

// 6. A finger that is not recognised opens nothing, and the page says what else can be done.
await cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
await press("Zaloguj kluczem dostępu");
await page.getByText("Klucz dostępu nie został odczytany").first().waitFor({ timeout: 15000 });
await look("key-trouble", ["light", "dark"]);
await go("/sprawy/");
must(page.url().includes("/konto/zaloguj/"), "Otwarto bez klucza.");

must(refused.length === 0, refused.join("\n"));
await browser.close();
