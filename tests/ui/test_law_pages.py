"""The wording of provisions on pages, and the links to it."""

from django.template import Context, Template

from kladka.law import provisions


def test_every_act_has_a_page_with_its_provisions(client, db):
    for act in provisions.acts():
        page = client.get("/prawo/", {"akt": act.act})
        assert page.status_code == 200
        assert next(iter(provisions.provisions(act.act))).ref in page.content.decode()


def test_a_provision_shows_its_wording_journal_and_state(client, db):
    page = client.get("/prawo/przepis/", {"p": "ups art. 91 ust. 3"}).content.decode()
    assert "w terminie 60 dni od dnia uzyskania przez cudzoziemca" in page
    assert "Dz.U. 2024 poz. 1283" in page


def test_a_repealed_provision_is_shown_as_it_was_on_the_day(client, db):
    page = client.get("/prawo/przepis/", {"p": "ups art. 91 ust. 11", "dzien": "2021-05-29"})
    assert "obywatela polskiego" in page.content.decode()


def test_an_unknown_provision_is_a_page_that_does_not_exist(client, db):
    assert client.get("/prawo/przepis/", {"p": "ups art. 999"}).status_code == 404
    assert client.get("/prawo/przepis/", {"p": "<script>"}).status_code == 404


def test_a_reference_becomes_a_link_and_a_strange_text_stays_text():
    page = Template('{% load law %}{% provision "ups art. 91 ust. 3" %}|{% provision strange %}').render(
        Context({"strange": "<b>nic</b>"})
    )
    link, text = page.split("|")
    assert 'href="/prawo/przepis/?p=ups%20art.%2091%20ust.%203"' in link
    assert text == "&lt;b&gt;nic&lt;/b&gt;"


def test_amounts_read_as_polish_amounts():
    page = Template("{% load law %}{{ amount|zl }}").render(Context({"amount": "12345.5"}))
    assert page == '<bdi dir="ltr">12\u00a0345,50\u00a0zł</bdi>'
