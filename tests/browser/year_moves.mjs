// The year of a family of five, its move: grounds and proofs, notices, a page that both centres sign, and the rest
// of the twelve months in the other centre, which sees what the family chose to hand over and nothing before that.
import { decided, zl } from "./office.mjs";
import { day, must } from "./walking.mjs";
import { accountOf, agreed, EACH, GOAL, SITUATION, STEPS, WHOLE } from "./year_begins.mjs";

const CENTRE = "Miejski Ośrodek Pomocy Rodzinie w Nowym Porcie Rzecznym";

// Asked for, proved, allowed; the old decision is revoked and everybody whom the statute names is told.
export async function moveAway(year) {
  const { ewa, month, walk } = year;
  year.on(month(6, 5));
  await ewa.go(year.home + "przeniesienie/nowe/");
  await ewa.send({ reach: "voivodeship", ground: "work", moves_on: month(6, 20), reason: "Praca z mieszkaniem.", address: "ul. Portowa 12", town: "87-990 Nowy Port Rzeczny", centre: { label: CENTRE } });
  const move = ewa.path();
  await ewa.fill({ reason: "Umowa o pracę z mieszkaniem." });
  await ewa.press("Dopuść przeniesienie");
  await ewa.sees("Brakuje oświadczenia"); // without its proofs nobody may allow it
  for (const proof of ["declaration", "proof"]) {
    await ewa.fill({ [`${proof}-on`]: year.today });
    await ewa.press(/^Zapisz/, `main form[action$='/dowod/${proof}/']`);
  }
  await ewa.sees("Kto płaci miesiąc przeniesienia", zl(5 * EACH * 6)); // six months are left, each paid by one centre
  await walk.audit(ewa, "move");
  await ewa.fill({ payer: "old", reason: "Umowa o pracę z mieszkaniem." });
  await ewa.press("Dopuść przeniesienie");
  await ewa.press("Przygotuj projekt");
  await revoked(year);
  await ewa.go(move);
  await ewa.press("Przygotuj pisma");
  year.notices = await ewa.page.getByRole("button", { name: /^Wysłano dziś/ }).count();
  must(year.notices === 3, `Zawiadomień jest ${year.notices}: nowe starostwo i dwaj wojewodowie.`);
  for (let n = 0; n < year.notices; n += 1) await ewa.press(/^Wysłano dziś/);
  await ewa.sees("Prezydent Miasta Nowy Port Rzeczny", "Wojewoda Łódzki", "Wojewoda Kujawsko-Pomorski", `wysłano ${day.shown(year.today)}`);
  await ewa.press("Przygotuj kartę");
  year.brief = ewa.path();
  await handOver(year);
  year.on(month(6, 12));
  await year.pays(WHOLE); // the month of the move is the old centre's
}

// The decision that gives way to that of the new centre names how much was used, and how much is left.
async function revoked({ ewa, danuta }) {
  if (!ewa.path().startsWith("/decyzje/")) await ewa.follow(/uchylenie/);
  await ewa.sees("Wykorzystano 6 mies., pozostało 6 mies.");
  await decided(ewa, danuta);
}

// What the family chose goes over, once the head of the other centre accepts; before that she sees this page alone.
async function handOver(year) {
  const { ewa, walk } = year;
  await ewa.follow("Zobacz, co dostaną, i przekaż");
  await ewa.fill({ scope: ["contact", "home", "notes"] });
  await ewa.press("Podpisz i zaproponuj przejęcie");
  year.helena = await walk.person("Helena Modelowa");
  year.adam = await walk.person("Adam Próbny");
  const { helena, adam } = year;
  await helena.missesPage(year.home);
  await adam.missesPage(year.brief);
  await helena.go(year.brief);
  await helena.sees("Do przyjęcia widzisz tylko tę stronę", "Amal Roczna", "telefony i adresy e-mail");
  await helena.doesNotSee("Nie chciało mi się");
  await walk.audit(helena, "brief");
  await helena.press("Przyjmij sprawę");
  year.there = (await helena.text()).match(/Sprawa w nowym centrum: (\S+?)\.( |$)/)[1];
}

// Its own worker, its own agreement for what is left, its own decision; each centre in its own file.
export async function acrossTheRiver(year) {
  const { ewa, helena, adam, walk } = year;
  await assigned(year);
  await adam.missesPage(year.home);
  await ewa.missesPage(year.away);
  await adam.go(year.away + "program/");
  await adam.sees(GOAL, ...STEPS, SITUATION, "950,00 zł", zl(5 * EACH * 6)); // the goals go on, with six months of money
  await walk.audit(adam, "continued");
  await agreed(adam, helena, year.away);
  await accountOf(adam, year.away);
  await onlyToRead(year);
}

// The old centre keeps its file and what is left of its own duties; it writes nothing about the family any more.
async function onlyToRead(year) {
  const { ewa } = year;
  await ewa.go(year.home);
  await ewa.sees("program zakończony", year.number, "MOPR Nowy Port Rzeczny. Akta są tu tylko do odczytu");
  must(!(await ewa.page.locator("main form[action$='/kontakt/']").count()), "Stare centrum może dopisać kontakt.");
  await ewa.go(year.home + "po-programie/");
  await ewa.sees(`Po programie zapyta rodzinę ${CENTRE}`);
  await ewa.follow("Podaj przyczynę zakończenia");
  await ewa.send(); // moved, as the program proposes
  await ewa.sees("przeniesienie do innego powiatu (art. 94)");
}

// The head gives the case that is nobody's yet to a worker, who signs the page too.
async function assigned(year) {
  const { helena, adam } = year;
  await helena.go("/przekazania/bez-realizatora/");
  await helena.follow(/^Komu przekazać\s*: Amal Roczna/);
  year.away = helena.path().replace("przekazanie/", "");
  await helena.fill({ to_worker: { label: "Adam Próbny" } });
  await helena.press(/^Przygotuj/);
  const page = helena.path();
  await helena.press("Podpisz i przekaż");
  await adam.go(page);
  await adam.press("Przyjmij sprawę");
}
