"""Which template prints a letter of an organisation, and what may stand in a template."""

from django.core.exceptions import ValidationError

from kladka.documents import docx, word_examples

from .models import OfficeTemplate, TemplateUse
from .wording import MEANINGS, ROW_NAMES, TECHNICAL


def in_use(organisation_id, kind, title=""):
    """The office's template of a kind in use, or None: the built-in one prints."""
    used = {"kind": kind, "title": title, "state": OfficeTemplate.State.ACTIVE}
    return OfficeTemplate.objects.filter(organisation=organisation_id, **used).first()


def used_for(kind, letter_key):
    """The version that an issued letter is of, or None: the built-in one."""
    use = TemplateUse.objects.select_related("template").filter(kind=kind, letter_key=letter_key).first()
    return use and use.template


def titles_in_use(organisation_id):
    """[(title, key of the version in use)] of the office's own letters, by title."""
    used = {"kind": OfficeTemplate.Kind.LETTER, "state": OfficeTemplate.State.ACTIVE}
    found = OfficeTemplate.objects.filter(organisation=organisation_id, **used).exclude(title="")
    return list(found.order_by("title").values_list("title", "key"))


def print_docx(organisation_id, letter, kind, *, issued="", title=""):
    """A letter as DOCX by the office's template or the built-in one of this kind.

    A draft takes the version in use; an issued letter (`issued` is its key) the one it was issued with,
    whatever came since. ValidationError when the office's template cannot hold what the letter says.
    """
    own = used_for(kind, issued) if issued else in_use(organisation_id, kind, title)
    try:
        return docx.render(kind, letter.as_data(), own=bytes(own.content) if own else None)
    except docx.TemplateFault as error:
        said = f"Wzór jednostki ({own}) nie mieści tego pisma. {error} Kierownik może ten wzór wycofać."
        raise ValidationError(said) from error


def fields_of(kind):
    """(as it is written in Word, meaning in Polish, example) of every field and list of a kind."""
    merged = {}
    for data in reversed(word_examples.known(kind)):
        merged |= {name: value for name, value in data.items() if value or name not in merged}
    return list(_listed(merged, "", ""))


def _listed(value, path, name):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in TECHNICAL:
                yield from _listed(inner, f"{path}.{key}" if path else key, key)
    elif isinstance(value, list):
        one = ROW_NAMES.get(name, "pozycja")
        yield f"{{%p for {one} in {path} %}}", f"początek listy: {MEANINGS.get(name, '')}", ""
        if value:
            yield from _listed(value[0], one, one)
        yield "{%p endfor %}", "koniec listy", ""
    else:
        yield f"{{{{ {path} }}}}", MEANINGS.get(name, ""), "" if value is None else str(value)
