"""Widgets written in Python say the same as Django's templates, and escape everything."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.test.html import parse_html

from kladka.ui.forms import Renderer

BAD = '"><script>alert(1)</script>'
CHOICES = [("", "wybierz"), ("a", f"pierwszy {BAD}"), ("grupa <b>", [("b", "drugi"), (3, "trzeci")])]


class Everything(forms.Form):
    text = forms.CharField(initial=BAD, help_text=f"Pomoc {BAD}", label=f"Etykieta {BAD}")
    long = forms.CharField(widget=forms.Textarea, initial=f"\nwiersz {BAD}")
    number = forms.IntegerField(initial=1234, min_value=0)
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), required=False)
    flag = forms.BooleanField(initial=True)
    hidden = forms.CharField(widget=forms.HiddenInput, initial=BAD)
    password = forms.CharField(widget=forms.PasswordInput)
    one = forms.ChoiceField(choices=CHOICES, initial="b")
    some = forms.MultipleChoiceField(choices=CHOICES, initial=["b", 3])
    radio = forms.ChoiceField(choices=CHOICES[:2], widget=forms.RadioSelect, initial="a")
    boxes = forms.MultipleChoiceField(choices=CHOICES[:2], widget=forms.CheckboxSelectMultiple)


@pytest.mark.parametrize("data", [None, {"text": BAD, "radio": "z", "one": "a"}])
@pytest.mark.parametrize("name", Everything.base_fields)
def test_a_widget_is_what_its_template_writes(name, data):
    ours, theirs = Everything(data, renderer=Renderer()), Everything(data, renderer=TemplatesSetting())
    assert parse_html(str(ours[name])) == parse_html(str(theirs[name]))
    buttons = zip(ours[name].subwidgets, theirs[name].subwidgets, strict=True)
    assert all(parse_html(one.tag()) == parse_html(other.tag()) for one, other in buttons)


@pytest.mark.parametrize("name", Everything.base_fields)
def test_nothing_of_a_field_reaches_the_page_unescaped(name):
    field = Everything({"text": "", "radio": BAD, "one": BAD, "number": BAD}, renderer=Renderer())[name]
    written = field.as_field_group()
    assert "<script>" not in written
    told = [f"{field.auto_id}_error"] * bool(field.errors) + [f"{field.auto_id}_helptext"] * bool(
        field.help_text
    )
    assert all(f'id="{one}"' in written for one in told)
