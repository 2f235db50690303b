"""The HTML of fields: label, widget, help and error, tied by aria-describedby.

Written out in Python. The same as templates (Django's for widgets) costs ten times as much, which on the page
of a case, with a form of thirty buttons, was half of all its work.
"""

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


def _attributes(attrs):
    """The attributes of a tag; True is a bare name and False nothing."""
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(str(value))}"'
        for name, value in attrs.items()
        if value is not False
    )


def _input(widget):
    value = "" if widget["value"] is None else f' value="{conditional_escape(str(widget["value"]))}"'
    name = conditional_escape(widget["name"])
    return f'<input type="{widget["type"]}" name="{name}"{value}{_attributes(widget["attrs"])}>'


def _textarea(widget):
    text = conditional_escape(widget["value"] or "")
    return f'<textarea name="{widget["name"]}"{_attributes(widget["attrs"])}>\n{text}</textarea>'


def _select(widget):
    groups = "".join(_group(name, options) for name, options, _ in widget["optgroups"])
    return f'<select name="{widget["name"]}"{_attributes(widget["attrs"])}>{groups}</select>'


def _group(name, options):
    rows = "".join(map(_option, options))
    return f'<optgroup label="{conditional_escape(name)}">{rows}</optgroup>' if name else rows


def _option(option):
    value, label = conditional_escape(str(option["value"])), conditional_escape(option["label"])
    return f'<option value="{value}"{_attributes(option["attrs"])}>{label}</option>'


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
        return mark_safe(_input(widget))
    write = WIDGETS.get(template_name)
    return mark_safe(write(widget)) if write else None


def field_html(field):
    """One field of a form: a checkbox stands before its label, several choices in a fieldset."""
    if field.use_fieldset:
        return format_html(
            '<fieldset class="mb-3" id="{}" tabindex="-1"><legend class="form-label{}">{}</legend>{}{}'
            "</fieldset>",
            field.auto_id, _required(field), field.label, _choices(field), _said_under(field),
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


def _said_under(field):
    """Help and errors, with the ids by which the widget names them."""
    said = SafeString()
    if field.help_text:
        help_text = mark_safe(field.help_text)
        said = format_html('<div class="form-hint" id="{}_helptext">{}</div>', field.auto_id, help_text)
    if field.errors:
        told = " ".join(field.errors)
        said += format_html(
            '<div class="invalid-feedback d-block" id="{}_error">{}</div>', field.auto_id, told
        )
    return said
