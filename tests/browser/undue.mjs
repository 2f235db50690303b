// An undue benefit: a child left and nobody said so; what was overpaid is found, claimed by a decision, put in
// instalments, deducted within the half from the next list, partly waived, paid, closed.
//   node undue.mjs ADDRESS CHROMIUM FOLDER DAYFILE
import { begin, day, moveTo, must } from "./walking.mjs";

const [address, chromium, folder, dayFile] = process.argv.slice(2);
const walk = await begin(address, chromium, folder);
let today = day.today();
const grosz = (text) => Math.round(Number(text.replace(/[^\d,-]/g, "").replace(",", ".")) * 100);
const zl = (amount) => (amount / 100).toLocaleString("pl-PL", { minimumFractionDigits: 2, useGrouping: "always" }).replace(/\s/g, " ") + " zł";
const days = (first) => new Date(Date.UTC(Number(first.slice(0, 4)), Number(first.slice(5, 7)), 0)).getUTCDate();
const ewa = await walk.person("Ewa Zmyślona"), danuta = await walk.person("Danuta Wzorcowa"), irena = await walk.person("Irena Rachunkowa");

async function later(text) {
  today = text;
  moveTo(dayFile, text);
  for (const one of [ewa, danuta, irena]) await one.signIn();
}

// Submitted by Ewa, issued by Danuta, delivered by Ewa; the page says until when one may appeal.
async function decided() {
  const decision = ewa.path();
  must(decision.startsWith("/decyzje/"), `Nie ma projektu decyzji, jest ${decision}: ${await ewa.text()}`);
  await ewa.press("Przekaż do zatwierdzenia");
  await danuta.go(decision);
  await danuta.press("Zatwierdź i wydaj");
  await ewa.go(decision);
  await ewa.fill({ method: "in_person" });
  await ewa.press("Zapisz doręczenie");
  await ewa.sees("Ostatni dzień na odwołanie");
}

// 1. Wolha left on the 20th of the last month; her aid and that of the others was paid as if she were there.
const RATE3 = 100740, RATE2 = 117530; // zł 1007,40 for each of three, 1175,30 for each of two, in grosze
const thisMonth = day.month(today, 0), lastMonth = day.month(today, -1);
await ewa.go("/sprawy/?q=Dubrouskaja");
const home = await ewa.page.locator("main table a[href^='/sprawy/']").first().getAttribute("href");
await ewa.go(home + "sklad/");
await ewa.follow(/^Osoba wychodzi z programu/);
await ewa.fill({ person: { label: "Wolha Dubrouskaja" }, ends: day.month(today, -1, 20), reason: "Wyjechała do babci; powiedziała szkoła, nie rodzina." });
await ewa.press("Pokaż skutek");
const part = Math.round(RATE3 * 20 / days(lastMonth)), overpaid = RATE3 - part;
await ewa.sees("Skutek, gdy to zapiszesz", zl(part), zl(RATE2));
await ewa.press("Zapisz wyjście z programu");

// 2. Old and new by month, then the decision that changes the amounts.
await ewa.sees("Do wyrównania", zl(2 * (RATE2 - RATE3)), "Nadpłata", zl(overpaid + RATE3));
await ewa.fill({ since: { index: 0 }, ground: { label: "zmiana sytuacji osobistej strony" }, reason: "Dziecko opuściło rodzinę." });
await ewa.press("Przygotuj projekt decyzji");
await decided();

// 3. What is overpaid is no undue benefit yet: a person says why it is; more than was overpaid is refused.
await ewa.go(home + "nienalezne/");
await ewa.sees("Nadpłata to jeszcze nie świadczenie nienależnie pobrane", zl(part), "0,00 zł", "pomoc nie obejmuje tej osoby w tym miesiącu");
const asked = ewa.page.locator("main input.number");
must((await asked.evaluateAll((all) => all.map((one) => one.value))).map(grosz).join() === `${overpaid},${RATE3}`, "Kwoty do zwrotu są inne niż nadpłaty.");
await asked.first().fill("999,99");
await ewa.fill({ ground: "uninformed", facts: "Rodzina nie powiedziała o wyjeździe dziecka." });
await ewa.press("Przygotuj decyzję o zwrocie");
await ewa.sees(`Za ten miesiąc wypłacono o ${zl(overpaid)} więcej`);
await asked.first().fill(zl(overpaid).replace(" zł", ""));
await ewa.press("Przygotuj decyzję o zwrocie");
await decided();
let left = overpaid + RATE3;
await ewa.go(home + "nienalezne/");
await ewa.sees(`Pozostało do zwrotu ${zl(left)}`, "Przedawnienie");

