"""Model fields sealed at rest and bound to their row, and blind indexes by which such values are found.

A model with a sealed field has a random `key`, set before the first save: with table and column it is the
place of the value. A ciphertext moved to another row or column does not open. Empty text is NULL, so that
"missing" can be asked for; nothing else can be asked of a sealed column.
"""

import json

from django.core import checks
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import In
from django.db.models.query_utils import DeferredAttribute

from . import keys
from .sealing import DIGEST, blind_index, seal, unseal


class Sealed(bytes):
    """A value as it lies in the database. `.values()` gives these; `unsealed` opens them."""

    def __str__(self):
        raise TypeError("Zaszyfrowanej wartości się nie pokazuje. Otwórz ją przez Model.pole.unsealed(…).")


class Opened(DeferredAttribute):
    """The attribute of an instance: opened when it is first read. On the class: `unsealed`."""

    def __get__(self, instance, cls=None):
        if instance is None:
            return self
        field, data = self.field, instance.__dict__
        if field.attname not in data:
            instance.refresh_from_db(fields=[field.row, field.attname])  # the row too, in the same query
        if isinstance(data[field.attname], Sealed):
            data[field.attname] = field.unsealed(data[field.attname], getattr(instance, field.row))
        return data[field.attname]

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value

    def unsealed(self, value, row):
        """What `.values()` gave for the row with this key, opened. Raises NotOpened."""
        return self.field.unsealed(value, row)


class SealedField(models.BinaryField):
    """A column of AES-256-GCM ciphertext. `row` names the field that holds the row's random key.

    Written by save(), create() and bulk_create(). update() may only empty it, else TypeError; every lookup
    but `isnull` raises FieldError; what does not open raises kladka.vault.sealing.NotOpened.
    """

    descriptor_class = Opened
    empty: object = None

    def __init__(self, *args, purpose="fields", row="key", **options):
        self.purpose, self.row = purpose, row
        super().__init__(*args, **{**options, "null": True})

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        del options["null"]
        return name, path, args, options | {"purpose": self.purpose, "row": self.row}

    def check(self, **options):
        errors = super().check(**options)
        if self.row not in {field.name for field in self.model._meta.fields}:
            errors.append(checks.Error(f"Pole zaszyfrowane wymaga pola {self.row}.", obj=self))
        return errors

    def place(self, row):
        if not row:
            raise ValueError(f"Wiersz {self.model._meta.label} nie ma jeszcze klucza.")
        return f"{self.model._meta.db_table}.{self.column}.{row}"

    def sealed(self, plain, row):
        """The ciphertext of a value for the row with this key; None for an empty one."""
        if plain in self.empty_values:
            return None
        if self.max_length and len(plain) > self.max_length:
            raise ValueError(f"{self._where()}: najwyżej {self.max_length} znaków.")
        return Sealed(seal(self.purpose, self.written(plain), place=self.place(row)))

    def unsealed(self, value, row):
        """The value of the row with this key; what is not sealed is returned as it is. Raises NotOpened."""
        if not isinstance(value, Sealed):
            return value
        return self.read(unseal(self.purpose, value, place=self.place(row)))

    def pre_save(self, instance, add):
        kept = instance.__dict__.get(self.attname)
        if isinstance(kept, Sealed) and not add:
            return kept  # nobody looked at it, so nobody changed it
        return self.sealed(getattr(instance, self.attname), getattr(instance, self.row))

    def from_db_value(self, value, expression, connection):
        return self.empty if value is None else Sealed(value)

    def to_python(self, value):
        return value

    def get_default(self):
        return super().get_default() if self.has_default() else self.empty

    def get_db_prep_save(self, value, connection):
        if value in self.empty_values or isinstance(value, Sealed) or hasattr(value, "as_sql"):
            return super().get_db_prep_save(value, connection)
        raise TypeError(f"{self._where()} zapisuje tylko save(), create() i bulk_create().")

    def get_db_prep_value(self, value, connection, prepared=False):
        # Of a value that is not being saved a constraint may ask only whether there is one.
        if not isinstance(value, Sealed):
            value = None if value in self.empty_values else b"?"
        return super().get_db_prep_value(value, connection, prepared)

    def get_lookup(self, lookup_name):
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self._where()} jest zaszyfrowane: można pytać tylko o isnull.")

    def get_transform(self, lookup_name):
        return self.get_lookup(lookup_name)

    def _where(self):
        return f"{self.model._meta.label}.{self.name}"


class SealedTextField(SealedField):
    """Text. `max_length` is in characters; empty text is kept as NULL and read as ""."""

    empty = ""
    empty_values: tuple = (None, "")
    written = staticmethod(str.encode)
    read = staticmethod(bytes.decode)


