"""The HTML of fields: label, widget, help and error, tied by aria-describedby.

Written out in Python. The same as templates (Django's for widgets) costs ten times as much, which on the page
of a case, with a form of thirty buttons, was half of all its work.
"""

from kladka.ui.markup import format_html, format_html_join

PILL = "form-selectgroup-input"  # the class of choices that are shown as buttons to be tapped


def _tag(name, attrs):
    """The opening tag with its attributes; True is a bare name and False nothing."""
    given = [(one, value) for one, value in attrs.items() if value is not False]
    words = "".join(" {}" if value is True else ' {}="{}"' for _, value in given)
    return format_html(f"<{name}{words}>", *(one for pair in given for one in _words(*pair)))


def _words(name, value):
    return (name,) if value is True else (name, str(value))


def _input(widget):
    value = {} if widget["value"] is None else {"value": widget["value"]}
    return _tag("input", {"type": widget["type"], "name": widget["name"], **value, **widget["attrs"]})


def _textarea(widget):
    opening = _tag("textarea", {"name": widget["name"], **widget["attrs"]})
    return format_html("{}\n{}</textarea>", opening, widget["value"] or "")


def _select(widget):
    groups = format_html_join(
        "", "{}", ((_group(name, options),) for name, options, _ in widget["optgroups"])
    )
    return format_html("{}{}</select>", _tag("select", {"name": widget["name"], **widget["attrs"]}), groups)


def _group(name, options):
    rows = format_html_join(
        "",
        "{}{}</option>",
        ((_tag("option", {"value": one["value"], **one["attrs"]}), one["label"]) for one in options),
    )
    return format_html('<optgroup label="{}">{}</optgroup>', name, rows) if name else rows


_PLAIN = (
    *("text", "number", "email", "url", "password", "hidden", "date", "datetime", "time", "checkbox"),
    *("tel", "search", "color", "file", "input"),
)
WIDGETS = {
    **{f"django/forms/widgets/{name}.html": _input for name in _PLAIN},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
}
# One button of several: its label stands around it in our own pages.
OPTIONS = {"django/forms/widgets/radio_option.html", "django/forms/widgets/checkbox_option.html"}


def widget_html(template_name, widget):
    """The tag of a widget as its template would write it, or None for one that has no words here."""
    if template_name in OPTIONS and not widget.get("wrap_label"):
        return _input(widget)
    write = WIDGETS.get(template_name)
    return write(widget) if write else None


def field_html(field):
    """One field of a form: a checkbox stands before its label, several choices in a fieldset."""
    if field.use_fieldset:
        choices = _pills(field) if field.field.widget.attrs.get("class") == PILL else _choices(field)
        return format_html(
            '<fieldset class="mb-3" id="{}" tabindex="-1"><legend class="form-label{}">{}</legend>{}{}'
            "</fieldset>",
            field.auto_id, _required(field), field.label, choices, _said_under(field),
        )  # fmt: skip
    if getattr(field.field.widget, "input_type", "") == "checkbox":
        return format_html(
            '<div class="mb-3"><label class="form-check" for="{}">{}'
            '<span class="form-check-label{}">{}</span></label>{}</div>',
            field.id_for_label, field.as_widget(), _required(field), field.label, _said_under(field),
        )  # fmt: skip
    return format_html('<div class="mb-3">{}{}{}</div>', _label(field), field.as_widget(), _said_under(field))


def _required(field):
    return " required" if field.field.required else ""


def _label(field):
    if not field.label:
        return ""
    return format_html(
        '<label class="form-label{}" for="{}">{}</label>', _required(field), field.id_for_label, field.label
    )


def _choices(field):
    return format_html_join(
        "",
        '<label class="form-check" for="{}">{}<span class="form-check-label">{}</span></label>',
        ((one.id_for_label, one.tag(), one.choice_label) for one in field.subwidgets),
    )


def _pills(field):
    """The same choices as buttons to be tapped, radio buttons or checkboxes underneath."""
    buttons = format_html_join(
        "",
        '<label class="form-selectgroup-item" for="{}">{}'
        '<span class="form-selectgroup-label">{}</span></label>',
        ((one.id_for_label, _input(one.data), one.choice_label) for one in field.subwidgets),
    )
    return format_html('<div class="form-selectgroup form-selectgroup-pills">{}</div>', buttons)


def _said_under(field):
    """Help and errors, with the ids by which the widget names them."""
    said = [(f"{field.auto_id}_helptext", "form-hint", field.help_text)] if field.help_text else []
    if field.errors:
        said.append((f"{field.auto_id}_error", "invalid-feedback d-block", " ".join(field.errors)))
    return format_html_join("", '<div class="{1}" id="{0}">{2}</div>', said)
