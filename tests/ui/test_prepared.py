"""Prepared queries answer as the same queryset made anew; many counts come by one statement."""

import datetime

import pytest

from kladka.accounts.models import Membership, Organisation
from kladka.ui.counts import counted
from kladka.ui.prepared import Prepared, UpTo
from tests.conftest import make_user

DAY = datetime.date(2026, 3, 1)


def held(user, day, role):
    found = Membership.objects.filter(user=user, starts__lte=day).exclude(role=role)
    return found.select_related("organisation").order_by("pk")


@pytest.fixture
def people(centre):
    return [make_user(f"Osoba {n}", f"o{n}@tu.test", centre, "caseworker") for n in range(3)]


def test_a_prepared_query_answers_with_other_values_each_time(people, django_assert_num_queries):
    asked = Prepared(held, user=int, day=datetime.date, role=str)
    named = Prepared(lambda name: Organisation.objects.filter(name=name).values("pk", "kind")[:1], name=str)
    late = datetime.date(2019, 12, 31)
    values = [(one.pk, day, role) for one in people for day in (DAY, late) for role in ("head", "caseworker")]
    for user, day, role in values:
        with django_assert_num_queries(1):
            rows = asked(user=user, day=day, role=role)
            organisations = [row.organisation.name for row in rows]
        expected = list(held(user, day, role))
        assert (rows, organisations) == (expected, [row.organisation.name for row in expected])
    assert sum(len(asked(user=u, day=d, role=r)) for u, d, r in values) == 3
    centre = people[0].memberships.get().organisation
    assert named(name=centre.name) == [{"pk": centre.pk, "kind": "county_centre"}]
    assert named(name="x' OR 1=1 --") == []


def test_a_value_that_does_not_stand_in_the_sql_is_refused(db):
    asked = Prepared(lambda user, day: Membership.objects.filter(user=user), user=int, day=datetime.date)
    with pytest.raises(ValueError, match="day"):
        asked(user=1, day=DAY)


def test_a_list_of_any_length_is_asked_for_by_the_same_query(people, django_assert_num_queries):
    asked = Prepared(lambda users: Membership.objects.filter(user__in=users).order_by("pk"), users=UpTo(2))
    keys = [one.pk for one in people]
    for length, queries in ((0, 0), (1, 1), (2, 1), (3, 1)):  # three are more than it was made for
        with django_assert_num_queries(queries):
            assert [row.user_id for row in asked(users=keys[:length])] == keys[:length]


def test_many_counts_cost_one_question(people, django_assert_num_queries):
    members = Membership.objects.order_by("role")
    asked = [
        members,
        members.filter(user=people[0]),
        members.filter(pk__in=[]),
        members.exclude(user=people[0]),
    ]
    with django_assert_num_queries(1):
        assert counted(asked, 3) == [3, 1, 0, 2]
    assert counted(asked, 2) == [2, 1, 0, 2]
    assert counted([], 2) == []