class SealedJSONField(SealedField):
    """Anything JSON can hold. An empty list or object is kept as NULL and read as the default."""

    empty_values: tuple = (None, {}, [])

    def from_db_value(self, value, expression, connection):
        return self.get_default() if value is None else Sealed(value)

    def written(self, plain):
        return json.dumps(plain, ensure_ascii=False)

    read = staticmethod(json.loads)


class SealedFileField(SealedField):
    """The bytes of a file, under the key of files."""

    written = read = staticmethod(bytes)

    def __init__(self, *args, purpose="files", **options):
        super().__init__(*args, purpose=purpose, **options)


def unseal_rows(rows, model, *names, row="key"):
    """Open the named fields in dictionaries of `.values()`, in place; `row` is where the row's key stands.

    A name may lead over relations ("person__pesel"): the field is then looked up on the last model.
    """
    for name in names:
        field = model._meta.get_field(name.rpartition("__")[2])
        for one in rows:
            one[name] = field.unsealed(one[name], one[row])
    return rows


class Digested(DeferredAttribute):
    """The digest of what the sealed field says now; the stored one as long as nobody opened that field."""

    def __get__(self, instance, cls=None):
        if instance is None:
            return self
        source = instance.__dict__.get(self.field.of)
        if source is None or isinstance(source, Sealed):
            return super().__get__(instance, cls)
        return self.field.digest_for(instance, source)

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value


class BlindIndexField(models.CharField):
    """Keyed digest of the sealed field `of`, by which equal values are found: `filter(…_index__of="…")`.

    Hex: number of the key (2 signs) and the digest (32); NULL for an empty value. Letters and digits alone
    count, in upper case. The model inherits `Indexed`, so that a partial save never leaves it behind.
    """

    descriptor_class = Digested
    longest = 2 + 2 * DIGEST
    within = ""

    def __init__(self, *args, of, **options):
        self.of = of
        fixed = {"max_length": self.longest, "null": True, "blank": True, "editable": False}
        super().__init__(*args, **{**options, **fixed})

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        for fixed in ("max_length", "null", "blank", "editable"):
            del options[fixed]
        return name, path, args, options | {"of": self.of}

    def check(self, **options):
        errors = super().check(**options)
        if not issubclass(self.model, Indexed):
            errors.append(checks.Error("Model z indeksem ślepym dziedziczy po Indexed.", obj=self))
        return errors

    def digest(self, value, number=None):
        """The digest by the current key, or by the one with this number; None for an empty value."""
        plain = "".join(sign for sign in value or "" if sign.isalnum()).upper()
        if not plain:
            return None
        number = number or keys.current("index")[0]
        place = f"{self.model._meta.db_table}.{self.of}"
        return f"{number:02x}{blind_index(place, plain, number=number)}"

    def digest_for(self, instance, source):
        """The digest of what the sealed field of an instance says."""
        return self.digest(source)

    def digests(self, value):
        """The digests by all keys held: while a key is being changed, rows carry the one or the other."""
        found = [self.digest(value, number) for number in keys.numbers("index")]
        return [digest for digest in found if digest]

    def pre_save(self, instance, add):
        return getattr(instance, self.attname)


@BlindIndexField.register_lookup
class Of(In):
    """Equal to the index of this plain value."""

    lookup_name = "of"

    def get_prep_lookup(self):
        self.rhs = self.lhs.output_field.digests(self.rhs)
        return super().get_prep_lookup()


class WordIndexField(BlindIndexField):
    """Keyed digests of the stems of a sealed text, by which its words are found; the text is not given away.

    Number of the key (2 signs) and, sorted, 8 signs for each stem: "01 0a4c99e1 7be10c3d". `stems` makes
    the stems of a text, `within` is the path to what the digests are kept apart by ("case__organisation_id"):
    equal words of two organisations do not look equal. What is found is compared with the opened text, for
    two words may meet in 32 bits.
    """

    longest = 2 + 9 * 400

    def __init__(self, *args, of, within, stems, **options):
        self.within, self.stems = within, stems
        super().__init__(*args, of=of, **options)

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"within": self.within, "stems": self.stems}

    def digest(self, value, number=None, within=None):
        number = number or keys.current("index")[0]
        words = self.words(self.stems(value), within, number)
        return " ".join([f"{number:02x}", *sorted(words)]) if words else None

    def digest_for(self, instance, source):
        for name in self.within.split("__"):
            instance = getattr(instance, name)
        return self.digest(source, within=instance)

    def words(self, stems, within, number):
        """The digest of each stem by the key with this number."""
        place = f"{self.model._meta.db_table}.{self.of}.{within}"
        return [blind_index(place, stem, number=number)[:8] for stem in stems]


class Indexed(models.Model):
    """A model with blind indexes: they are saved with the fields they are made of."""

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **options):
        if update_fields is not None:
            indexes = [field for field in self._meta.fields if isinstance(field, BlindIndexField)]
            update_fields = {*update_fields, *(one.name for one in indexes if one.of in update_fields)}
        super().save(*args, update_fields=update_fields, **options)
