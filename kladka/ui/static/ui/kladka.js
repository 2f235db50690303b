// Everything works without this file; with it, explanations open in place and nothing typed is lost.
(function () {
  const why = document.getElementById("why");
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "why-body") why.showModal();
  });

  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

  // A destructive act says what it does and asks once more.
  // A second click within two seconds is a slip of the hand and sends nothing.
  const sent = new WeakMap();
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    const question = event.submitter?.dataset.confirm || event.target.dataset.confirm;
    const again = Date.now() - (sent.get(event.target) || 0) < 2000;
    if (again || (question && !window.confirm(question))) event.preventDefault();
    else sent.set(event.target, Date.now());
  });

  // A form with data-draft is sent to the server a second after the last key, while one types every five seconds,
  // and when the page is left; what the server has not taken is sent again.
  // Without a connection what is typed stays in the session of this tab alone (sessionStorage, ADR 0028) until the
  // server has it; pressing the button then waits for the connection and sends the form by itself.
  const TAB = "kladka:";
  const WAITS = "Brak połączenia. Formularz czeka na tej karcie i wyśle się sam, gdy połączenie wróci. Nie zamykaj strony.";
  const forget = (kept = () => false) => Object.keys(sessionStorage).filter((key) => key.startsWith(TAB) && !kept(key)).forEach((key) => sessionStorage.removeItem(key));
  const sentKey = sessionStorage.getItem(TAB + "sent");
  const returned = ["reload", "back_forward"].includes(performance.getEntriesByType("navigation")[0]?.type);
  if (sentKey && !returned) { sessionStorage.removeItem(sentKey); sessionStorage.removeItem(TAB + "sent"); }
  for (const form of document.querySelectorAll("form[action='/konto/wyloguj/']")) form.addEventListener("submit", () => forget());
  const NOT_KEPT = new Set(["csrfmiddlewaretoken", "once"]);
  const typed = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NOT_KEPT.has(name));
  const fill = (form, rows) => {
    const values = new Map();
    for (const [name, value] of rows) values.set(name, [...(values.get(name) || []), value]);
    for (const field of form.elements) {
      if (!field.name || NOT_KEPT.has(field.name) || field.type === "file" || field.type === "submit") continue;
      const found = values.get(field.name) || [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = found.includes(field.value);
      else if (field.multiple) for (const option of field.options) option.selected = found.includes(option.value);
      else if (found.length) field.value = found[0];
    }
  };
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const state = form.querySelector("[data-draft-state]");
    const say = (text) => { if (state) state.textContent = text; };
    const key = `${TAB}${state?.dataset.draftState}:${form.dataset.draft}`;
    forget((one) => one.startsWith(`${TAB}${state?.dataset.draftState}:`)); // of whoever sat here before: nothing
    const keep = () => sessionStorage.setItem(key, JSON.stringify(typed(form)));
    let timer, typedSince, done = false, waiting;
    const send = (keepalive) => fetch(form.dataset.draft, { method: "POST", body: new FormData(form), keepalive, headers: { "X-Requested-With": "fetch" } });
    const save = async () => {
      clearTimeout(timer);
      typedSince = undefined;
      try {
        const answer = await send(false);
        if (answer.ok) sessionStorage.removeItem(key);
        say(answer.ok ? "Szkic zapisany " + new Date().toLocaleTimeString("pl")
          : answer.status === 401 ? "Sesja wygasła. Wyślij formularz: po zalogowaniu wpisana treść będzie zachowana."
          : "Szkic niezapisany. Nie zamykaj strony.");
      } catch {
        keep();
        say(waiting ? WAITS : "Brak połączenia. Tekst zostaje na tej karcie; szkic zapisze się po powrocie.");
        typedSince ??= Date.now();
        timer = setTimeout(save, 5000);
      }
    };
    form.addEventListener("input", () => {
      done = false;
      clearTimeout(timer);
      typedSince ??= Date.now();
      timer = setTimeout(save, Math.max(0, Math.min(1000, typedSince + 5000 - Date.now())));
    });
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      if (!navigator.onLine) {
        event.preventDefault();
        waiting = event.submitter || true;
        keep();
        say(WAITS);
        return;
      }
      clearTimeout(timer);
      done = true;
      sessionStorage.setItem(TAB + "sent", key);
    });
    addEventListener("online", () => {
      if (!waiting) return;
      const button = waiting === true ? undefined : waiting;
      waiting = undefined;
      say("Połączenie wróciło. Wysyłam.");
      form.requestSubmit(button);
    });
    const rescued = sessionStorage.getItem(key);
    if (rescued) {
      fill(form, JSON.parse(rescued));
      say("Przywrócono tekst wpisany bez połączenia.");
      timer = setTimeout(save, 0);
    }
    addEventListener("pagehide", () => { if (typedSince && !done) send(true).catch(() => {}); });
  }
})();
