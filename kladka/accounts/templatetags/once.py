"""`{% once %}` beside `{% csrf_token %}`: the key by which a form sent twice has one effect."""

import secrets

from django import template
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag
def once():
    """A hidden field with 128 random bits, another for every form."""
    return mark_safe(f'<input type="hidden" name="once" value="{secrets.token_hex(16)}">')
