"""Somebody who joins a family and is in the register already: asked who it is, never entered twice."""

from kladka.casework.people.models import Person
from tests.casework.benefits.build import family as alone

from .build import family

PESEL = "90051799999"  # its checksum is wrong on purpose


def test_who_joins_is_told_from_the_register_and_not_entered_twice(client, centre, caseworker, head):
    case, _, (_, sofija) = family(centre, caseworker, head)
    member = sofija.memberships.get()
    member.ends = member.starts
    member.save()  # Sofija left and now comes back
    other = alone(centre, caseworker, "Taras Nowak")
    taras = other.application.people.get().person
    client.force_login(caseworker)
    where = f"/sprawy/{case.key}/zmiany/nowa/joined/"

    def sent(person, **more):
        names = ("family_name", "given_names", "sex", "citizenship")
        typed = {name: getattr(person, name) for name in names} | {"born": person.born.isoformat()}
        typed |= {"pesel": "", "pesel_missing": "w trakcie nadawania", "relation": "spouse", "kind": ""}
        typed |= {"on": "2026-11-20", "learnt_on": "2026-11-20", "told_by": "wnioskodawczyni"}
        return client.post(where, typed | more)

    answer = sent(taras)
    assert (answer.status_code, "Może to ta sama osoba" in answer.content.decode()) == (422, True)
    answer = sent(taras, same_as=taras.key)
    assert (answer.status_code, other.case.number in answer.content.decode()) == (422, True)
    assert sent(sofija, same_as=sofija.key).status_code == 302
    assert sofija.memberships.filter(household=case.household, ends=None).exists()
    assert sent(taras, same_as="new").status_code == 302
    assert Person.objects.filter(organisation=centre).count() == 4
