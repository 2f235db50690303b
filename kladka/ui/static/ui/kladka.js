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

  // A form with data-draft is sent to the server a second after the last key.
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const state = form.querySelector("[data-draft-state]");
    let timer;
    const save = async () => {
      try {
        const headers = { "X-Requested-With": "fetch" };
        const answer = await fetch(form.dataset.draft, { method: "POST", body: new FormData(form), headers });
        if (state) state.textContent = answer.ok ? "Szkic zapisany " + new Date().toLocaleTimeString("pl")
          : answer.status === 401 ? "Sesja wygasła. Zapisz formularz: po zalogowaniu wpisana treść będzie zachowana."
          : "Szkic niezapisany";
      } catch {
        if (state) state.textContent = "Brak połączenia. Szkic zapisze się po powrocie.";
        timer = setTimeout(save, 5000);
      }
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 1000); });
    form.addEventListener("submit", () => clearTimeout(timer));
  }
})();
