// What an office does in more than one walk: a decision issued and delivered, a month paid; amounts in grosze.
import { must } from "./walking.mjs";

export const zl = (grosze) => (grosze / 100).toLocaleString("pl-PL", { minimumFractionDigits: 2, useGrouping: "always" }).replace(/\s/g, " ") + " zł";
export const grosze = (text) => Math.round(Number(text.replace(/[^\d,-]/g, "").replace(",", ".")) * 100);
export const daysOf = (first) => new Date(Date.UTC(Number(first.slice(0, 4)), Number(first.slice(5, 7)), 0)).getUTCDate();

// The draft that is open is submitted, issued by the head, delivered; the page says until when one may appeal.
export async function decided(worker, head) {
  const decision = worker.path();
  must(decision.startsWith("/decyzje/"), `Nie ma projektu decyzji, jest ${decision}: ${await worker.text()}`);
  await worker.press("Przekaż do zatwierdzenia");
  await head.go(decision);
  await head.press("Zatwierdź i wydaj");
  await worker.go(decision);
  await worker.fill({ method: "in_person" });
  await worker.press("Zapisz doręczenie");
  await worker.sees("Ostatni dzień na odwołanie");
  return decision;
}

// The list of the month that begins on `first`: counted, approved by another person, sent to the bank; one that was
// begun for an earlier month goes before it. {given name: grosze to be paid} of the persons of one case; what is made
// up for an earlier month is under "name, wyrównanie".
export async function payMonth(accountant, head, first, number) {
  const named = new Date(first).toLocaleDateString("pl-PL", { month: "long", year: "numeric", timeZone: "UTC" });
  for (;;) {
    await accountant.go("/wyplaty/");
    const begun = accountant.page.locator("main table tbody tr", { hasText: "w przygotowaniu" }).first();
    const other = await begun.count() && !(await begun.innerText()).includes(named);
    if (await begun.count()) {
      await begun.locator("a").first().click();
      await accountant.page.waitForLoadState();
      await accountant.press("Przelicz od nowa");
    } else {
      await accountant.fill({ month: first });
      await accountant.press("Przygotuj listę");
    }
    const rows = await accountant.page.locator("main table tbody tr", { hasText: number }).allInnerTexts();
    await sent(accountant, head);
    if (!other) return Object.fromEntries(rows.map((row) => paidBy(row.replace(/[\u00a0\u202f]/g, " ").replace(/\s+/g, " "))));
  }
}

async function sent(accountant, head) {
  const list = accountant.path();
  await accountant.press("Przekaż do zatwierdzenia");
  await head.go(list);
  await head.press("Zatwierdź listę");
  await accountant.go(list);
  await accountant.download(() => accountant.page.locator("main form[action*='plik/'] button").first().click());
  await accountant.go(list);
  await accountant.press(/wysłan/i);
}

function paidBy(row) {
  const amounts = row.match(/([\d ]+,\d\d) zł ([\d ]+,\d\d) zł/);
  must(amounts, `Nie ma kwot w wierszu listy: ${row}`);
  return [row.match(/^(\S+)/)[1] + (row.includes("wyrównanie") ? ", wyrównanie" : ""), grosze(amounts[2])];
}

export function same(told, wanted, when) {
  const sorted = (one) => JSON.stringify(Object.entries(one).sort());
  must(sorted(told) === sorted(wanted), `${when}: ${sorted(told)} zamiast ${sorted(wanted)}`);
}
