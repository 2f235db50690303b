"""What is typed into a letter, and why one is voided."""

from django import forms

from kladka.ui.forms import PastDayField, StyledForm


class LetterForm(StyledForm):
    person = forms.ChoiceField(label="Kogo dotyczy", required=False)
    requested_on = PastDayField(
        label="Wniosek o zaświadczenie wpłynął",
        required=False,
        help_text="Od tego dnia biegnie termin (KPA art. 217 § 3). Puste: zaświadczenie z urzędu.",
    )
    title = forms.CharField(label="Tytuł", max_length=120)
    addressee = forms.CharField(label="Adresat", max_length=300, required=False)
    text = forms.CharField(
        label="Treść", max_length=6000, required=False, widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Każdy wiersz to akapit.",
    )  # fmt: skip
    purpose = forms.CharField(
        label="W jakim celu", max_length=200, required=False, help_text="Na przykład: przedłożenie w szkole."
    )

    def __init__(self, *args, people, certificate, **more):
        super().__init__(*args, **more)
        self.people = {one.key: one for one in people}
        self.fields["person"].choices = [
            ("", "cała rodzina"),
            *((k, p.full_name) for k, p in self.people.items()),
        ]
        for name in ("person",) if certificate else ("purpose", "requested_on"):
            del self.fields[name]  # who a certificate is about is chosen before

    def content(self):
        """Arguments of the act; a certificate keeps its person."""
        data = {"purpose": ""} | self.cleaned_data
        return data | ({"person": self.people.get(data["person"])} if "person" in data else {})


class VoidForm(StyledForm):
    reason = forms.CharField(label="Dlaczego", max_length=300)
