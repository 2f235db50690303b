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
    const question = event.submitter?.dataset.confirm || event.target.dataset.confirm;
    const again = Date.now() - (sent.get(event.target) || 0) < 2000;
    if (again || (question && !window.confirm(question))) event.preventDefault();
    else sent.set(event.target, Date.now());
  });

  // A form with data-draft is sent to the server a second after the last key, while one types every five seconds,
  // and when the page is left; what the server has not taken is sent again.
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const state = form.querySelector("[data-draft-state]");
    const say = (text) => { if (state) state.textContent = text; };
    let timer, typedSince, done = false;
    const send = (keepalive) => fetch(form.dataset.draft, { method: "POST", body: new FormData(form), keepalive, headers: { "X-Requested-With": "fetch" } });
    const save = async () => {
      clearTimeout(timer);
      typedSince = undefined;
      try {
        const answer = await send(false);
        say(answer.ok ? "Szkic zapisany " + new Date().toLocaleTimeString("pl")
          : answer.status === 401 ? "Sesja wygasła. Wyślij formularz: po zalogowaniu wpisana treść będzie zachowana."
          : "Szkic niezapisany. Nie zamykaj strony.");
      } catch {
        say("Brak połączenia. Szkic zapisze się po powrocie.");
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
    form.addEventListener("submit", (event) => { if (!event.defaultPrevented) { clearTimeout(timer); done = true; } });
    addEventListener("pagehide", () => { if (typedSince && !done) send(true).catch(() => {}); });
  }
})();