// 4. Instalments on request of the family, by a decision; the parts add up to the grosz.
await ewa.page.getByText("Zaproponuj ulgę: umorzenie, odroczenie, raty").click();
await ewa.fill({ kind: "instalments", count: "3", due_on: day.month(today, 1, 28), reason: "Rodzina utrzymuje się tylko ze świadczenia." });
await ewa.press("Przygotuj decyzję o uldze");
await decided();
await ewa.go(home + "nienalezne/");
const plan = (await ewa.page.getByRole("region", { name: "Plan spłaty" }).locator("tbody td:nth-child(3)").allInnerTexts()).map(grosz);
must(plan.length === 3 && plan.reduce((a, b) => a + b) === left, `Raty ${plan} nie dają ${left}`);

// 5. Before the decision is final nothing is deducted; after it the next list takes an instalment, at most half.
await irena.go(home + "nienalezne/");
await irena.page.getByText("Potrącaj z bieżących wypłat").click();
await irena.fill({ whose: "rodzina", starts: { index: 1 } });
await irena.press("Potrącaj");
await irena.sees("Potrąca się dopiero, gdy decyzja jest ostateczna");
await later(day.add(today, 21));
await irena.go(home + "nienalezne/");
await irena.page.getByText("Potrącaj z bieżących wypłat").click();
await irena.fill({ whose: "rodzina", starts: day.month(thisMonth, 1) });
await irena.press("Potrącaj");
await irena.sees("najwyżej połowa wypłaty");
await irena.go("/wyplaty/");
await irena.page.locator("main table a[href^='/wyplaty/']").first().click();
await irena.page.waitForLoadState();
const list = irena.path();
await irena.press("Przelicz od nowa");
const half = RATE2 / 2;
const taken = Math.min(plan[0], half); // of the first of two persons; the other gives the rest of the instalment
const instalment = Math.min(plan[0], 2 * half);
await irena.sees("Potrącono (nienależnie pobrane) " + zl(instalment), `${zl(RATE2)} ${zl(RATE2 - taken)}`, `${zl(RATE2 - RATE3)} ${zl(RATE2 - RATE3)}`, "zgodne co do grosza");
await irena.press("Przekaż do zatwierdzenia");
await danuta.go(list);
await danuta.press("Zatwierdź listę");
await irena.go(list);
await irena.download(() => irena.page.locator("main form[action*='plik/'] button").first().click());
await irena.go(list);
await irena.press(/wysłan/i);
left -= instalment;
await ewa.go(home + "nienalezne/");
await ewa.sees(`Pozostało do zwrotu ${zl(left)}`, `0,00 zł, ${zl(instalment)}, 0,00 zł`);

// 6. The next list would take an instalment more; no more is deducted. Part is waived by a decision, part paid at the desk.
await irena.go(home + "nienalezne/");
await irena.sees(`z tego ${zl(Math.min(plan[0], left))} potrąci lista, która czeka na wysłanie`);
await irena.page.getByText("Potrącaj z bieżących wypłat").click();
await irena.press("Zakończ potrącanie");
await irena.go("/wyplaty/");
await irena.page.locator("main table a[href^='/wyplaty/']").first().click();
await irena.page.waitForLoadState();
await irena.press("Przelicz od nowa");
await ewa.go(home + "nienalezne/");
const waived = left - 10000;
await ewa.page.getByText("Zaproponuj ulgę: umorzenie, odroczenie, raty").click();
await ewa.fill({ kind: "waive", amount: zl(waived).replace(" zł", ""), reason: "Choroba matki." });
await ewa.press("Przygotuj decyzję o uldze");
await decided();
await irena.go(home + "nienalezne/");
await irena.sees("Pozostało do zwrotu 100,00 zł");
await irena.page.getByText("Zapisz wpłatę").first().click();
await irena.fill({ amount: "100,01", on: today, way: "desk" });
await irena.press("Zapisz wpłatę");
await irena.sees("Do spłaty pozostało 100,00 zł");
await irena.fill({ amount: "100,00" });
await irena.press("Zapisz wpłatę");
await irena.sees("Pozostało do zwrotu 0,00 zł", `100,00 zł, ${zl(instalment)}, ${zl(waived)}`, "Zakończono " + day.shown(today));
await irena.go("/nienalezne/");
await irena.sees("Maryja Dubrouskaja", zl(overpaid + RATE3));

walk.tell({ claimed: overpaid + RATE3, part, deducted: instalment, waived, repaid: 10000, plan, clicks: walk.clicks, complaints: walk.complaints });
await walk.browser.close();
